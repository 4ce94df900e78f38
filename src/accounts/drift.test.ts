import { describe, expect, it } from '@jest/globals';
import { FakeDatasource, fakeSource } from '../../test/support/fake-datasource.ts';
import type { Account } from '../domain/account.ts';
import { readAccount } from '../domain/fields/read-account.ts';
import { driftOf } from './drift.ts';

/** Accounts at sources of their own, each of which knows every field unless told which it does not. */
function drift(accounts: readonly Partial<Account>[], unknown: readonly (keyof Account)[] = []) {
  const all = accounts.map((account, index) => ({
    ...readAccount([], { wire: null, details: { __typename: 'Nothing' } }, {
      ...{ sourceId: `s${index}`, provider: 'A', externalId: '1', kind: 'USER', freshness: 'LIVE' },
      observedAt: new Date(0),
    } as const),
    ...account,
  }));
  const sources = new Map(
    all.map((account, index) => {
      const datasource = new FakeDatasource([]);
      const names = Object.keys(account).filter((name) => index > 0 || !unknown.includes(name as keyof Account));
      const fields = names.map((field) => ({ ...row, field }));
      return [
        account.sourceId,
        fakeSource(
          account.sourceId,
          Object.assign(datasource, { capabilities: { ...datasource.capabilities, fields } }),
        ),
      ];
    }),
  );
  return driftOf(all, sources).map(({ field, values }) => [
    field,
    values.map(({ value, accounts: having }) => [value, having.map(({ sourceId }) => sourceId).join()]),
  ]);
}

const row = {
  ...{ wireName: 'x', readable: true, writable: false, clearable: false },
  ...{ allowedValues: null, sideEffect: null, confidence: 'DOCUMENTED' as const },
};

describe('drift', () => {
  it('tells each value and who has it, in the order of the accounts', () => {
    expect(drift([{ lastName: 'Kovač' }, { lastName: 'Horvat' }, { lastName: 'Kovač' }])).toEqual([
      [
        'lastName',
        [
          ['Kovač', 's0,s2'],
          ['Horvat', 's1'],
        ],
      ],
    ]);
  });

  it.each<[string, Partial<Account>, Partial<Account>]>([
    ['the composition of letters and blanks', { lastName: 'Kovac\u030c  Horvat ' }, { lastName: 'Kovač Horvat' }],
    ['the case of a domain', { email: 'ana@X.hr' }, { email: 'ana@x.HR' }],
    ['how a number is written', { phone: { raw: '+385 91 555-0001' } }, { phone: { raw: '(00385) 915550001' } }],
    ['a region', { locale: 'fr-CH' }, { locale: 'FR' }],
    ['the case of a user name', { username: 'Ana.Kovac' }, { username: 'ana.kovac' }],
    ['an empty text and none', { description: ' ' }, { description: null }],
    [
      'an address in other lines',
      { address: address({ line1: 'A 1', line2: 'B' }) },
      { address: address({ line1: 'A 1, B' }) },
    ],
    [
      'keys, dates, roles and raw words',
      {
        externalId: '2',
        createdAt: new Date(1),
        providerStatus: 'x',
        roles: [{ name: 'r', scope: null, tier: 'ADMIN' }],
      },
      {},
    ],
  ])('is none for %s', (_what, one, other) => {
    expect(drift([one, other])).toEqual([]);
  });

  it.each<[string, Partial<Account>, Partial<Account>, unknown]>([
    ['firstName', { firstName: 'Ana' }, { firstName: 'ana' }, ['Ana', 'ana']],
    ['email', { email: 'ana@x.hr' }, { email: 'Ana@x.hr' }, ['ana@x.hr', 'Ana@x.hr']],
    ['phone', { phone: { raw: '+385 1' } }, { phone: { raw: '+385 2' } }, ['+385 1', '+385 2']],
    ['locale', { locale: 'fr' }, { locale: 'de' }, ['fr', 'de']],
    ['status', { status: 'ACTIVE' }, { status: 'DEACTIVATED' }, ['ACTIVE', 'DEACTIVATED']],
    ['locked', { locked: true }, { locked: false }, ['true', 'false']],
    ['mfaEnabled', { mfaEnabled: false }, { mfaEnabled: null }, ['false', null]],
    ['address', { address: address({ city: 'Split' }) }, { address: null }, ['Split', null]],
  ])('is there for another %s', (field, one, other, values) => {
    expect(drift([one, other])).toEqual([[field, (values as unknown[]).map((value, index) => [value, `s${index}`])]]);
  });

  it('asks no provider that knows no such field, and no account that it was not fetched for', () => {
    expect(drift([{ phone: null }, { phone: { raw: '1' } }], ['phone'])).toEqual([]);
    expect(drift([{ phone: null, notFetched: ['phone'] }, { phone: { raw: '1' } }])).toEqual([]);
    expect(drift([{ phone: null }, { phone: { raw: '1' } }])).toEqual([
      [
        'phone',
        [
          [null, 's0'],
          ['1', 's1'],
        ],
      ],
    ]);
  });
});

function address(parts: Partial<NonNullable<Account['address']>>): NonNullable<Account['address']> {
  return { line1: null, line2: null, city: null, region: null, postalCode: null, country: null, ...parts };
}
