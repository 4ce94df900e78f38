import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cppReplacement, cppRow } from '../../../test/support/cpp-account.ts';
import type { Reading } from '../../domain/datasource.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import { verifyFields } from '../../domain/fields/verify-fields.ts';
import type { JsonValue } from '../../domain/json-value.ts';
import type { Patch } from '../../domain/update.ts';
import { cppRoles, cppStatuses, emptyCppDetails } from './cpp.details.ts';
import type { CppEnumNumbers } from './cpp.enums.ts';
import { cppFields } from './cpp.mapping.ts';
import { planCppUpdate } from './cpp.replacement.ts';
import { parseCppAccount, type CppAccount } from './cpp.wire.ts';

function readingOf(changes: Readonly<Record<string, unknown>> = {}, numbers: CppEnumNumbers = {}): Reading<CppAccount> {
  const wire = parseCppAccount({ ...cppRow, ...changes }, numbers);
  if (wire === null) throw new Error('not an account');
  const origin = { sourceId: 'cpp', provider: 'CPP', externalId: 'ana.kovac@cpp.hr', kind: 'USER' } as const;
  const account = readAccount(
    cppFields,
    { wire, details: emptyCppDetails() },
    { ...origin, observedAt: new Date(0), freshness: 'LIVE' },
  );
  return { account, wire };
}

const current = readingOf();

function plan(patch: Patch, reading: Reading<CppAccount> | null = current) {
  return planCppUpdate({ externalId: 'ana.kovac@cpp.hr', patch, current: reading });
}

function problemsOf(patch: Patch, reading: Reading<CppAccount> | null = current) {
  const { problems, request } = plan(patch, reading);
  expect(request).toBeNull();
  return problems.map(({ code, field }) => [code, field]);
}

const warningsOf = (patch: Patch, reading = current) =>
  plan(patch, reading).warnings.map(({ code, field }) => [code, field]);

