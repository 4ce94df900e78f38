import { describe, expect, it } from '@jest/globals';
import { DOCUMENT } from '../../domain/account.ts';
import fc from 'fast-check';
import { toCapabilities } from '../../domain/fields/field.ts';
import { planFields } from '../../domain/fields/plan-fields.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import { translateUnified } from '../../domain/fields/translate-unified.ts';
import { toWriteRequest } from '../../domain/fields/write-request.ts';
import type { JsonValue } from '../../domain/json-value.ts';
import type { Patch } from '../../domain/update.ts';
import { parseJson, stringifyJson } from '../../http/json.ts';
import { emptyKameleoonDetails, kameleoonFields, kameleoonUnified } from './kameleoon.mapping.ts';
import { parseKameleoonAccount, type KameleoonAccount } from './kameleoon.wire.ts';

/** The page's response example, with values where it has placeholders. */
const PAGE_ACCOUNT = {
  amClientId: 'am-client',
  amClientSecret: 'canary-am-client-secret',
  dateCreated: '2023-11-07T05:31:56Z',
  email: 'ana.kovac@example.com',
  firstName: 'Ana',
  id: 123,
  imageURL: 'https://img.example/ana.png',
  isPasswordExpired: true,
  isProductRecoAllowed: true,
  lastName: 'Kovač',
  passwordBlocked: false,
  preferredLocale: 'fr',
  roles: [{ customers: [123], name: 'ROLE_CUSTOMER_ADMIN', privileges: ['GETONE_CUSTOM_DATA'], sites: [456] }],
  solutions: ['WEB_EXPERIMENTATION'],
  status: 'ACTIVATED',
  teamId: 789,
};

const observedAt = new Date('2026-01-02T03:04:05Z');

function wireOf(fields: Readonly<Record<string, unknown>>): KameleoonAccount {
  const wire = parseKameleoonAccount({ id: 123, ...fields });
  if (wire === null) throw new Error('not an account');
  return wire;
}

function accountOf(fields: Readonly<Record<string, unknown>>) {
  const wire = wireOf(fields);
  return readAccount(
    kameleoonFields,
    { wire, details: emptyKameleoonDetails() },
    {
      ...{ sourceId: 'kameleoon', provider: 'KAMELEOON', externalId: wire.id, kind: 'USER' },
      ...{ observedAt, freshness: 'LIVE' },
    },
  );
}

function plan(patch: Patch, wire: KameleoonAccount | null = null) {
  const planned = planFields(kameleoonFields, patch, wire);
  return toWriteRequest(planned, { method: 'PATCH', path: '/accounts/123', stringify: stringifyJson });
}

