import { describe, expect, it } from '@jest/globals';
import { DOCUMENT } from '../../domain/account.ts';
import { kiboUserJson } from '../../../test/support/kibo-user.ts';
import type { Account } from '../../domain/account.ts';
import { toCapabilities } from '../../domain/fields/field.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import { translateUnified } from '../../domain/fields/translate-unified.ts';
import { parseJson } from '../../http/json.ts';
import { isLanguageTag } from './kibo.codecs.ts';
import { emptyKiboDetails } from './kibo.details.ts';
import { kiboFields, kiboUnified } from './kibo.mapping.ts';
import { parseKiboAccount } from './kibo.wire.ts';

const ID = '1f0c9a7e55d04b0c8e21';
const seenAt = new Date('2025-01-02T03:04:05Z');

/** The account of the page's example with changes. */
function accountOf(changes: Readonly<Record<string, unknown>> = {}): Account {
  const wire = parseKiboAccount({ ...(parseJson(kiboUserJson) as object), ...changes });
  if (wire === null) throw new Error('not a user');
  const origin = { sourceId: 'kibo-eu', provider: 'KIBO', externalId: wire.id, kind: 'USER' } as const;
  return readAccount(
    kiboFields,
    { wire, details: emptyKiboDetails() },
    { ...origin, observedAt: seenAt, freshness: 'LIVE' },
  );
}

describe('reading a Kibo user', () => {
  it('has a place for every field of the page’s response, and none for the password', () => {
    const account = accountOf();
    expect(account).toEqual({
      [DOCUMENT]: expect.anything(),
      id: `kibo-eu:${ID}`,
      sourceId: 'kibo-eu',
      provider: 'KIBO',
      externalId: ID,
      kind: 'USER',
      username: 'ana.kovac',
      displayName: 'Ana Kovač',
      firstName: 'Ana',
      lastName: 'Kovač',
      email: 'ana.kovac@example.com',
      alternateEmails: [],
      phone: { raw: '+385 1 4870 111' },
      locale: 'hr',
      status: 'ACTIVE',
      statusReason: 'LOGIN_FAILURES',
      providerStatus: 'true',
      locked: true,
      verified: null,
      mfaEnabled: null,
      sso: true,
      passwordExpired: true,
      roles: [{ name: 'Administrator', scope: 'Tenant Adriatic Outfitters', tier: 'UNKNOWN' }],
      address: null,
      description: null,
      avatarUrl: null,
      createdAt: new Date('2023-05-07T05:31:56Z'),
      joinedAt: null,
      updatedAt: new Date('2023-06-07T05:31:56Z'),
      lastLoginAt: new Date('2023-04-07T05:31:56Z'),
      observedAt: seenAt,
      freshness: 'LIVE',
      details: {
        __typename: 'KiboDetails',
        externalId: 'ERP-000017',
        localeCode: 'hr',
        optInToEmail: true,
        optInToTextMessage: false,
        isActive: true,
        identityProviderId: 'saml-adriatic',
        lastPasswordChangeOn: new Date('2023-01-07T05:31:56.123Z'),
        lastLockedOn: new Date('2023-02-07T05:31:56Z'),
        failedLoginAttemptCount: 3,
        remainingLoginAttempts: 2,
        firstFailedLoginAttemptOn: new Date('2023-03-07T05:31:56Z'),
        roles: [
          {
            userId: ID,
            assignedInScope: { type: 'Tenant', id: '9007199254740993', name: 'Adriatic Outfitters' },
            roleId: '7',
            roleName: 'Administrator',
            roleResources: [{ type: 'Site', id: '200' }],
            roleTags: ['core'],
            auditInfo: {
              updateDate: new Date('2023-07-07T05:31:56Z'),
              createDate: new Date('2023-08-07T05:31:56Z'),
              updateBy: 'root',
              createBy: 'system',
            },
          },
        ],
      },
    });
  });

  it('drops the password in the decoder, however it is spelled', () => {
    const wire = parseKiboAccount({ id: ID, password: 'canary', Password: 'canary' });
    expect(JSON.stringify(wire)).not.toContain('canary');
    expect(wire?.document).toEqual({ id: ID });
  });

  it.each([
    [
      'a false isActive',
      { isActive: false },
      { status: 'DEACTIVATED', providerStatus: 'false', statusReason: 'LOGIN_FAILURES' },
    ],
    ['the word "False"', { isActive: 'False' }, { status: 'DEACTIVATED', providerStatus: 'false' }],
    ['no isActive', { isActive: undefined }, { status: 'UNKNOWN', providerStatus: null }],
    ['no lock', { systemData: { isLocked: false } }, { locked: false, statusReason: null }],
    ['no systemData', { systemData: null }, { locked: null, createdAt: null, passwordExpired: null }],
    ['no identity provider', { identityProviderId: null }, { sso: null }],
    ['an empty identity provider', { identityProviderId: '' }, { sso: null }],
    ['a tag with a region', { localeCode: 'en-US' }, { locale: 'en-US' }],
    ['no tag', { localeCode: 'en_US' }, { locale: null, details: { localeCode: 'en_US' } }],
    ['no phone', { phoneNumber: null }, { phone: null }],
    ['an empty phone', { phoneNumber: '' }, { phone: null }],
    ['no roles', { roles: null }, { roles: [], details: { roles: [] } }],
    ['a role without a name', { roles: [{ roleId: 12 }] }, { roles: [{ name: '12', scope: null, tier: 'UNKNOWN' }] }],
    [
      'a scope without a name',
      { roles: [{ roleName: 'A', assignedInScope: { type: 'Site', id: 200 } }] },
      { roles: [{ name: 'A', scope: 'Site 200' }] },
    ],
    ['no names', { firstName: null, lastName: null }, { displayName: 'ana.kovac' }],
  ])('reads %s', (_what, changes, expected) => {
    expect(accountOf(changes)).toMatchObject(expected);
  });

  it.each([[null], ['text'], [[]], [{}], [{ id: null }], [{ id: '' }]])('takes %j for no user', (value) => {
    expect(parseKiboAccount(value)).toBeNull();
  });

  it.each([
    ['hr', true],
    ['en-GB', true],
    ['zh-Hant-TW', true],
    ['es-419', true],
    ['hrv', true],
    ['', false],
    ['h', false],
    ['en_GB', false],
    ['english', false],
    ['en-', false],
    ['en-G', false],
    ['en GB', false],
  ])('takes %j for a language tag: %s', (value, expected) => {
    expect(isLanguageTag(value)).toBe(expected);
  });
});

