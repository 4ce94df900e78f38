import type { Fault } from '../../src/emulators/shared/faults.ts';
import type { Case, Situation } from './contract.ts';
import { accountWith, cppAccount, GUESSED, set } from './cpp.cells.ts';
import { refused, refusedByProvider, unchanged } from './expectations.ts';

const NAME_CHANGE = [['firstName', 'Ana', 'Iva']] as const;
const nameChanged = set({ Name: 'Iva' }, { changes: NAME_CHANGE });

const onWrite = (fault: Fault): Pick<Situation, 'faults'> => ({ faults: [{ match: { kind: 'write' }, fault }] });
const same: readonly Case[] = [
  {
    id: 'CPP-SAME-VALUE',
    says: 'a value that is there already is not sent',
    patch: { firstName: 'Ana', status: 'ENABLED' },
    expect: unchanged(),
  },
  {
    id: 'CPP-SAME-AND-NEW',
    says: 'of two named fields only the one that differs is a change',
    patch: { lastName: 'Kovač', firstName: 'Iva' },
    expect: nameChanged,
  },
  {
    id: 'CPP-SAME-GOOGLE',
    says: 'the same addresses are no change, blanks or not',
    patch: { googleLoginEmails: ['ana@gmail.example', 'ana.kovac@gmail.example'] },
    expect: unchanged(),
  },
  ...(
    [
      ['NULL', null],
      ['EMPTY', ''],
    ] as const
  ).flatMap(([name, empty]): Case[] => [
    {
      id: `CPP-NULL-OVER-${name}`,
      says: 'clearing what is empty sends nothing, whether it is null or ""',
      given: { Name: empty, GoogleLoginEmails: empty, Email: empty },
      patch: { firstName: null, googleLoginEmails: null, email: null },
      expect: unchanged(),
    },
    {
      id: `CPP-EMPTY-OVER-${name}`,
      says: 'nor does emptying it',
      given: { Name: empty, GoogleLoginEmails: empty },
      patch: { firstName: '', googleLoginEmails: [] },
      expect: unchanged(),
    },
  ]),
];

const GOOGLE = ['ana@gmail.example', 'ana.kovac@gmail.example'];
const manyAddresses = Array.from({ length: 400 }, (_, index) => `ana.${String(index)}@gmail.example`);

const values: readonly Case[] = [
  {
    id: 'CPP-GOOGLE-EMPTY-LIST',
    says: 'an empty list clears, as null does',
    patch: { googleLoginEmails: [] },
    expect: set(
      { GoogleLoginEmails: '' },
      {
        changes: [['googleLoginEmails', GOOGLE, null]],
        warnings: [['ASSUMED_SEMANTICS', 'googleLoginEmails'], ...GUESSED],
      },
    ),
  },
  {
    id: 'CPP-GOOGLE-TWICE',
    says: 'an address that is there twice is refused',
    patch: { googleLoginEmails: ['a@gmail.example', 'A@gmail.example'] },
    expect: refused('INVALID_VALUE', ['patch', 'googleLoginEmails']),
  },
  {
    id: 'CPP-GOOGLE-COMMA',
    says: 'an address cannot smuggle in another',
    patch: { googleLoginEmails: ['a@gmail.example,b@gmail.example'] },
    expect: refused('INVALID_VALUE', ['patch', 'googleLoginEmails']),
  },
  {
    id: 'CPP-GOOGLE-LONG',
    says: 'a list longer than the server stores is refused by it',
    patch: { googleLoginEmails: manyAddresses },
    expect: refusedByProvider(
      { code: 'INVALID_VALUE', field: ['patch', 'googleLoginEmails'], says: 'at most 4000 characters' },
      {
        body: accountWith({ GoogleLoginEmails: manyAddresses.join(',') }),
        changes: [['googleLoginEmails', GOOGLE, manyAddresses]],
        warnings: GUESSED,
      },
    ),
  },
  {
    id: 'CPP-GOOGLE-TAKEN',
    says: '"each address has to be unique system-wide", which only the server can tell',
    // An address of another user in the seed.
    patch: { googleLoginEmails: ['ana.kovacevic@gmail.example'] },
    expect: refusedByProvider(
      { code: 'INVALID_VALUE', field: ['patch', 'googleLoginEmails'], says: 'unique' },
      {
        body: accountWith({ GoogleLoginEmails: 'ana.kovacevic@gmail.example' }),
        changes: [['googleLoginEmails', GOOGLE, ['ana.kovacevic@gmail.example']]],
        warnings: GUESSED,
      },
    ),
  },
  ...[0, -1, 5000, 10_001].map((accountId): Case => ({
    id: `CPP-ACCOUNT-ID-${String(accountId)}`,
    says: '"[1-5000]" and "must be below 5000": 1 to 4999',
    patch: { accountId },
    expect: refused('INVALID_VALUE', ['patch', 'accountId']),
  })),
  {
    id: 'CPP-ACCOUNT-ID-TAKEN',
    says: '"it must not conflict with existing account IDs"',
    patch: { accountId: 3 },
    expect: refusedByProvider(
      { code: 'INVALID_VALUE', field: ['patch', 'accountId'], says: 'already in use' },
      { body: accountWith({ AccountId: 3 }), changes: [['accountId', 12, 3]], warnings: GUESSED },
    ),
  },
  {
    id: 'CPP-ACCOUNT-ID-403',
    says: '"if the user has a SystemAdmin role": a caller who has not is told so',
    ...onWrite({ type: 'status', status: 403, body: '{"Message":"canary"}' }),
    patch: { accountId: 7 },
    expect: refusedByProvider(
      { code: 'UPSTREAM_CREDENTIALS', field: ['patch', 'accountId'], says: 'SystemAdmin' },
      { body: accountWith({ AccountId: 7 }), changes: [['accountId', 12, 7]], warnings: GUESSED },
    ),
  },
  {
    id: 'CPP-DEPARTMENT-NEGATIVE',
    says: 'a department has no number below 0',
    patch: { departmentId: -1 },
    expect: refused('INVALID_VALUE', ['patch', 'departmentId']),
  },
];

