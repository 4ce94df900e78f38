import type { Fields } from '../../src/emulators/shared/emulator.ts';
import { toJsonText } from '../../src/emulators/shared/json-text.ts';
import type { Cell, Expectation, FieldCells } from './contract.ts';
import { applied, notInput, refused, refusedByProvider } from './expectations.ts';

export const CPP_KEY = 'ivana.horvat@cpp.hr';

/** What the account of all checks is before each of them, in the page's names; Status and Role are kept as names. */
export const cppAccount = {
  Username: 'ivana.horvat',
  Email: 'ana.kovac@adriatic.example',
  GoogleLoginEmails: 'ana@gmail.example, ana.kovac@gmail.example',
  Name: 'Ana',
  Surname: 'Kovač',
  Status: 'Enabled',
  Role: 'User',
  AccountId: 12,
  TranslationLanguage: 1,
  DepartmentId: 3,
  OrganizationName: 'Jadranska računovodstvena zadruga',
};

/**
 * The body of an update: the ten fields of the page as the provider has them, with the changes put in. AccountId "can
 * also be changed", so that it goes only where it is the change, and then last.
 */
export function accountWith(changes: Fields): (before: Fields) => string {
  return ({ Username, Email, GoogleLoginEmails, Name, Surname, Status, Role, TranslationLanguage, DepartmentId }) =>
    toJsonText({
      ...{ Username, Email, GoogleLoginEmails, Name, Surname, Status, Role, TranslationLanguage, DepartmentId },
      ...changes,
    });
}

/** Said where a status or a role is sent back that was read as a number, since nothing documents the numbers. */
export const GUESSED_STATUS = ['ASSUMED_SEMANTICS', 'status'] as const;
export const GUESSED_ROLE = ['ASSUMED_SEMANTICS', 'role'] as const;
export const GUESSED = [GUESSED_STATUS, GUESSED_ROLE] as const;

/** Everything takes effect; `wire` is what goes into the document, and what the provider holds afterwards. */
export function set(wire: Fields, rest: Partial<Expectation>): Expectation {
  return applied({ body: accountWith(wire), stored: wire, warnings: GUESSED, ...rest });
}

const LONG = 'x'.repeat(10_000);

const lastNameOnly: Cell = {
  patch: { lastName: 'Šarić' },
  expect: set({ Surname: 'Šarić' }, { changes: [['lastName', 'Kovač', 'Šarić']] }),
};
const firstNameOnly: Cell = {
  patch: { firstName: 'Željka' },
  expect: set({ Name: 'Željka' }, { changes: [['firstName', 'Ana', 'Željka']] }),
};

/** A text without rules on the page; an empty one is assumed to clear it. */
function text(row: { field: string; id: string; wire: string; from: string; to: string; absent: Cell }): FieldCells {
  const { field, id, wire, from, to, absent } = row;
  return {
    field,
    id,
    cells: {
      ABSENT: absent,
      NULL: {
        patch: { [field]: null },
        expect: set(
          { [wire]: '' },
          { changes: [[field, from, null]], warnings: [['ASSUMED_SEMANTICS', field], ...GUESSED] },
        ),
      },
      EMPTY: { patch: { [field]: '' }, expect: set({ [wire]: '' }, { changes: [[field, from, '']] }) },
      VALUE: { patch: { [field]: to }, expect: set({ [wire]: to }, { changes: [[field, from, to]] }) },
      'TOO-LONG': {
        patch: { [field]: LONG },
        expect: refusedByProvider(
          { code: 'INVALID_VALUE', field: ['patch', field], says: 'at most 4000 characters' },
          { body: accountWith({ [wire]: LONG }), changes: [[field, from, LONG]], warnings: GUESSED },
        ),
      },
      'WRONG-TYPE': { patch: { [field]: 42 }, expect: notInput() },
    },
  };
}

/** A number or one of a closed set, which is never empty; `value` is the graph's and the wire's. */
function fixed(row: {
  field: string;
  id: string;
  wire: string;
  from: unknown;
  value: readonly [graph: unknown, wire: unknown];
  wrong: unknown;
  /** What is still sent back as it was guessed. */
  warnings?: Expectation['warnings'];
}): FieldCells {
  const { field, id, wire, from, value, wrong, warnings = GUESSED } = row;
  return {
    field,
    id,
    cells: {
      ABSENT: lastNameOnly,
      NULL: { patch: { [field]: null }, expect: refused('FIELD_NOT_CLEARABLE', ['patch', field]) },
      EMPTY: { patch: { [field]: '' }, expect: notInput() },
      VALUE: {
        patch: { [field]: value[0] },
        expect: set({ [wire]: value[1] }, { changes: [[field, from, value[0]]], warnings }),
      },
      'TOO-LONG': { patch: { [field]: LONG }, expect: notInput() },
      'WRONG-TYPE': { patch: { [field]: wrong }, expect: notInput() },
    },
  };
}

