import { describe, expect, it } from '@jest/globals';
import { DOCUMENT } from '../../domain/account.ts';
import fc from 'fast-check';
import { toCapabilities } from '../../domain/fields/field.ts';
import { planFields } from '../../domain/fields/plan-fields.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import { translateUnified } from '../../domain/fields/translate-unified.ts';
import { emptyHuaweiCloudDetails, huaweiCloudFields } from './huawei-cloud.mapping.ts';
import {
  parseHuaweiCloudAccount,
  parseHuaweiCloudPage,
  withContactOf,
  type HuaweiCloudAccount,
} from './huawei-cloud.wire.ts';

/** The page's response example, with the three fields that its table has beside it. */
const PAGE_ACCOUNT = {
  id: '05261f923e80d3890f33c0056e9b3f80',
  urn: 'organizations::0a6d25d23900d45c0faac010e0fb4de0:account:o-fhkmi6mek7wlqdp6nideqhb47qwtjdsv/05261f923e80d3890f33c0056e9b3f80',
  join_method: 'invited',
  status: 'active',
  joined_at: '2022-08-24T06:41:15Z',
  name: 'paas_iam_573331',
  description: 'string',
};
const CONTACT = { mobile_phone: '13800138000', intl_number_prefix: '0086', email: 'owner@example.com' };

const observedAt = new Date('2026-01-02T03:04:05Z');

function wireOf(fields: Readonly<Record<string, unknown>>): HuaweiCloudAccount {
  const wire = parseHuaweiCloudAccount({ account: { id: 'a1', ...fields } });
  if (wire === null) throw new Error('not an account');
  return wire;
}

function accountOf(fields: Readonly<Record<string, unknown>>) {
  const wire = wireOf(fields);
  return readAccount(
    huaweiCloudFields,
    { wire, details: emptyHuaweiCloudDetails() },
    {
      ...{ sourceId: 'huawei', provider: 'HUAWEI_CLOUD', externalId: wire.id, kind: 'TENANT' },
      ...{ observedAt, freshness: 'LIVE' },
    },
  );
}

describe('reading a member account', () => {
  it('maps every field of the page', () => {
    expect(accountOf({ ...PAGE_ACCOUNT, ...CONTACT })).toEqual({
      [DOCUMENT]: expect.anything(),
      id: 'huawei:05261f923e80d3890f33c0056e9b3f80',
      sourceId: 'huawei',
      provider: 'HUAWEI_CLOUD',
      externalId: '05261f923e80d3890f33c0056e9b3f80',
      kind: 'TENANT',
      username: 'paas_iam_573331',
      displayName: 'paas_iam_573331',
      firstName: null,
      lastName: null,
      email: 'owner@example.com',
      alternateEmails: [],
      phone: { raw: '+86 13800138000' },
      locale: null,
      status: 'ACTIVE',
      statusReason: null,
      providerStatus: 'active',
      locked: null,
      verified: null,
      mfaEnabled: null,
      sso: null,
      passwordExpired: null,
      roles: [],
      address: null,
      description: 'string',
      avatarUrl: null,
      createdAt: null,
      joinedAt: new Date('2022-08-24T06:41:15Z'),
      updatedAt: null,
      lastLoginAt: null,
      observedAt,
      freshness: 'LIVE',
      details: {
        __typename: 'HuaweiCloudDetails',
        urn: PAGE_ACCOUNT.urn,
        joinMethod: 'invited',
        mobilePhone: '13800138000',
        intlNumberPrefix: '0086',
      },
    });
  });

  it('makes nothing up where contact information, description or name are missing', () => {
    expect(accountOf(PAGE_ACCOUNT)).toMatchObject({ email: null, phone: null });
    expect(accountOf({})).toMatchObject({
      displayName: 'a1',
      username: null,
      description: null,
      status: 'UNKNOWN',
      providerStatus: null,
      joinedAt: null,
    });
    expect(accountOf({ name: ' ', email: 'a@b.c' }).displayName).toBe('a@b.c');
  });

  it.each([
    ['active', 'ACTIVE'],
    ['ACTIVE', 'ACTIVE'],
    ['suspended', 'SUSPENDED'],
    ['pending_closure', 'CLOSING'],
    ['PENDING_CLOSURE', 'CLOSING'],
    ['frozen', 'UNKNOWN'],
    ['toString', 'UNKNOWN'],
  ])('reads the status %s as %s', (raw, status) => {
    expect(accountOf({ status: raw })).toMatchObject({ status, providerStatus: raw });
  });

  it.each([
    ['86', '13800138000', '+86 13800138000'],
    ['+86', '13800138000', '+86 13800138000'],
    ['0086', '13800138000', '+86 13800138000'],
    [' 385 ', '91 234 5678', '+385 91 234 5678'],
    [null, '13800138000', '13800138000'],
    ['', '13800138000', '13800138000'],
    ['CN', '13800138000', 'CN 13800138000'],
    ['0', '13800138000', '0 13800138000'],
    ['86', '+8613800138000', '+8613800138000'],
  ])('joins the prefix %j and the number %j', (prefix, mobile, raw) => {
    expect(accountOf({ intl_number_prefix: prefix, mobile_phone: mobile }).phone).toEqual({ raw });
  });

  it.each([null, '', ' ', 5])('has no phone in a prefix and the number %j', (mobile) => {
    expect(accountOf({ intl_number_prefix: '86', mobile_phone: mobile }).phone).toBeNull();
  });

  it.each([null, {}, { account: null }, { account: {} }, { account: [] }, { account: { id: '' } }, PAGE_ACCOUNT, 'x'])(
    'takes %j for no account',
    (value) => {
      expect(parseHuaweiCloudAccount(value)).toBeNull();
    },
  );
});