/** The answer to a PUT may be its echo: what became of it is read. */
const answers: readonly Case[] = [
  ...(
    [
      ['EMPTY', ''],
      ['HTML', '<html>canary</html>'],
      ['ECHO-OF-OTHER', JSON.stringify({ ...cppAccount, Username: 'other', Name: 'canary' })],
    ] as const
  ).map(([name, body]): Case => ({
    id: `CPP-ANSWER-${name}`,
    says: 'a success counts whatever its body says, since the account is read again',
    ...onWrite({ type: 'body', text: body }),
    patch: { firstName: 'Iva' },
    expect: nameChanged,
  })),
  {
    id: 'CPP-ECHO',
    says: 'an answer that echoes an update of which nothing took effect is not believed',
    ...onWrite({ type: 'ok-without-apply' }),
    patch: { firstName: 'Iva' },
    expect: refusedByProvider(
      { code: 'UPSTREAM_REFUSED', field: ['patch', 'firstName'] },
      {
        body: accountWith({ Name: 'Iva' }),
        changes: [['firstName', 'Ana', 'Iva', 'DROPPED_BY_PROVIDER']],
        warnings: GUESSED,
        calls: ['read', 'write', 'read'],
      },
    ),
  },
  {
    id: 'CPP-DROPPED-ONE',
    says: 'a field that the provider accepts and leaves as it was is told',
    ...onWrite({ type: 'drop-fields', fields: ['Surname'] }),
    patch: { firstName: 'Iva', lastName: 'Šarić' },
    expect: {
      ...nameChanged,
      outcome: 'PARTIALLY_APPLIED',
      errors: [{ code: 'UPSTREAM_REFUSED', field: ['patch', 'lastName'] }],
      body: accountWith({ Name: 'Iva', Surname: 'Šarić' }),
      changes: [...NAME_CHANGE, ['lastName', 'Kovač', 'Šarić', 'DROPPED_BY_PROVIDER']],
    },
  },
  {
    id: 'CPP-READ-AGAIN-FAILS',
    says: 'an update that was accepted and cannot be read again is UNKNOWN, and not refused',
    faults: [{ match: { kind: 'read' }, skip: 1, fault: { type: 'status', status: 403 } }],
    patch: { firstName: 'Iva' },
    expect: {
      ...nameChanged,
      outcome: 'UNKNOWN',
      errors: [{ code: 'UPSTREAM_UNAVAILABLE' }],
      changes: [['firstName', 'Ana', 'Iva', 'UNVERIFIED']],
    },
  },
  {
    id: 'CPP-READ-AGAIN-NOBODY',
    says: 'nor is it applied where the user is not found again',
    faults: [{ match: { kind: 'read' }, skip: 1, fault: { type: 'body', text: '[]' } }],
    patch: { firstName: 'Iva' },
    expect: {
      ...nameChanged,
      outcome: 'UNKNOWN',
      errors: [{ code: 'UPSTREAM_UNAVAILABLE' }],
      changes: [['firstName', 'Ana', 'Iva', 'UNVERIFIED']],
      // The short name, then the whole one.
      calls: ['read', 'write', 'read', 'read'],
    },
  },
];

/** What the table of fields does not show. */
export const cppCases: readonly Case[] = [...same, ...values, ...answers];
