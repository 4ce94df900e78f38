import { describe, expect, it } from '@jest/globals';
import { DOCUMENT } from '../account.ts';
import type { AccountDetails } from '../account.ts';
import { fieldsOf } from './field.ts';
import { addressOf, readAccount } from './read-account.ts';

interface Wire {
  readonly own?: string;
  readonly first?: string;
  readonly last?: string;
  readonly user?: string;
  readonly mail?: string;
  readonly city?: string;
}
const field = fieldsOf<Wire, AccountDetails>();
const table = [
  field({ name: 'displayName', wireName: 'own', read: (draft, { own }) => (draft.displayName = own ?? '') }),
  field({ name: 'firstName', wireName: 'first', read: (draft, { first }) => (draft.firstName = first ?? null) }),
  field({ name: 'lastName', wireName: 'last', read: (draft, { last }) => (draft.lastName = last ?? null) }),
  field({ name: 'username', wireName: 'user', read: (draft, { user }) => (draft.username = user ?? null) }),
  field({ name: 'email', wireName: 'mail', read: (draft, { mail }) => (draft.email = mail ?? null) }),
  field({
    name: 'address.city',
    wireName: 'city',
    read: (draft, { city }) => {
      if (city !== undefined) addressOf(draft).city = city;
    },
  }),
  field({ name: 'written', wireName: 'w' }),
];

function read(wire: Wire) {
  const details = { __typename: 'XDetails' };
  return readAccount(
    table,
    { wire, details },
    {
      ...{ sourceId: 'x-eu', provider: 'X', externalId: 'k1', kind: 'TENANT' },
      ...{ observedAt: new Date(5), freshness: 'SNAPSHOT' },
    },
  );
}

describe('reading an account', () => {
  it('begins with nothing but where it comes from', () => {
    expect(read({})).toEqual({
      [DOCUMENT]: expect.anything(),
      ...{ id: 'x-eu:k1', sourceId: 'x-eu', provider: 'X', externalId: 'k1', kind: 'TENANT', displayName: 'k1' },
      ...{ username: null, firstName: null, lastName: null, email: null, alternateEmails: [], phone: null },
      ...{ locale: null, status: 'UNKNOWN', statusReason: null, providerStatus: null, locked: null, verified: null },
      ...{ mfaEnabled: null, sso: null, passwordExpired: null, roles: [], address: null, description: null },
      ...{ avatarUrl: null, createdAt: null, joinedAt: null, updatedAt: null, lastLoginAt: null },
      ...{ observedAt: new Date(5), freshness: 'SNAPSHOT', details: { __typename: 'XDetails' } },
    });
  });

  it.each<[Wire, string]>([
    [{ own: 'Own', first: 'A', last: 'B', user: 'u', mail: 'm' }, 'Own'],
    [{ first: 'A', last: 'B', user: 'u', mail: 'm' }, 'A B'],
    [{ first: 'A', user: 'u' }, 'A'],
    [{ last: 'B', user: 'u' }, 'B'],
    [{ first: ' ', last: '', user: 'u', mail: 'm' }, 'u'],
    [{ user: '', mail: 'm' }, 'm'],
    [{ mail: ' ' }, 'k1'],
  ])('always has a name to show: of %j it is %s', (wire, name) => {
    expect(read(wire).displayName).toBe(name);
  });

  it('has an address as soon as it has a part of one', () => {
    expect(read({ city: 'Split' }).address).toEqual({
      ...{ line1: null, line2: null, city: 'Split', region: null, postalCode: null, country: null },
    });
  });

  it('shares nothing between two readings', () => {
    const [first, second] = [read({ city: 'Split' }), read({ city: 'Zadar' })];
    expect([first.address?.city, second.address?.city]).toEqual(['Split', 'Zadar']);
    expect(first.roles).not.toBe(second.roles);
  });
});
