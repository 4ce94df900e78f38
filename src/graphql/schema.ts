import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { setAccountDetailsTypes, type ObjectClass } from './account-details.ts';
import { AccountResolver } from './account.resolver.ts';
import { nameProviders } from './enums.ts';
import { FederationResolver } from './federation/federation.resolver.ts';
import { IdentityResolver } from './identity.resolver.ts';
import { AccountOperationsResolver, OperationResolver } from './operation.resolver.ts';
import { PhoneResolver } from './phone.resolver.ts';
import { SourceResolver } from './source.resolver.ts';
import { UpdateResolver } from './update.resolver.ts';
import { ViewerResolver } from './viewer.resolver.ts';

/** What a provider adds to the graph. */
export interface GraphqlProvider {
  /** Its value of the enum `Provider`. */
  readonly graphqlName: string;
  /** Its name for people. */
  readonly title: string;
  readonly detailsType: ObjectClass;
  /** The resolver of its update mutation. */
  readonly resolver: ObjectClass;
}

/**
 * Builds the unified schema, an Apollo Federation 2 subgraph: the common types, and of each provider its name, details and
 * mutation.
 */
export function createSchema(providers: readonly GraphqlProvider[]): GraphQLSchema {
  nameProviders(providers);
  setAccountDetailsTypes(providers.map((provider) => provider.detailsType));
  const schema = buildSchemaSync({
    resolvers: [
      AccountResolver,
      IdentityResolver,
      SourceResolver,
      PhoneResolver,
      ...providers.map((provider) => provider.resolver),
      UpdateResolver,
      OperationResolver,
      AccountOperationsResolver,
      ViewerResolver,
      FederationResolver,
    ],
    orphanedTypes: providers.map((provider) => provider.detailsType),
    // Inputs are checked by the field tables, which name the field and what would be right.
    validate: false,
  });
  describeRoots(schema);
  return schema;
}

// type-graphql makes the root types itself and has no place for their descriptions.
function describeRoots(schema: GraphQLSchema): void {
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  if (query) query.description = 'What can be asked. Nothing of it changes anything.';
  if (mutation) mutation.description = 'What can be changed. Fields run one after the other, as they are written.';
}