describe('reading a Kameleoon account', () => {
  it('maps every field of the page, but the secret', () => {
    const account = accountOf(PAGE_ACCOUNT);
    expect(account).toEqual({
      [DOCUMENT]: expect.anything(),
      id: 'kameleoon:123',
      sourceId: 'kameleoon',
      provider: 'KAMELEOON',
      externalId: '123',
      kind: 'USER',
      username: null,
      displayName: 'Ana Kovač',
      firstName: 'Ana',
      lastName: 'Kovač',
      email: 'ana.kovac@example.com',
      alternateEmails: [],
      phone: null,
      locale: 'fr',
      status: 'ACTIVE',
      statusReason: null,
      providerStatus: 'ACTIVATED',
      locked: false,
      verified: null,
      mfaEnabled: null,
      sso: null,
      passwordExpired: true,
      roles: [{ name: 'ROLE_CUSTOMER_ADMIN', scope: 'customer 123, site 456', tier: 'OWNER' }],
      address: null,
      description: null,
      avatarUrl: 'https://img.example/ana.png',
      createdAt: new Date('2023-11-07T05:31:56Z'),
      joinedAt: null,
      updatedAt: null,
      lastLoginAt: null,
      observedAt,
      freshness: 'LIVE',
      details: {
        __typename: 'KameleoonDetails',
        amClientId: 'am-client',
        isProductRecoAllowed: true,
        roles: [
          { name: 'ROLE_CUSTOMER_ADMIN', customers: ['123'], sites: ['456'], privileges: ['GETONE_CUSTOM_DATA'] },
        ],
        solutions: ['WEB_EXPERIMENTATION'],
        teamId: '789',
      },
    });
    expect(JSON.stringify([account, wireOf(PAGE_ACCOUNT)])).not.toContain('canary');
  });

  it('makes nothing up where every field is null or missing', () => {
    const empty = accountOf({});
    expect(empty).toMatchObject({
      ...{ displayName: '123', status: 'UNKNOWN', providerStatus: null, locked: null, locale: null, roles: [] },
      ...{ createdAt: null, details: { amClientId: null, roles: [], solutions: [], teamId: null } },
    });
    const nulls = Object.fromEntries(Object.keys(PAGE_ACCOUNT).map((name) => [name, null]));
    expect(accountOf({ ...nulls, id: 123 })).toEqual(empty);
  });

  it.each([
    ['ACTIVATED', 'ACTIVE', null],
    ['CREATED', 'PENDING', 'UNVERIFIED'],
    ['DEACTIVATED', 'DEACTIVATED', null],
    ['activated', 'UNKNOWN', null],
    ['ARCHIVED', 'UNKNOWN', null],
  ])('reads the status %s as %s', (raw, status, statusReason) => {
    expect(accountOf({ status: raw })).toMatchObject({ status, statusReason, providerStatus: raw });
  });

  it('tells a lock apart from the status', () => {
    expect(accountOf({ status: 'ACTIVATED', passwordBlocked: true })).toMatchObject({
      ...{ status: 'ACTIVE', locked: true, statusReason: 'LOGIN_FAILURES' },
    });
    expect(accountOf({ status: 'CREATED', passwordBlocked: false })).toMatchObject({ statusReason: 'UNVERIFIED' });
  });

  it('shows a locale only where it is a language tag', () => {
    expect(accountOf({ preferredLocale: 'pt-BR' }).locale).toBe('pt-BR');
    expect(accountOf({ preferredLocale: '<string>' }).locale).toBeNull();
    expect(accountOf({ preferredLocale: 'en_GB' }).locale).toBeNull();
  });

  it.each([
    ['ROLE_CUSTOMER_ADMIN', 'OWNER'],
    ['ROLE_KAMELEOON_ADMIN', 'OWNER'],
    ['ROLE_SITE_ADMIN', 'ADMIN'],
    ['ROLE_SITE_MARKETING', 'MEMBER'],
    ['ROLE_SITE_DEMO', 'LIMITED'],
    ['ROLE_SITE_ABTESTS_RESTRICTED', 'LIMITED'],
    ['ROLE_SITE_AUTO_PROMO_PERSO_ONLY', 'LIMITED'],
    ['ROLE_OF_TOMORROW', 'UNKNOWN'],
  ])('ranks %s as %s', (name, tier) => {
    expect(accountOf({ roles: [{ name }] }).roles).toEqual([{ name, scope: null, tier }]);
  });

  it('keeps all digits of ids beyond a double', () => {
    const text = '{"id":9007199254740993,"teamId":9007199254740995,"roles":[{"name":"R","sites":[9007199254740997]}]}';
    const wire = parseKameleoonAccount(parseJson(text));
    expect(wire).toMatchObject({
      id: '9007199254740993',
      teamId: '9007199254740995',
      roles: [{ sites: ['9007199254740997'] }],
    });
  });

  it('passes over roles without a name, and what is no role', () => {
    expect(wireOf({ roles: [{ name: 'A' }, {}, null, 'B', { name: 5 }] }).roles.map(({ name }) => name)).toEqual(['A']);
  });

  it.each([null, [], 'x', {}, { id: null }, { id: '' }, { id: 1.5 }])('takes %j for no account', (value) => {
    expect(parseKameleoonAccount(value)).toBeNull();
  });
});

const roleInput = { name: 'ROLE_SITE_ADMIN', sites: ['456'] };
const roleOnWire = { name: 'ROLE_SITE_ADMIN', customers: [], sites: [456], privileges: [] };