describe('the body of a CPP update', () => {
  it.each<[string, JsonValue, string, JsonValue]>([
    ['email', 'iva@example.com', 'Email', 'iva@example.com'],
    ['email', null, 'Email', ''],
    ['firstName', 'Željka "Ž" \\', 'Name', 'Željka "Ž" \\'],
    ['firstName', '', 'Name', ''],
    ['firstName', null, 'Name', ''],
    ['lastName', 'O’Brien', 'Surname', 'O’Brien'],
    ['lastName', '', 'Surname', ''],
    ['lastName', null, 'Surname', ''],
    ['googleLoginEmails', ['a@b.hr', 'c@d.hr'], 'GoogleLoginEmails', 'a@b.hr,c@d.hr'],
    ['googleLoginEmails', ['a@b.hr'], 'GoogleLoginEmails', 'a@b.hr'],
    ['googleLoginEmails', [], 'GoogleLoginEmails', ''],
    ['googleLoginEmails', null, 'GoogleLoginEmails', ''],
    ...Object.entries(cppStatuses).map(([key, name]): [string, JsonValue, string, JsonValue] => [
      'status',
      key,
      'Status',
      name,
    ]),
    ...Object.entries(cppRoles).map(([key, name]): [string, JsonValue, string, JsonValue] => [
      'role',
      key,
      'Role',
      name,
    ]),
    ['translationLanguage', 3, 'TranslationLanguage', 3],
    ['departmentId', 0, 'DepartmentId', 0],
    ['departmentId', 4, 'DepartmentId', 4],
  ])('has %s %j in place of the old value, and every other byte as it was', (name, value, wireName, sent) => {
    const reading = readingOf({
      Status: name === 'status' ? 'Other' : 'Enabled',
      Role: name === 'role' ? 'Other' : 'OrganizationAdmin',
    });
    const { request, problems, changes } = plan({ [name]: value }, reading);
    expect(problems).toEqual([]);
    expect(request).toMatchObject({ method: 'PUT', path: '/api/account' });
    expect(request?.body).toBe(JSON.stringify({ ...cppReplacement, [wireName]: sent }));
    expect(request?.shownBody).toEqual({ ...cppReplacement, [wireName]: sent });
    expect(changes).toHaveLength(1);
  });

  it('has an AccountId only where that is to change', () => {
    const body = plan({ accountId: 4999 }).request?.body;
    expect(body).toBe(JSON.stringify({ ...cppReplacement, AccountId: 4999 }));
    expect(plan({ accountId: 8 })).toMatchObject({ changes: [], request: null });
  });

  it('has the user name in the server’s own spelling, and texts as they were read', () => {
    const odd = {
      Username: 'Ana.Kovac@CPP.hr',
      Name: null,
      Surname: '',
      GoogleLoginEmails: ' a@b.hr ,c@d.hr',
      Email: ' x ',
    };
    const body: unknown = JSON.parse(plan({ departmentId: 1 }, readingOf(odd)).request?.body ?? '');
    expect(body).toEqual({ ...cppReplacement, ...odd, DepartmentId: 1 });
  });

  it('keeps a status and a role that the page does not list', () => {
    const body: unknown = JSON.parse(
      plan({ firstName: 'I' }, readingOf({ Status: 'Archived', Role: 'Auditor' })).request?.body ?? '',
    );
    expect(body).toMatchObject({ Status: 'Archived', Role: 'Auditor' });
  });

  it('leaves nothing to send where every value is so already', () => {
    const patch = {
      firstName: 'Ana',
      status: 'ENABLED',
      departmentId: 9,
      googleLoginEmails: ['ana@gmail.example', 'ana.kovac@gmail.example'],
    };
    expect(plan(patch)).toEqual({ changes: [], warnings: [], problems: [], request: null });
    const empty = readingOf({ GoogleLoginEmails: null, Name: null, Surname: '' });
    expect(plan({ googleLoginEmails: [], firstName: null, lastName: null }, empty)).toMatchObject({
      changes: [],
      request: null,
    });
  });

  it('is told by changes alone while the account has not been read', () => {
    const { changes, problems, request } = plan({ firstName: 'Iva' }, null);
    expect(changes).toEqual([{ field: 'firstName', from: null, to: 'Iva', effect: 'PLANNED' }]);
    expect([problems, request]).toEqual([[], null]);
  });

  it('changes what is named and nothing else, whatever that is', () => {
    const names = {
      email: 'Email',
      firstName: 'Name',
      lastName: 'Surname',
      googleLoginEmails: 'GoogleLoginEmails',
      status: 'Status',
      role: 'Role',
      accountId: 'AccountId',
      translationLanguage: 'TranslationLanguage',
      departmentId: 'DepartmentId',
    } as const;
    type Name = keyof typeof names;
    const values: Record<Name, fc.Arbitrary<JsonValue>> = {
      email: fc.constantFrom(null, 'a@b.hr', 'ČŽ@primjer.hr'),
      firstName: fc.option(fc.string({ minLength: 1 })),
      lastName: fc.option(fc.string({ minLength: 1 })),
      googleLoginEmails: fc.option(fc.uniqueArray(fc.constantFrom('a@b.hr', 'c@d.hr', 'e@f.hr'), { minLength: 1 })),
      status: fc.constantFrom(...Object.keys(cppStatuses)),
      role: fc.constantFrom(...Object.keys(cppRoles)),
      accountId: fc.integer({ min: 1, max: 4999 }),
      translationLanguage: fc.nat(),
      departmentId: fc.nat(),
    };
    fc.assert(
      fc.property(fc.record(values, { requiredKeys: [] }), (patch) => {
        const { request, problems, changes } = plan(patch);
        expect(problems).toEqual([]);
        const after = JSON.parse(request?.body ?? JSON.stringify(cppReplacement)) as Record<string, unknown>;
        for (const [wireName, value] of Object.entries(cppReplacement)) {
          const isNamed = Object.keys(patch).some((name) => names[name as Name] === wireName);
          if (!isNamed) expect(after[wireName]).toBe(value);
        }
        // Round trip: the server that took the body shows what was asked for.
        const { wire } = readingOf(after);
        for (const { effect } of verifyFields(cppFields, changes, wire)) expect(effect).toBe('APPLIED');
        for (const [name, value] of Object.entries(patch)) {
          const row = cppFields.find((field) => field.name === name);
          const seen = row?.current?.(wire);
          // An emptied text reads as an empty text.
          expect(seen === '' ? null : seen).toEqual(value);
        }
      }),
    );
  });
});

describe('what CPP would refuse is refused before any call', () => {
  it.each<[string, JsonValue, string]>([
    ['email', '', 'INVALID_VALUE'],
    ['email', 'nobody', 'INVALID_VALUE'],
    ['googleLoginEmails', '', 'INVALID_VALUE'],
    ['googleLoginEmails', [''], 'INVALID_VALUE'],
    ['googleLoginEmails', ['a@b.hr', 'A@B.hr'], 'INVALID_VALUE'],
    ['googleLoginEmails', ['a@b.hr,c@d.hr'], 'INVALID_VALUE'],
    ['status', '', 'INVALID_VALUE'],
    ['status', 'Enabled', 'INVALID_VALUE'],
    ['role', 'ADMIN', 'INVALID_VALUE'],
    ['accountId', 0, 'INVALID_VALUE'],
    ['accountId', 5000, 'INVALID_VALUE'],
    ['translationLanguage', -1, 'INVALID_VALUE'],
    ['departmentId', -1, 'INVALID_VALUE'],
    ['departmentId', 2 ** 31, 'INVALID_VALUE'],
    ...['status', 'role', 'accountId', 'translationLanguage', 'departmentId'].map(
      (name): [string, JsonValue, string] => [name, null, 'FIELD_NOT_CLEARABLE'],
    ),
    ['username', 'other', 'FIELD_NOT_WRITABLE'],
    ['isEnabled', true, 'FIELD_NOT_WRITABLE'],
    ['organizationName', 'x', 'FIELD_NOT_WRITABLE'],
    ['phone', 'x', 'FIELD_NOT_WRITABLE'],
  ])('%s %j', (name, value, code) => {
    for (const reading of [current, null]) expect(problemsOf({ [name]: value }, reading)).toEqual([[code, name]]);
  });

  it.each([
    'email',
    'firstName',
    'lastName',
    'googleLoginEmails',
    'status',
    'role',
    'accountId',
    'translationLanguage',
    'departmentId',
  ])('%s of another type', (name) => {
    for (const value of [true, {}, 1.5, [7]]) {
      expect(problemsOf({ [name]: value }, null)).toEqual([['INVALID_VALUE', name]]);
    }
  });
});