describe('the unified patch at Kibo', () => {
  const translate = (patch: Parameters<typeof translateUnified>[1], status: 'ACTIVE' | 'DEACTIVATED' | null = null) =>
    translateUnified(kiboFields, patch, kiboUnified(status));

  it('puts status into isActive, and leaves alone what is so', () => {
    expect(translate({ status: 'ACTIVE' })).toMatchObject({ patch: { isActive: true }, names: { isActive: 'status' } });
    expect(translate({ status: 'DEACTIVATED' })).toMatchObject({ patch: { isActive: false }, problems: [] });
    expect(translate({ status: 'ACTIVE' }, 'ACTIVE')).toMatchObject({ patch: {}, problems: [] });
    expect(translate({ status: null }).problems).toMatchObject([{ code: 'FIELD_NOT_CLEARABLE', field: 'status' }]);
  });

  it('keeps the fields of the same name, and refuses the one that Kibo does not have', () => {
    const patch = { firstName: 'A', lastName: 'B', email: 'c@d.hr', phone: null, locale: 'fr' };
    expect(translate(patch)).toEqual({ patch, names: {}, problems: [], warnings: [] });
    expect(translate({ description: 'x' }).problems).toMatchObject([
      { code: 'FIELD_NOT_WRITABLE', field: 'description' },
    ]);
  });
});

describe('what Kibo’s table claims', () => {
  const row = (name: string) => toCapabilities(kiboFields).find(({ field }) => field === name);

  it('says what can be done with each kind of field', () => {
    expect(row('email')).toMatchObject({ wireName: 'emailAddress', readable: true, writable: true, clearable: false });
    expect(row('phone')).toMatchObject({ clearable: true, confidence: 'DOCUMENTED' });
    expect(row('password')).toMatchObject({ readable: false, writable: true, clearable: false });
    expect(row('roles')).toMatchObject({ readable: true, writable: false });
    expect(row('sso')).toMatchObject({ writable: false, confidence: 'ASSUMED' });
    expect(row('status')).toMatchObject({
      wireName: 'isActive',
      writable: true,
      clearable: false,
      allowedValues: ['ACTIVE', 'DEACTIVATED'],
    });
  });
});
