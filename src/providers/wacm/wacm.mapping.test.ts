import { describe, expect, it } from '@jest/globals';
import { DOCUMENT } from '../../domain/account.ts';
import fc from 'fast-check';
import { toCapabilities } from '../../domain/fields/field.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import { translateUnified } from '../../domain/fields/translate-unified.ts';
import { emptyWacmDetails, wacmFields, wacmUnified } from './wacm.mapping.ts';
import { parseWacmAnswer, parseWacmUser, type WacmUser } from './wacm.wire.ts';

/** The page's response example, letter by letter: booleans and ids are strings in it. */
const PAGE_ANSWER = {
  success: 'True',
  code: 'RES-I-0017',
  message: 'User has been successfully updated!',
  data: {
    id: '67890',
    channelAccountId: '12345',
    firstName: 'John',
    lastName: 'Doe',
    email: 'john.doe@example.com',
    userRole: 'Channel Account Admin',
    status: 'ACTIVE',
    verified: 'True',
    mfa: 'False',
    creationDate: '2023-12-19T09:35:47.598Z',
    address1: '123 Main St',
    city: 'Boston',
    state: 'Massachusetts',
    country: 'United States',
    zip: '02101',
    phone: '+1-555-123-4567',
    isSsoUser: 'False',
  },
};

const observedAt = new Date('2026-01-02T03:04:05Z');

function userOf(fields: Readonly<Record<string, unknown>>): WacmUser {
  const user = parseWacmUser({ id: 67890, ...fields });
  if (user === null) throw new Error('not a user');
  return user;
}

function accountOf(fields: Readonly<Record<string, unknown>>) {
  const wire = userOf(fields);
  return readAccount(
    wacmFields,
    { wire, details: emptyWacmDetails() },
    { sourceId: 'wacm', provider: 'WACM', externalId: wire.id, kind: 'USER', observedAt, freshness: 'LIVE' },
  );
}