describe('what the read did not tell', () => {
  it.each([
    ['status', { Status: null }, 'DISABLED'],
    ['status', { Status: 9 }, 'DISABLED'],
    ['status', { Status: 1, IsEnabled: true }, 'DISABLED'],
    ['role', { Role: undefined }, 'USER'],
    ['role', { Role: -1 }, 'USER'],
    ['translationLanguage', { TranslationLanguage: null }, 0],
    ['translationLanguage', { TranslationLanguage: 'Klingon' }, 0],
    ['departmentId', { DepartmentId: null }, 0],
    ['departmentId', { DepartmentId: undefined }, 0],
    ['departmentId', { DepartmentId: 2 ** 40 }, 0],
  ])('must be named: %s of %j', (field, changes, value) => {
    const reading = readingOf(changes);
    expect(problemsOf({ firstName: 'Iva' }, reading)).toEqual([['REQUIRED_BY_PROVIDER', field]]);
    const { request, problems } = plan({ firstName: 'Iva', [field]: value }, reading);
    expect(problems).toEqual([]);
    expect(request).not.toBeNull();
    // Nothing to send is nothing to refuse.
    expect(plan({ firstName: 'Ana' }, reading)).toMatchObject({ problems: [], request: null });
  });
});

describe('warnings', () => {
  it('tells that a new address is sent a password', () => {
    expect(warningsOf({ email: 'iva@example.com' })).toEqual([['SIDE_EFFECT', 'email']]);
    expect(warningsOf({ email: 'ana.kovac@example.com' })).toEqual([]);
  });

  it('tells that emptying rests on an assumption', () => {
    expect(warningsOf({ googleLoginEmails: [] })).toEqual([['ASSUMED_SEMANTICS', 'googleLoginEmails']]);
    for (const name of ['firstName', 'lastName', 'googleLoginEmails']) {
      expect(warningsOf({ [name]: null })).toEqual([['ASSUMED_SEMANTICS', name]]);
    }
  });

  it('tells that the names of numbers rest on one too, until the configuration confirms them or they are named', () => {
    const changes = { Status: 0, Role: 2 };
    const assumed = readingOf(changes);
    expect(warningsOf({ firstName: 'Iva' }, assumed)).toEqual([
      ['ASSUMED_SEMANTICS', 'status'],
      ['ASSUMED_SEMANTICS', 'role'],
    ]);
    expect(JSON.parse(plan({ firstName: 'Iva' }, assumed).request?.body ?? '')).toMatchObject({
      Status: 'Enabled',
      Role: 'User',
    });
    expect(warningsOf({ firstName: 'Iva', status: 'ENABLED', role: 'USER' }, assumed)).toEqual([]);
    const confirmed = readingOf(changes, {
      statusNumbers: { Enabled: 0, Disabled: 1, Expired: 2, NotPaid: 3 },
      roleNumbers: { SystemAdmin: 0, OrganizationAdmin: 1, User: 2, LightUser: 3 },
    });
    expect(warningsOf({ firstName: 'Iva' }, confirmed)).toEqual([]);
    expect(warningsOf({ firstName: 'Ana' }, assumed)).toEqual([]);
  });
});

describe('verifying Google addresses', () => {
  const effectOf = (to: JsonValue, seen: string | null) =>
    verifyFields(
      cppFields,
      [{ field: 'googleLoginEmails', from: null, to, effect: 'PLANNED' }],
      readingOf({ GoogleLoginEmails: seen }).wire,
    )[0]?.effect;

  it('compares them as a set, without regard to case', () => {
    expect(effectOf(['a@b.hr', 'C@d.hr'], 'c@d.hr, A@b.hr')).toBe('APPLIED');
    expect(effectOf(['a@b.hr'], 'a@b.hr,c@d.hr')).toBe('DROPPED_BY_PROVIDER');
    expect(effectOf(null, '')).toBe('APPLIED');
    expect(effectOf(null, 'a@b.hr')).toBe('DROPPED_BY_PROVIDER');
  });
});
