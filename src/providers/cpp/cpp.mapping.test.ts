import { describe, expect, it } from '@jest/globals';
import { DOCUMENT } from '../../domain/account.ts';
import { cppRow } from '../../../test/support/cpp-account.ts';
import type { Account } from '../../domain/account.ts';
import { toCapabilities } from '../../domain/fields/field.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import { translateUnified } from '../../domain/fields/translate-unified.ts';
import { emptyCppDetails } from './cpp.details.ts';
import type { CppEnumNumbers } from './cpp.enums.ts';
import { cppFields, cppUnified } from './cpp.mapping.ts';
import { parseCppAccount } from './cpp.wire.ts';

const seenAt = new Date('2025-01-02T03:04:05Z');

/** The account of the example with changes. */
function accountOf(changes: Readonly<Record<string, unknown>> = {}, numbers: CppEnumNumbers = {}): Account {
  const wire = parseCppAccount({ ...cppRow, ...changes }, numbers);
  if (wire === null) throw new Error('not an account');
  const origin = { sourceId: 'cpp', provider: 'CPP', externalId: 'ana.kovac@cpp.hr', kind: 'USER' } as const;
  return readAccount(
    cppFields,
    { wire, details: emptyCppDetails() },
    { ...origin, observedAt: seenAt, freshness: 'LIVE' },
  );
}

describe('reading a CPP account', () => {
  it('has a place for every field of the page and of the read model', () => {
    expect(accountOf()).toEqual({
      [DOCUMENT]: expect.anything(),
      id: 'cpp:ana.kovac@cpp.hr',
      sourceId: 'cpp',
      provider: 'CPP',
      externalId: 'ana.kovac@cpp.hr',
      kind: 'USER',
      username: 'ana.kovac',
      displayName: 'Ana Kovač',
      firstName: 'Ana',
      lastName: 'Kovač',
      email: 'ana.kovac@example.com',
      alternateEmails: ['ana@gmail.example', 'ana.kovac@gmail.example'],
      phone: null,
      locale: 'hr',
      status: 'ACTIVE',
      statusReason: null,
      providerStatus: 'Enabled',
      locked: null,
      verified: null,
      mfaEnabled: null,
      sso: null,
      passwordExpired: null,
      roles: [{ name: 'OrganizationAdmin', scope: 'Jadranska zadruga', tier: 'ADMIN' }],
      address: null,
      description: null,
      avatarUrl: null,
      createdAt: null,
      joinedAt: null,
      updatedAt: null,
      lastLoginAt: null,
      observedAt: seenAt,
      freshness: 'LIVE',
      details: {
        __typename: 'CppDetails',
        accountId: 8,
        departmentId: 9,
        departmentName: 'Računovodstvo',
        organizationName: 'Jadranska zadruga',
        isEnabled: true,
        role: 'ORGANIZATION_ADMIN',
        rawRole: 'OrganizationAdmin',
        rawStatus: 'Enabled',
        translationLanguage: 0,
        googleLoginEmails: ['ana@gmail.example', 'ana.kovac@gmail.example'],
      },
    });
  });

  it.each([
    [0, 'Enabled', 'ACTIVE', null],
    [1, 'Disabled', 'DEACTIVATED', 'ADMINISTRATOR'],
    [2, 'Expired', 'DEACTIVATED', 'EXPIRED'],
    [3, 'NotPaid', 'DEACTIVATED', 'UNPAID'],
  ])('reads the status %i as %s', (number, name, status, statusReason) => {
    const expected = { status, statusReason, providerStatus: name };
    const IsEnabled = undefined;
    for (const Status of [name, name.toLowerCase(), number, String(number)]) {
      const account = accountOf({ Status, IsEnabled });
      expect(account).toMatchObject({ ...expected, details: { rawStatus: String(Status) } });
    }
  });

  it.each([
    [0, 'SystemAdmin', 'SYSTEM_ADMIN', 'OWNER'],
    [1, 'OrganizationAdmin', 'ORGANIZATION_ADMIN', 'ADMIN'],
    [2, 'User', 'USER', 'MEMBER'],
    [3, 'LightUser', 'LIGHT_USER', 'LIMITED'],
  ])('reads the role %i as %s', (number, name, role, tier) => {
    for (const Role of [name, number]) {
      expect(accountOf({ Role })).toMatchObject({ roles: [{ name, tier }], details: { role, rawRole: String(Role) } });
    }
  });

  it('reads numbers as the configuration says', () => {
    const numbers = {
      statusNumbers: { Enabled: 1, Disabled: 2, Expired: 3, NotPaid: 4 },
      roleNumbers: { SystemAdmin: 40, OrganizationAdmin: 30, User: 20, LightUser: 10 },
    };
    const account = accountOf({ Status: 1, Role: 10 }, numbers);
    expect(account).toMatchObject({ providerStatus: 'Enabled', details: { rawStatus: '1', role: 'LIGHT_USER' } });
    expect(accountOf({ Status: 0 }, numbers)).toMatchObject({ status: 'UNKNOWN', providerStatus: '0' });
  });

  it('does not believe an assumed number that IsEnabled contradicts', () => {
    for (const changes of [
      { Status: 1, IsEnabled: true },
      { Status: 0, IsEnabled: false },
    ]) {
      expect(accountOf(changes)).toMatchObject({ status: 'UNKNOWN', providerStatus: String(changes.Status) });
    }
    // A user who has not paid may well be enabled; and a name is a name.
    expect(accountOf({ Status: 3, IsEnabled: true })).toMatchObject({ providerStatus: 'NotPaid' });
    expect(accountOf({ Status: 'Disabled', IsEnabled: true })).toMatchObject({ providerStatus: 'Disabled' });
  });

  it.each([
    ['a status beyond the list', { Status: 7 }, { status: 'UNKNOWN', providerStatus: '7' }],
    ['a status of another name', { Status: 'Archived' }, { status: 'UNKNOWN', providerStatus: 'Archived' }],
    ['no status', { Status: null }, { status: 'UNKNOWN', providerStatus: null, details: { rawStatus: null } }],
    [
      'a role beyond the list',
      { Role: 7 },
      { roles: [{ name: '7', tier: 'UNKNOWN' }], details: { role: null, rawRole: '7' } },
    ],
    ['a role of another name', { Role: 'toString' }, { roles: [{ name: 'toString', tier: 'UNKNOWN' }] }],
    ['no role', { Role: undefined }, { roles: [], details: { role: null, rawRole: null } }],
    ['another language', { TranslationLanguage: 1 }, { locale: null, details: { translationLanguage: 1 } }],
    [
      'a language by its name',
      { TranslationLanguage: 'Croatian' },
      { locale: 'hr', details: { translationLanguage: 0 } },
    ],
    ['no language', { TranslationLanguage: null }, { locale: null, details: { translationLanguage: null } }],
    ['no Google addresses', { GoogleLoginEmails: null }, { alternateEmails: [], details: { googleLoginEmails: [] } }],
    ['stray commas', { GoogleLoginEmails: ' , a@b.hr ,,' }, { alternateEmails: ['a@b.hr'] }],
    ['"False"', { IsEnabled: 'False' }, { details: { isEnabled: false } }],
    ['a number beyond 32 bits', { AccountId: 2 ** 31 }, { details: { accountId: null } }],
  ])('reads %s', (_what, changes, expected) => {
    expect(accountOf(changes)).toMatchObject(expected);
  });

  it.each([[null], ['ana.kovac'], [[]], [{}], [{ Username: 7 }]])('takes %j for no account', (value) => {
    expect(parseCppAccount(value, {})).toBeNull();
  });
});