describe('reading a WACM user', () => {
  it('maps every field of the page’s example', () => {
    expect(accountOf({ ...PAGE_ANSWER.data, imageUrl: 'https://img.example/1.png', address2: 'Suite 2' })).toEqual({
      [DOCUMENT]: expect.anything(),
      id: 'wacm:67890',
      sourceId: 'wacm',
      provider: 'WACM',
      externalId: '67890',
      kind: 'USER',
      username: null,
      displayName: 'John Doe',
      firstName: 'John',
      lastName: 'Doe',
      email: 'john.doe@example.com',
      alternateEmails: [],
      phone: { raw: '+1-555-123-4567' },
      locale: null,
      status: 'ACTIVE',
      statusReason: null,
      providerStatus: 'ACTIVE',
      locked: null,
      verified: true,
      mfaEnabled: false,
      sso: false,
      passwordExpired: null,
      roles: [{ name: 'Channel Account Admin', scope: 'channel account 12345', tier: 'ADMIN' }],
      address: {
        line1: '123 Main St',
        line2: 'Suite 2',
        city: 'Boston',
        region: 'Massachusetts',
        postalCode: '02101',
        country: 'United States',
      },
      description: null,
      avatarUrl: 'https://img.example/1.png',
      createdAt: new Date('2023-12-19T09:35:47.598Z'),
      joinedAt: null,
      updatedAt: null,
      lastLoginAt: null,
      observedAt,
      freshness: 'LIVE',
      details: { __typename: 'WacmDetails', channelAccountId: '12345', userRole: 'Channel Account Admin' },
    });
  });

  it('reads the page’s envelope, its schema’s own types and strings alike', () => {
    const asTyped = {
      ...PAGE_ANSWER.data,
      id: 67890,
      channelAccountId: 12345,
      verified: true,
      mfa: false,
      isSsoUser: false,
    };
    const expected = { kind: 'done', user: userOf(PAGE_ANSWER.data) };
    expect(parseWacmAnswer(PAGE_ANSWER)).toEqual(expected);
    expect(parseWacmAnswer({ ...PAGE_ANSWER, success: true, data: asTyped })).toEqual(expected);
  });

  it('makes nothing up where every field is null or missing', () => {
    const empty = accountOf({});
    expect(empty).toMatchObject({
      displayName: '67890',
      status: 'UNKNOWN',
      providerStatus: null,
      phone: null,
      address: null,
      roles: [],
      createdAt: null,
      verified: null,
      details: { channelAccountId: null, userRole: null },
    });
    const nulls = Object.fromEntries(Object.keys(PAGE_ANSWER.data).map((name) => [name, null]));
    expect(accountOf({ ...nulls, id: 67890 })).toEqual(empty);
  });

  it('keeps all digits of ids beyond a double', () => {
    const account = accountOf({ id: 9007199254740993n, channelAccountId: 9223372036854775807n });
    expect([account.externalId, account.details]).toMatchObject([
      '9007199254740993',
      { channelAccountId: '9223372036854775807' },
    ]);
  });

  it.each([
    ['ACTIVE', 'ACTIVE', null, null],
    ['active', 'ACTIVE', null, null],
    ['Deactivated', 'DEACTIVATED', null, null],
    ['Suspended', 'SUSPENDED', null, null],
    ['Locked', 'SUSPENDED', 'LOGIN_FAILURES', true],
    ['PENDING', 'PENDING', 'UNVERIFIED', null],
    ['Hibernating', 'UNKNOWN', null, null],
    ['constructor', 'UNKNOWN', null, null],
    ['', 'UNKNOWN', null, null],
  ])('reads the status %j as %s', (raw, status, statusReason, locked) => {
    expect(accountOf({ status: raw })).toMatchObject({ status, statusReason, locked, providerStatus: raw });
  });

  it.each([
    ['Channel Account Admin', 'ADMIN'],
    ['Channel Account Staff', 'MEMBER'],
    ['Channel Account Staff (Lite)', 'LIMITED'],
    ['Channel Account Viewer', 'LIMITED'],
    ['Something new', 'UNKNOWN'],
    ['toString', 'UNKNOWN'],
  ])('ranks the role %s as %s', (userRole, tier) => {
    expect(accountOf({ userRole }).roles).toEqual([{ name: userRole, scope: null, tier }]);
  });

  it('reads dates in both of the forms that were documented', () => {
    const date = new Date('2023-12-19T09:35:47.598Z');
    expect(accountOf({ creationDate: '2023-12-19T09:35:47.598+00:00' }).createdAt).toEqual(date);
    expect(accountOf({ creationDate: 'yesterday' }).createdAt).toBeNull();
  });

  it.each([
    ['an empty id', { id: '' }],
    ['no id', {}],
    ['a list', []],
    ['null', null],
    ['text', 'x'],
  ])('takes %s for no user', (_what, value) => {
    expect(parseWacmUser(value)).toBeNull();
  });
});

describe('the envelope of WACM', () => {
  const data = { id: 1 };
  it.each([
    ['done', { success: true, data }],
    ['done', { success: 'True', data }],
    ['done', { success: true, data: null }],
    ['done', { success: true }],
    ['done', { id: 1, email: 'a@b.c' }],
    ['refused', { success: false, data }],
    ['refused', { success: 'False', data }],
    ['refused', { success: 'false', id: 1 }],
    ['refused', { error: 'Invalid API key', code: 401 }],
    ['malformed', { success: 'perhaps', data }],
    ['malformed', { success: null, data }],
    ['malformed', { data }],
    ['malformed', { success: true, data: { email: 'a@b.c' } }],
    ['malformed', { success: true, data: [] }],
    ['malformed', {}],
    ['malformed', []],
    ['malformed', null],
    ['malformed', 'OK'],
  ])('is %s in %j', (kind, value) => {
    expect(parseWacmAnswer(value).kind).toBe(kind);
  });

  it('shows no user where the answer has none, and the bare one where there is no envelope', () => {
    expect(parseWacmAnswer({ success: true, data: null })).toEqual({ kind: 'done', user: null });
    expect(parseWacmAnswer({ id: 1 })).toEqual({ kind: 'done', user: userOf({ id: 1 }) });
  });
});

