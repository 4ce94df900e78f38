import { createUnionType } from 'type-graphql';
import type { AccountDetails } from '../domain/account.ts';

/** A class that type-graphql knows as an object type. */
export type ObjectClass = new () => object;

// The graph does not know the providers; compose hands their details types in before the schema is built.
const detailsTypes: ObjectClass[] = [];

/** Says which object types the union `AccountDetails` has, in this order. */
export function setAccountDetailsTypes(types: readonly ObjectClass[]): void {
  detailsTypes.splice(0, detailsTypes.length, ...types);
}

/** What a provider says that has no unified field: one object type for each provider. */
export const AccountDetailsUnion = createUnionType({
  name: 'AccountDetails',
  description: 'Everything a provider says of an account that has no unified field.',
  types: () => detailsTypes,
  resolveType: (value) => (value as AccountDetails).__typename,
});