describe('the unified patch at CPP', () => {
  const translate = (patch: Parameters<typeof translateUnified>[1], status: 'DEACTIVATED' | null = null) =>
    translateUnified(cppFields, patch, cppUnified(status));

  it('says status in CPP’s words, and leaves alone what is so', () => {
    expect(translate({ status: 'ACTIVE' })).toMatchObject({ patch: { status: 'ENABLED' }, names: {} });
    expect(translate({ status: 'DEACTIVATED' })).toMatchObject({ patch: { status: 'DISABLED' } });
    // NotPaid reads as DEACTIVATED; written back it must not become Disabled.
    expect(translate({ status: 'DEACTIVATED' }, 'DEACTIVATED')).toMatchObject({ patch: {}, problems: [] });
  });

  it('knows one language', () => {
    const names = { translationLanguage: 'locale' };
    expect(translate({ locale: 'hr' })).toMatchObject({ patch: { translationLanguage: 0 }, names, problems: [] });
    expect(translate({ locale: 'HR' })).toMatchObject({ patch: { translationLanguage: 0 } });
    for (const locale of ['en', 'hr-HR', '', 0]) {
      expect(translate({ locale }).problems).toMatchObject([{ code: 'INVALID_VALUE', field: 'locale' }]);
    }
    expect(translate({ locale: null }).problems).toMatchObject([{ code: 'FIELD_NOT_CLEARABLE', field: 'locale' }]);
  });

  it('refuses what CPP does not have', () => {
    for (const name of ['phone', 'description']) {
      expect(translate({ [name]: 'x' }).problems).toMatchObject([{ code: 'FIELD_NOT_WRITABLE', field: name }]);
    }
  });
});

describe('what CPP’s table claims', () => {
  const row = (name: string) => toCapabilities(cppFields).find(({ field }) => field === name);

  it('says what can be done with each kind of field', () => {
    expect(row('username')).toMatchObject({ readable: true, writable: false });
    expect(row('firstName')).toMatchObject({ wireName: 'Name', clearable: true, confidence: 'ASSUMED' });
    expect(row('email')?.sideEffect).toContain('password');
    expect(row('status')).toMatchObject({
      clearable: false,
      allowedValues: ['ENABLED', 'DISABLED', 'EXPIRED', 'NOT_PAID'],
    });
    expect(row('locale')).toMatchObject({ wireName: 'TranslationLanguage', writable: true, allowedValues: ['hr'] });
    expect(row('departmentName')).toMatchObject({ wireName: 'DeparmentName', writable: false });
  });
});