const email: FieldCells = {
  field: 'email',
  id: 'EMAIL',
  cells: {
    ABSENT: lastNameOnly,
    NULL: {
      patch: { email: null },
      expect: set(
        { Email: '' },
        {
          changes: [['email', 'ana.kovac@adriatic.example', null]],
          warnings: [['ASSUMED_SEMANTICS', 'email'], ...GUESSED],
        },
      ),
    },
    EMPTY: { patch: { email: '' }, expect: refused('INVALID_VALUE', ['patch', 'email']) },
    VALUE: {
      patch: { email: "ana.o'brien+new@adriatic.example" },
      // "User's email that the temporary password will be sent to."
      expect: set(
        { Email: "ana.o'brien+new@adriatic.example" },
        {
          changes: [['email', 'ana.kovac@adriatic.example', "ana.o'brien+new@adriatic.example"]],
          warnings: [['SIDE_EFFECT', 'email'], ...GUESSED],
        },
      ),
    },
    'TOO-LONG': { patch: { email: `${LONG}@adriatic.example` }, expect: refused('INVALID_VALUE', ['patch', 'email']) },
    'WRONG-TYPE': { patch: { email: 42 }, expect: notInput() },
  },
};

const GOOGLE = ['ana@gmail.example', 'ana.kovac@gmail.example'];
const googleLoginEmails: FieldCells = {
  field: 'googleLoginEmails',
  id: 'GOOGLE-LOGIN-EMAILS',
  cells: {
    // The text goes back as it was read, blanks and all.
    ABSENT: lastNameOnly,
    NULL: {
      patch: { googleLoginEmails: null },
      expect: set(
        { GoogleLoginEmails: '' },
        {
          changes: [['googleLoginEmails', GOOGLE, null]],
          warnings: [['ASSUMED_SEMANTICS', 'googleLoginEmails'], ...GUESSED],
        },
      ),
    },
    // GraphQL takes one value for a list of one.
    EMPTY: { patch: { googleLoginEmails: '' }, expect: refused('INVALID_VALUE', ['patch', 'googleLoginEmails']) },
    VALUE: {
      patch: { googleLoginEmails: ['ana+new@gmail.example', 'ana@gmail.example'] },
      expect: set(
        { GoogleLoginEmails: 'ana+new@gmail.example,ana@gmail.example' },
        { changes: [['googleLoginEmails', GOOGLE, ['ana+new@gmail.example', 'ana@gmail.example']]] },
      ),
    },
    'TOO-LONG': {
      patch: { googleLoginEmails: [`${LONG}@gmail.example`] },
      expect: refused('INVALID_VALUE', ['patch', 'googleLoginEmails']),
    },
    'WRONG-TYPE': { patch: { googleLoginEmails: [42] }, expect: notInput() },
  },
};

/** The cells of the page's body fields, without Username, by which the user is looked up. */
export const cppCells: readonly FieldCells[] = [
  email,
  googleLoginEmails,
  text({
    field: 'firstName',
    id: 'FIRST-NAME',
    wire: 'Name',
    from: 'Ana',
    to: 'Zoë "Žac" \\ 秀英',
    absent: lastNameOnly,
  }),
  text({ field: 'lastName', id: 'LAST-NAME', wire: 'Surname', from: 'Kovač', to: "O'Neill", absent: firstNameOnly }),
  fixed({
    ...{ field: 'status', id: 'STATUS', wire: 'Status', from: 'ENABLED', value: ['NOT_PAID', 'NotPaid'], wrong: 1 },
    warnings: [GUESSED_ROLE],
  }),
  fixed({
    ...{ field: 'role', id: 'ROLE', wire: 'Role', from: 'USER', value: ['LIGHT_USER', 'LightUser'], wrong: 'User' },
    warnings: [GUESSED_STATUS],
  }),
  fixed({ field: 'accountId', id: 'ACCOUNT-ID', wire: 'AccountId', from: 12, value: [4999, 4999], wrong: '7' }),
  fixed({
    ...{ field: 'translationLanguage', id: 'TRANSLATION-LANGUAGE', wire: 'TranslationLanguage', from: 1 },
    ...{ value: [0, 0], wrong: 'Croatian' },
  }),
  fixed({ field: 'departmentId', id: 'DEPARTMENT-ID', wire: 'DepartmentId', from: 3, value: [0, 0], wrong: 1.5 }),
];
