import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { setAccountDetailsTypes, type ObjectClass } from './account-details.ts';
import { AccountResolver } from './account.resolver.ts';
import { ProviderEnum } from './enums.ts';
import { AccountOperationsResolver, OperationResolver } from './operation.resolver.ts';
import { PhoneResolver } from './phone.resolver.ts';
import { SourceResolver } from './source.resolver.ts';
import { UpdateResolver } from './update.resolver.ts';

/** What a provider adds to the graph. */
export interface GraphqlProvider {
  /** Its value of the enum `Provider`. */
  readonly graphqlName: string;
  readonly detailsType: ObjectClass;
  /** The resolver of its update mutation. */
  readonly resolver: ObjectClass;
}

/** Builds the unified schema: the common types, and of each provider its name, details and mutation. */
export function createSchema(providers: readonly GraphqlProvider[]): GraphQLSchema {
  for (const { graphqlName } of providers) ProviderEnum[graphqlName] = graphqlName;
  setAccountDetailsTypes(providers.map((provider) => provider.detailsType));
  return buildSchemaSync({
    resolvers: [
      AccountResolver,
      SourceResolver,
      PhoneResolver,
      ...providers.map((provider) => provider.resolver),
      UpdateResolver,
      OperationResolver,
      AccountOperationsResolver,
    ],
    orphanedTypes: providers.map((provider) => provider.detailsType),
    // Inputs are checked by the field tables, which name the field and what would be right.
    validate: false,
  });
}
