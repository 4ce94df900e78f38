import { describe, expect, it } from '@jest/globals';
import { readAccount } from './fields/read-account.ts';
import type { Account } from './account.ts';
import { accountTest, activeParts, NO_FILTER, wireStatuses, type AccountFilter } from './account-filter.ts';

const blank = readAccount([], { wire: null, details: { __typename: 'Nothing' } }, {
  ...{ sourceId: 'a', provider: 'A', externalId: 'x-1', kind: 'USER', observedAt: new Date(0), freshness: 'LIVE' },
} as const);

const passes = (account: Partial<Account>, filter: Partial<AccountFilter>) =>
  accountTest({ ...NO_FILTER, ...filter })({ ...blank, ...account });

describe('a filter', () => {
  it.each([
    ['the same', 'ana@x.hr', 'ana@x.hr', true],
    ['the domain in capitals', 'ana@X.HR', 'ana@x.hr', true],
    ['all in capitals', 'ANA@X.HR', 'ana@x.hr', true],
    ['letters composed otherwise', 'z\u030cana@x.hr', 'žana@x.hr', true],
    ['a part', 'ana@x.hr', 'na@x.hr', false],
    ['another domain', 'ana@x.hr', 'ana@y.hr', false],
    ['a letter without its accent', 'žana@x.hr', 'zana@x.hr', false],
    ['none', null, 'ana@x.hr', false],
  ])('compares e-mail addresses: %s', (_what, email, wanted, expected) => {
    expect(passes({ email }, { email: wanted })).toBe(expected);
    expect(email === null || passes({ email: wanted }, { email })).toBe(expected || email === null);
  });

  it('lets states pass', () => {
    expect(passes({ status: 'PENDING' }, { status: ['ACTIVE', 'PENDING'] })).toBe(true);
    expect(passes({ status: 'UNKNOWN' }, { status: ['ACTIVE', 'PENDING'] })).toBe(false);
    expect(passes({ status: 'ACTIVE' }, { status: [] })).toBe(false);
  });

  it.each([
    [{ displayName: 'Žana Kovač' }, 'ŽANA', true],
    [{ firstName: 'Ana', lastName: 'Kovač', displayName: 'tenant_7' }, 'ana kov', true],
    [{ lastName: 'Kovac\u030c' }, 'kovač', true],
    [{ username: 'ana.kovac' }, 'A.K', true],
    [{ email: 'ana@X.hr' }, '@x.h', true],
    [{ description: 'ana', externalId: 'ana' }, 'ana', false],
    [{ displayName: 'A.B' }, 'a_b', false],
    [{ displayName: 'Ana' }, '%', false],
  ])('searches names, user name and address of %j for %s', (account, search, expected) => {
    expect(passes(account, { search })).toBe(expected);
  });

  it('wants all of its parts', () => {
    const account = { email: 'ana@x.hr', status: 'ACTIVE' } as const;
    expect(passes(account, { email: 'ana@x.hr', status: ['ACTIVE'], search: 'ana' })).toBe(true);
    expect(passes(account, { email: 'ana@x.hr', status: ['CLOSING'], search: 'ana' })).toBe(false);
    expect(activeParts({ ...NO_FILTER, search: 'x', email: 'y' })).toEqual(['EMAIL', 'SEARCH']);
  });

  it('is put into words only where the words say all', () => {
    const words = { ACTIVE: ['on'], DEACTIVATED: ['off', 'gone'] };
    expect(wireStatuses(null, words)).toBeNull();
    expect(wireStatuses(undefined, words)).toBeNull();
    expect(wireStatuses(['ACTIVE', 'UNKNOWN'], words)).toBeNull();
    expect(wireStatuses(['DEACTIVATED', 'ACTIVE', 'ACTIVE', 'PENDING'], words)).toEqual(['off', 'gone', 'on']);
    expect(wireStatuses(['CLOSING'], words)).toEqual([]);
  });
});
