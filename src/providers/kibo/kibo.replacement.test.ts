import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kiboReplacementJson, kiboUserJson } from '../../../test/support/kibo-user.ts';
import type { Reading } from '../../domain/datasource.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import type { JsonValue } from '../../domain/json-value.ts';
import type { Patch } from '../../domain/update.ts';
import { parseJson, stringifyJson } from '../../http/json.ts';
import { emptyKiboDetails } from './kibo.details.ts';
import { kiboFields } from './kibo.mapping.ts';
import { planKiboUpdate } from './kibo.replacement.ts';
import { parseKiboAccount, type KiboAccount } from './kibo.wire.ts';

const PATH = '/platform/adminuser/accounts/1f0c9a7e55d04b0c8e21';
const WRITABLE = {
  email: 'emailAddress',
  username: 'userName',
  firstName: 'firstName',
  lastName: 'lastName',
  phone: 'phoneNumber',
  locale: 'localeCode',
  externalId: 'externalId',
  identityProviderId: 'identityProviderId',
  optInToEmail: 'optInToEmail',
  optInToTextMessage: 'optInToTextMessage',
  isActive: 'isActive',
} as const;
type Name = keyof typeof WRITABLE;

function readingOf(document: unknown): Reading<KiboAccount> {
  const wire = parseKiboAccount(document);
  if (wire === null) throw new Error('not a user');
  const origin = { sourceId: 'kibo', provider: 'KIBO', externalId: wire.id, kind: 'USER' } as const;
  const account = readAccount(
    kiboFields,
    { wire, details: emptyKiboDetails() },
    { ...origin, observedAt: new Date(0), freshness: 'LIVE' },
  );
  return { account, wire };
}

const current = readingOf(parseJson(kiboUserJson));

function plan(patch: Patch, reading: Reading<KiboAccount> | null = current) {
  return planKiboUpdate({ externalId: '1f0c9a7e55d04b0c8e21', patch, current: reading }, PATH);
}

function problemsOf(patch: Patch, reading: Reading<KiboAccount> | null = current) {
  const { problems, request } = plan(patch, reading);
  expect(request).toBeNull();
  return problems.map(({ code, field }) => [code, field]);
}

/** The replacement with one value changed in its place, in the text itself. */
function bodyWith(name: Name, value: JsonValue): string {
  const before = stringifyJson((parseJson(kiboReplacementJson) as Record<string, unknown>)[WRITABLE[name]]);
  const key = `"${WRITABLE[name]}":`;
  return kiboReplacementJson.replace(key + before, () => key + JSON.stringify(value));
}

