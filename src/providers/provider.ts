import 'reflect-metadata';
import type { z } from 'zod';
import type { AccountDatasource } from '../domain/datasource.ts';
import type { Clock } from '../domain/clock.ts';
import type { FieldCapability } from '../domain/fields/capability.ts';
import type { ProviderConfigSpec } from '../config/provider-config-spec.ts';
import type { HttpClient, HttpResponse } from '../http/http-client.ts';

/** What a datasource is built with: its source's own client, settings and identity. */
export interface DatasourceOptions<Settings> {
  readonly sourceId: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly settings: Settings;
}

/** A class that type-graphql knows: a GraphQL object type or a resolver. */
export type GraphqlClass = new () => object;

/**
 * A provider as the rest of the product sees it: the one thing that its folder's door (`index.ts`) exports, and one
 * line in the registry.
 */
export interface Provider {
  /** Its name in the configuration, e.g. `huawei-cloud`. */
  readonly name: string;
  /** Its name in the graph, e.g. `HUAWEI_CLOUD`. */
  readonly graphqlName: string;
  /** Its name for people, e.g. `Huawei Cloud Organizations`. */
  readonly title: string;
  readonly config: ProviderConfigSpec;
  /** Its field table as clients see it. */
  readonly fields: readonly FieldCapability[];
  readonly detailsType: GraphqlClass;
  readonly resolver: GraphqlClass;
  /** Whether an answer says that the credentials are bad, where the status 401 alone does not. */
  readonly isCredentialRefusal?: (response: HttpResponse) => boolean;
  createDatasource(options: DatasourceOptions<Readonly<Record<string, unknown>>>): AccountDatasource;
}

/** A provider as its folder writes it: with its own settings' types. */
export interface ProviderSpec<Settings extends z.ZodObject> extends Omit<Provider, 'config' | 'createDatasource'> {
  readonly config: ProviderConfigSpec & { readonly settings: Settings };
  createDatasource(options: DatasourceOptions<z.infer<Settings>>): AccountDatasource;
}

/** Makes a provider of its spec: the configuration has checked the settings, here they get their types back. */
export function defineProvider<Settings extends z.ZodObject>(spec: ProviderSpec<Settings>): Provider {
  return {
    ...spec,
    createDatasource: (options) =>
      spec.createDatasource({ ...options, settings: spec.config.settings.parse(options.settings) }),
  };
}