describe('reading a page of the list', () => {
  const pageOf = (info: unknown) => parseHuaweiCloudPage({ accounts: [PAGE_ACCOUNT], page_info: info });

  it('tells the end from a marker', () => {
    const accounts = [wireOf(PAGE_ACCOUNT)];
    for (const info of [{ next_marker: null }, { next_marker: '' }, { current_count: 1 }, null]) {
      expect(pageOf(info)).toEqual({ accounts, nextMarker: null });
    }
    expect(pageOf({ next_marker: 'm/1+=' })).toEqual({ accounts, nextMarker: 'm/1+=' });
    expect(pageOf({ next_marker: 17 })).toEqual({ accounts, nextMarker: '17' });
  });

  it.each([{ next_marker: {} }, { next_marker: true }, { next_marker: '\ud800' }, { next_marker: 'x'.repeat(2001) }])(
    'takes a marker that cannot be given back for no page: %j',
    (info) => {
      expect(pageOf(info)).toBeNull();
    },
  );

  it.each([null, [], {}, { accounts: null }, { accounts: {} }, { accounts: [{ name: 'without an id' }] }])(
    'takes %j for no page',
    (value) => {
      expect(parseHuaweiCloudPage(value)).toBeNull();
    },
  );
});

describe('the contact fields after a write', () => {
  it('come from before, unless the answer has them', () => {
    const before = wireOf({ ...PAGE_ACCOUNT, ...CONTACT, description: 'before', name: 'before' });
    const answer = wireOf({ ...PAGE_ACCOUNT, description: null });
    expect(withContactOf(answer, before)).toEqual({ ...answer, ...CONTACT });
    expect(withContactOf({ ...answer, email: 'new@example.com' }, before).email).toBe('new@example.com');
    expect(withContactOf(answer, undefined)).toEqual(answer);
  });
});

describe('writing a member account', () => {
  const planned = (value: string | number | boolean | null, wire: HuaweiCloudAccount | null = null) =>
    planFields(huaweiCloudFields, { description: value }, wire);

  it('sends a value as it is, and "" for null, as the page has it', () => {
    expect(planned('x').fields).toMatchObject([{ wireName: 'description', value: 'x', secret: false }]);
    expect(planned('').fields).toMatchObject([{ value: '' }]);
    expect(planned(null)).toMatchObject({ fields: [{ value: '', change: { to: null } }], warnings: [], problems: [] });
    for (const wrong of [5, true]) {
      expect(planned(wrong).problems).toMatchObject([{ code: 'INVALID_VALUE', field: 'description' }]);
    }
  });

  it('sends nothing that is so already', () => {
    expect(planned('string', wireOf(PAGE_ACCOUNT)).fields).toEqual([]);
    expect(planned(null, wireOf({ description: '' })).fields).toEqual([]);
    expect(planned('', wireOf({})).fields).toEqual([]);
    expect(planned(' ', wireOf({})).fields).toHaveLength(1);
  });

  it('refuses every other field, unified or not', () => {
    const names = ['displayName', 'username', 'email', 'phone', 'status', 'joinedAt', 'urn', 'firstName', 'locale'];
    const patch = Object.fromEntries(names.map((name) => [name, 'x']));
    for (const { problems } of [
      planFields(huaweiCloudFields, patch, null),
      translateUnified(huaweiCloudFields, patch, {}),
    ]) {
      expect(problems.map(({ code, field }) => [code, field]).toSorted()).toEqual(
        names.map((name) => ['FIELD_NOT_WRITABLE', name]).toSorted(),
      );
    }
  });

  it('gives back any text that it takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const [field] = planned(value).fields;
        expect(accountOf({ [field?.wireName ?? '']: field?.value }).description).toBe(value);
      }),
    );
  });

  it('says so in its capabilities', () => {
    const rows = toCapabilities(huaweiCloudFields);
    expect(rows.filter(({ writable }) => writable)).toEqual([
      {
        field: 'description',
        wireName: 'description',
        readable: true,
        writable: true,
        clearable: true,
        allowedValues: null,
        sideEffect: null,
        sensitive: null,
        confidence: 'DOCUMENTED',
      },
    ]);
    expect(new Set(rows.map(({ field }) => field)).size).toBe(rows.length);
  });
});
