import { Field, ID, InterfaceType } from 'type-graphql';

/** Relay's `Node`: whatever can be fetched again by its id alone. */
@InterfaceType('Node', {
  description: 'An object that can be fetched again by its id alone.',
  // Accounts have a key at a provider, operations have attempts, sources have neither.
  resolveType: (value: object) => ('externalId' in value ? 'Account' : 'attempts' in value ? 'Operation' : 'Source'),
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Unique in the whole graph.' })
  id!: string;
}