/** Each writable field: its key on the wire, a value and how it is sent, what "" and null become, and wrong values. */
const WRITES: readonly {
  readonly name: string;
  readonly wireName: string;
  readonly value: JsonValue;
  readonly sent?: JsonValue;
  readonly takesEmpty?: boolean;
  readonly clearable?: boolean;
  readonly wrong: readonly JsonValue[];
}[] = [
  {
    name: 'firstName',
    wireName: 'firstName',
    value: 'Ana',
    takesEmpty: true,
    clearable: true,
    wrong: [5, true, ['x'], {}],
  },
  { name: 'lastName', wireName: 'lastName', value: 'Kovač', takesEmpty: true, clearable: true, wrong: [5, true] },
  { name: 'email', wireName: 'email', value: 'a@b.co', clearable: true, wrong: [5, 'a@b', 'a b@c.co', '@b.co'] },
  { name: 'avatarUrl', wireName: 'imageURL', value: 'x.png', takesEmpty: true, clearable: true, wrong: [5] },
  { name: 'locale', wireName: 'preferredLocale', value: 'de', clearable: true, wrong: [5, 'hr', 'german'] },
  { name: 'status', wireName: 'status', value: 'CREATED', wrong: ['ACTIVE', 'created', 5, true] },
  { name: 'locked', wireName: 'passwordBlocked', value: false, wrong: ['false', 0] },
  { name: 'passwordExpired', wireName: 'isPasswordExpired', value: true, wrong: ['true', 1] },
  {
    name: 'roles',
    wireName: 'roles',
    value: [roleInput],
    sent: [roleOnWire],
    clearable: true,
    wrong: [['A'], 'A', {}],
  },
  { name: 'solutions', wireName: 'solutions', value: ['WEB_EXPERIMENTATION'], clearable: true, wrong: [['X'], 'X'] },
  {
    name: 'teamId',
    wireName: 'teamId',
    value: '789',
    sent: 789,
    clearable: true,
    wrong: [789, '0', '-1', '1e3', '01'],
  },
  { name: 'isProductRecoAllowed', wireName: 'isProductRecoAllowed', value: true, wrong: ['True', null] },
];