describe('unified fields at WACM', () => {
  const translate = (patch: Readonly<Record<string, string | null>>, status: Parameters<typeof wacmUnified>[0]) =>
    translateUnified(wacmFields, patch, wacmUnified(status));

  it.each([
    ['DEACTIVATED', null, { active: false }],
    ['DEACTIVATED', 'ACTIVE', { active: false }],
    ['DEACTIVATED', 'SUSPENDED', { active: false }],
    ['DEACTIVATED', 'DEACTIVATED', {}],
    ['ACTIVE', null, { active: true }],
    ['ACTIVE', 'UNKNOWN', { active: true }],
    ['ACTIVE', 'SUSPENDED', { active: true }],
    ['ACTIVE', 'DEACTIVATED', { reinstate: true }],
    ['ACTIVE', 'ACTIVE', {}],
  ] as const)('writes %s over %s as %j', (wanted, current, patch) => {
    const translated = translate({ status: wanted }, current);
    expect(translated).toMatchObject({ patch, problems: [] });
    expect(translated.names).toEqual(Object.fromEntries(Object.keys(patch).map((name) => [name, 'status'])));
  });

  it('refuses what WACM has no field for', () => {
    const { patch, problems } = translate({ locale: 'en', description: 'x', firstName: 'A', status: null }, null);
    expect(patch).toEqual({ firstName: 'A' });
    expect(problems.map(({ code, field }) => [code, field])).toEqual([
      ['FIELD_NOT_WRITABLE', 'locale'],
      ['FIELD_NOT_WRITABLE', 'description'],
      ['FIELD_NOT_CLEARABLE', 'status'],
    ]);
  });
});

describe('the capabilities of WACM', () => {
  const rows = toCapabilities(wacmFields);
  const row = (name: string) => rows.find(({ field }) => field === name);

  it('names each field once', () => {
    expect(new Set(rows.map(({ field }) => field)).size).toBe(rows.length);
  });

  it('says what can be written, and what that rests on', () => {
    expect(rows.filter(({ writable }) => writable).map(({ field }) => field)).toEqual([
      ...['firstName', 'lastName', 'email', 'phone'],
      ...['line1', 'line2', 'city', 'region', 'postalCode', 'country'].map((part) => `address.${part}`),
      ...['userRole', 'status', 'active', 'reinstate', 'mfa', 'password'],
    ]);
    expect(row('address.region')).toMatchObject({
      wireName: 'state / stateName',
      confidence: 'ASSUMED',
      clearable: true,
    });
    expect(row('email')).toMatchObject({ clearable: false, confidence: 'DOCUMENTED' });
    expect(row('password')).toMatchObject({ readable: false, writable: true, clearable: false });
    expect(row('status')).toMatchObject({
      wireName: 'status / active, reinstate',
      writable: true,
      allowedValues: ['ACTIVE', 'DEACTIVATED'],
    });
  });
});

describe('a text of WACM', () => {
  it('comes back as it went out', () => {
    const rows = wacmFields.filter(({ write, current }) => write?.clear && 'to' in write.clear && current);
    expect(rows).toHaveLength(10);
    fc.assert(
      fc.property(fc.constantFrom(...rows), fc.string({ unit: 'binary' }), (row, value) => {
        const accepted = row.write?.codec.accept(value);
        if (accepted?.ok !== true) throw new Error('refused');
        // What is written as stateName is answered as state.
        const wire = userOf({ [row.wireName]: row.write?.codec.toWire(accepted.value) });
        expect(row.current?.(wire)).toBe(value);
      }),
    );
  });
});