describe('the body of a Kibo update', () => {
  it.each<[Name, JsonValue]>([
    ['email', 'iva.horvat@example.com'],
    ['username', 'iva'],
    ['username', ''],
    ['username', null],
    ['firstName', 'Željka "Ž" \\'],
    ['lastName', 'O’Brien'],
    ['phone', '0038514870111'],
    ['phone', ''],
    ['phone', null],
    ['locale', 'en-GB'],
    ['locale', null],
    ['externalId', '007'],
    ['externalId', ''],
    ['externalId', null],
    ['identityProviderId', 'oidc'],
    ['identityProviderId', ''],
    ['identityProviderId', null],
    ['optInToEmail', false],
    ['optInToEmail', null],
    ['optInToTextMessage', true],
    ['optInToTextMessage', null],
    ['isActive', false],
  ])('has %s %j in place of the old value, and every other byte as it was', (name, value) => {
    const { request, problems, changes, warnings } = plan({ [name]: value });
    expect(problems).toEqual([]);
    expect(warnings).toEqual([]);
    expect(request).toMatchObject({ method: 'PUT', path: PATH, body: bodyWith(name, value) });
    expect(request?.body).not.toBe(kiboReplacementJson);
    expect(changes).toMatchObject([{ field: name, to: value, effect: 'PLANNED' }]);
  });

  it('has the password only where it is given, and shows it nowhere', () => {
    const { request, changes } = plan({ password: 'canary-new-password' });
    expect(request?.body).toBe(`${kiboReplacementJson.slice(0, -1)},"password":"canary-new-password"}`);
    expect(JSON.stringify([request?.shownBody, changes])).not.toContain('canary');
    expect(request?.shownBody).toMatchObject({ password: '[secret]' });
    expect(changes).toEqual([{ field: 'password', from: null, to: '[secret]', effect: 'PLANNED' }]);
  });

  it('has isActive as the page’s type, however it was read', () => {
    const reading = readingOf({ id: 'a', isActive: 'True', userName: 'x' });
    expect(plan({ username: 'y' }, reading).request?.body).toBe('{"id":"a","isActive":true,"userName":"y"}');
  });

  it('keeps roles of any form, and keys that are special to JavaScript', () => {
    const odd = '{"id":"a","isActive":true,"roles":[null,7,"x"],"__proto__":{"a":1},"constructor":2,"userName":"x"}';
    expect(plan({ username: 'y' }, readingOf(parseJson(odd))).request?.body).toBe(odd.replace('"x"}', '"y"}'));
    const noRoles = '{"id":"a","isActive":true,"roles":null,"userName":"x"}';
    expect(plan({ username: 'y' }, readingOf(parseJson(noRoles))).request?.body).toBe(noRoles.replace('"x"', '"y"'));
  });

  it('leaves nothing to send where every value is so already', () => {
    const patch = {
      email: 'ana.kovac@example.com',
      isActive: true,
      optInToTextMessage: false,
      phone: '+385 1 4870 111',
    };
    expect(plan(patch)).toEqual({ changes: [], warnings: [], problems: [], request: null });
    expect(plan({})).toMatchObject({ problems: [], request: null });
  });

  it('is told by changes alone while the user has not been read', () => {
    const { changes, problems, request } = plan({ firstName: 'Iva' }, null);
    expect(changes).toEqual([{ field: 'firstName', from: null, to: 'Iva', effect: 'PLANNED' }]);
    expect([problems, request]).toEqual([[], null]);
  });

  it('changes what is named and nothing else, whatever that is', () => {
    const text = fc.string({ minLength: 1 }).filter((value) => value.trim() !== '');
    const values: Record<Name, fc.Arbitrary<JsonValue>> = {
      email: fc.constantFrom('a@b.hr', 'ČŽ@primjer.hr', 'x.y+z@example.com'),
      username: fc.option(fc.string()),
      firstName: text,
      lastName: text,
      phone: fc.option(text),
      locale: fc.option(fc.constantFrom('fr', 'en-GB', 'zh-Hant-TW')),
      externalId: fc.option(fc.string()),
      identityProviderId: fc.option(fc.string()),
      optInToEmail: fc.option(fc.boolean()),
      optInToTextMessage: fc.option(fc.boolean()),
      isActive: fc.boolean(),
    };
    fc.assert(
      fc.property(fc.record(values, { requiredKeys: [] }), (patch) => {
        const { request, problems } = plan(patch);
        expect(problems).toEqual([]);
        const before = parseJson(kiboReplacementJson) as Record<string, unknown>;
        const after = parseJson(request?.body ?? kiboReplacementJson) as Record<string, unknown>;
        const named = Object.entries(patch).map(([name, value]) => [WRITABLE[name as Name], value] as const);
        expect(after).toEqual({ ...before, ...Object.fromEntries(named) });
        // Round trip: what was asked for is what the account of that document shows.
        const { wire } = readingOf(after);
        for (const [name, value] of Object.entries(patch)) {
          const row = kiboFields.find((field) => field.name === name);
          expect(row?.current?.(wire)).toEqual(value);
        }
      }),
    );
  });
});

describe('what Kibo would refuse is refused before any call', () => {
  it.each(['email', 'firstName', 'lastName'])('%s is required: neither null nor empty', (name) => {
    for (const reading of [current, null]) {
      expect(problemsOf({ [name]: null }, reading)).toEqual([['FIELD_NOT_CLEARABLE', name]]);
      expect(problemsOf({ [name]: '' }, reading)).toEqual([['INVALID_VALUE', name]]);
      expect(problemsOf({ [name]: ' \t' }, reading)).toEqual([['INVALID_VALUE', name]]);
    }
  });

  it.each<[string, JsonValue, string]>([
    ['isActive', null, 'FIELD_NOT_CLEARABLE'],
    ['password', null, 'FIELD_NOT_CLEARABLE'],
    ['password', '', 'INVALID_VALUE'],
    ['email', 'nobody', 'INVALID_VALUE'],
    ['locale', '', 'INVALID_VALUE'],
    ['locale', 'en_GB', 'INVALID_VALUE'],
    ['locale', 'Croatian', 'INVALID_VALUE'],
    ['roles', [], 'FIELD_NOT_WRITABLE'],
    ['locked', false, 'FIELD_NOT_WRITABLE'],
    ['id', 'other', 'FIELD_NOT_WRITABLE'],
    ['description', 'x', 'FIELD_NOT_WRITABLE'],
  ])('%s %j', (name, value, code) => {
    for (const reading of [current, null]) expect(problemsOf({ [name]: value }, reading)).toEqual([[code, name]]);
  });

  it.each([...Object.keys(WRITABLE), 'password'])('%s of another type', (name) => {
    const isFlag = ['isActive', 'optInToEmail', 'optInToTextMessage'].includes(name);
    for (const value of [7, {}, [], isFlag ? 'true' : true]) {
      expect(problemsOf({ [name]: value }, null)).toEqual([['INVALID_VALUE', name]]);
    }
  });

  it('an isActive that the read does not tell must be named: left out it would lock the user out', () => {
    const reading = readingOf({ id: 'a', userName: 'x' });
    expect(problemsOf({ username: 'y' }, reading)).toEqual([['REQUIRED_BY_PROVIDER', 'isActive']]);
    expect(plan({ username: 'y', isActive: true }, reading).request?.body).toBe(
      '{"id":"a","userName":"y","isActive":true}',
    );
    expect(plan({ username: 'x' }, reading)).toMatchObject({ problems: [], request: null });
  });
});