describe('writing a Kameleoon account', () => {
  it('covers every writable field', () => {
    const writable = toCapabilities(kameleoonFields).filter((row) => row.writable);
    expect(writable.map(({ field, wireName, clearable }) => [field, wireName, clearable])).toEqual(
      WRITES.map(({ name, wireName, clearable }) => [name, wireName, clearable === true]),
    );
    expect(writable.every(({ confidence }) => confidence === 'ASSUMED')).toBe(true);
  });

  it('sends nothing for an empty patch', () => {
    expect(plan({})).toEqual({ changes: [], warnings: [], problems: [], request: null });
  });

  it.each(WRITES)('$name: a value is sent as $wireName', ({ name, wireName, value, sent = value }) => {
    expect(plan({ [name]: value }).request).toMatchObject({
      body: JSON.stringify({ [wireName]: sent }),
      shownBody: { [wireName]: sent },
    });
  });

  it.each(WRITES)('$name: "" is text like any other, or refused', ({ name, wireName, takesEmpty }) => {
    const { request, problems } = plan({ [name]: '' });
    if (takesEmpty === true) expect(request?.body).toBe(JSON.stringify({ [wireName]: '' }));
    else expect(problems).toMatchObject([{ code: 'INVALID_VALUE', field: name }]);
  });

  it.each(WRITES)('$name: null is sent with a warning, or refused', ({ name, wireName, clearable }) => {
    const { request, problems, warnings, changes } = plan({ [name]: null });
    if (clearable === true) {
      expect(request?.body).toBe(JSON.stringify({ [wireName]: null }));
      expect(warnings).toMatchObject([{ code: 'ASSUMED_SEMANTICS', field: name }]);
      expect(changes).toMatchObject([{ field: name, to: null }]);
    } else {
      expect(problems).toMatchObject([{ code: 'FIELD_NOT_CLEARABLE', field: name }]);
      expect(request).toBeNull();
    }
  });

  it.each(WRITES)('$name: wrong values are refused', ({ name, wrong }) => {
    for (const value of wrong.filter((one) => one !== null)) {
      expect(plan({ [name]: value })).toMatchObject({
        request: null,
        problems: [{ code: 'INVALID_VALUE', field: name }],
      });
    }
  });

  it('keeps all digits of an id, on the wire and in what is shown', () => {
    const { request } = plan({ teamId: '9007199254740993' });
    expect(request?.body).toBe('{"teamId":9007199254740993}');
    expect(JSON.stringify(request?.shownBody)).toBe('{"teamId":9007199254740993}');
  });

  it('drops what is so already, and keeps the rest', () => {
    const patch = { firstName: 'Ana', teamId: '789', locked: true, locale: 'fr', solutions: ['WEB_EXPERIMENTATION'] };
    const { request, changes } = plan(patch, wireOf(PAGE_ACCOUNT));
    expect(request?.body).toBe('{"passwordBlocked":true}');
    expect(changes).toEqual([{ field: 'locked', from: false, to: true, effect: 'PLANNED' }]);
  });

  it('says that a region is lost, also where nothing is left to send', () => {
    expect(plan({ locale: 'en-GB' })).toMatchObject({
      request: { body: '{"preferredLocale":"en"}' },
      warnings: [{ code: 'LOSSY', field: 'locale' }],
    });
    expect(plan({ locale: 'fr-CA' }, wireOf(PAGE_ACCOUNT))).toMatchObject({
      request: null,
      warnings: [{ code: 'LOSSY', field: 'locale' }],
    });
  });

  it('takes no roles and null for the same', () => {
    const wire = wireOf({ roles: [], solutions: null });
    expect(plan({ roles: null, solutions: [] }, wire)).toMatchObject({ request: null, changes: [] });
  });

  it('refuses fields that only come back', () => {
    const patch = { id: '1', createdAt: 'x', amClientId: 'x', amClientSecret: 'x' };
    expect(
      plan(patch)
        .problems.map(({ code, field }) => [code, field])
        .toSorted(),
    ).toEqual(
      Object.keys(patch)
        .map((name) => ['FIELD_NOT_WRITABLE', name])
        .toSorted(),
    );
  });

  it('gives back any value that it takes', () => {
    const values = fc.record(
      {
        firstName: fc.string({ unit: 'binary' }),
        avatarUrl: fc.string(),
        locale: fc.constantFrom('fr', 'en', 'de'),
        locked: fc.boolean(),
        status: fc.constantFrom('CREATED', 'ACTIVATED', 'DEACTIVATED'),
        solutions: fc.subarray(['WEB_EXPERIMENTATION', 'FEATURE_EXPERIMENTATION']),
        teamId: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String),
        roles: fc.array(
          fc.record({
            name: fc.string({ minLength: 1 }),
            customers: fc.array(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String)),
            sites: fc.array(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String)),
            privileges: fc.array(fc.string()),
          }),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(values, (patch) => {
        const body = plan(patch).request?.body ?? '{}';
        const wire = parseKameleoonAccount({ id: 123, ...(parseJson(body) as object) });
        for (const [name, value] of Object.entries(patch)) {
          const row = kameleoonFields.find((field) => field.name === name);
          expect(wire && row?.current?.(wire)).toEqual(value);
        }
      }),
    );
  });
});

describe('unified fields at Kameleoon', () => {
  it.each([
    ['ACTIVE', null, { status: 'ACTIVATED' }],
    ['ACTIVE', 'PENDING', { status: 'ACTIVATED' }],
    ['ACTIVE', 'ACTIVE', {}],
    ['DEACTIVATED', 'ACTIVE', { status: 'DEACTIVATED' }],
    ['DEACTIVATED', 'DEACTIVATED', {}],
  ] as const)('writes %s over %s as %j', (wanted, current, patch) => {
    const translated = translateUnified(kameleoonFields, { status: wanted }, kameleoonUnified(current));
    expect(translated).toEqual({ patch, names: {}, problems: [], warnings: [] });
  });

  it('refuses what Kameleoon has no field for', () => {
    const patch = { phone: '1', description: 'x', email: 'a@b.co' };
    const translated = translateUnified(kameleoonFields, patch, kameleoonUnified(null));
    expect(translated.patch).toEqual({ email: 'a@b.co' });
    expect(translated.problems.map(({ code, field }) => [code, field])).toEqual([
      ['FIELD_NOT_WRITABLE', 'phone'],
      ['FIELD_NOT_WRITABLE', 'description'],
    ]);
  });
});
