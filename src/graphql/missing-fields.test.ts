import { describe, expect, it } from '@jest/globals';
import type { Account } from '../domain/account.ts';
import type { FieldCapability } from '../domain/fields/capability.ts';
import { readAccount } from '../domain/fields/read-account.ts';
import { missingFields } from './missing-fields.ts';

const row = (field: string, rest: Partial<FieldCapability> = {}): FieldCapability => ({
  field,
  wireName: field,
  readable: true,
  writable: false,
  clearable: false,
  allowedValues: null,
  sideEffect: null,
  sensitive: null,
  confidence: 'DOCUMENTED',
  ...rest,
});

const account = (values: Partial<Account> = {}): Account => ({
  ...readAccount(
    [],
    { wire: {}, details: { __typename: 'Details' } },
    {
      sourceId: 's',
      provider: 'P',
      externalId: '1',
      kind: 'USER',
      observedAt: new Date(0),
      freshness: 'LIVE',
    },
  ),
  ...values,
});

const missing = (values: Partial<Account>, rows: readonly FieldCapability[]) =>
  missingFields(account(values), rows).map(({ field }) => field);

describe('missingFields', () => {
  it('tells what nobody asked for from what the provider does not know', () => {
    const rows = [row('email'), row('phone')];
    expect(missingFields(account({ notFetched: ['email', 'mobilePhone'] }), rows).slice(0, 4)).toEqual([
      { field: 'username', reason: 'NOT_SUPPORTED' },
      { field: 'firstName', reason: 'NOT_SUPPORTED' },
      { field: 'lastName', reason: 'NOT_SUPPORTED' },
      { field: 'email', reason: 'NOT_FETCHED' },
    ]);
  });

  it('names what is null because the provider has no such field, and nothing that is merely empty', () => {
    const names = missing({}, [row('email'), row('phone')]);
    expect(names).toContain('username');
    expect(names).not.toContain('email');
    expect(names).not.toContain('phone');
    expect(missingFields(account(), [])[0]).toEqual({ field: 'username', reason: 'NOT_SUPPORTED' });
  });

  it('takes a part of the address for the address, and a field that can only be written for none', () => {
    expect(missing({}, [row('address.city')])).not.toContain('address');
    expect(missing({}, [row('email', { readable: false, writable: true })])).toContain('email');
  });

  it('names a field that is only ever told when it is true, while it is not', () => {
    const rows = [row('locked', { toldOnlyIfTrue: true })];
    expect(missing({}, rows)).toContain('locked');
    expect(missing({ locked: true }, rows)).not.toContain('locked');
  });
});
