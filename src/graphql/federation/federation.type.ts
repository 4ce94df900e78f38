import { GraphQLScalarType } from 'graphql';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { AccountType } from '../account.type.ts';

/** The types that Apollo's subgraph specification adds to every subgraph; the subgraph's SDL leaves them out. */

/** An entity as another subgraph knows it: `{ __typename, …the fields of its key }`. Checked by who resolves it. */
export const AnyScalar = new GraphQLScalarType({
  name: '_Any',
  description: 'Federation: an entity by its type and key, {"__typename": "Account", "id": "kibo-eu:a1b2"}.',
});

/** Whatever has a key in this subgraph. */
export const EntityUnion = createUnionType({
  name: '_Entity',
  description: 'Federation: the types with a key.',
  types: () => [AccountType] as const,
  resolveType: () => 'Account',
});

@ObjectType('_Service', { description: 'Federation: this subgraph itself.', simpleResolvers: true })
export class ServiceType {
  @Field(() => String, { description: 'Its schema, with the directives of Apollo Federation 2.' })
  sdl!: string;
}
