import type { Fields } from '../../src/emulators/shared/emulator.ts';
import type { Cell, FieldCells, PatchInput } from './contract.ts';
import { applied, notInput, refused, refusedByProvider } from './expectations.ts';

export const WACM_EMAIL = 'ana.kovac@wacm-contract.example';

/** What the user of a check is before it, in the page's names and order. */
export function wacmAccount(key: string): Fields {
  return {
    id: Number(key),
    channelAccountId: 12345,
    firstName: 'Ana',
    lastName: 'Kovač',
    email: WACM_EMAIL,
    userRole: 'Channel Account Admin',
    status: 'ACTIVE',
    verified: true,
    mfa: true,
    imageUrl: null,
    creationDate: '2023-12-19T09:35:47.598Z',
    address1: '123 Main St',
    address2: 'Floor 2',
    country: 'United States',
    city: 'Boston',
    state: 'Massachusetts',
    zip: '02101',
    phone: '+1-555-123-4567',
    isSsoUser: false,
  };
}

/** A body: the address, which the page requires, and the fields that change. */
export function bodyOf(fields: Fields = {}): string {
  return JSON.stringify({ email: WACM_EMAIL, ...fields });
}

/** A patch of one field, and the address. `address.city` is the `city` of the `address`. */
export function patchOf(field: string, value: unknown): PatchInput {
  const [head = '', inner] = field.split('.');
  return { email: WACM_EMAIL, [head]: inner === undefined ? value : { [inner]: value } };
}

const LONG = 'x'.repeat(10_000);

const lastNameOnly: Cell = {
  patch: patchOf('lastName', 'Šarić'),
  expect: applied({
    body: bodyOf({ lastName: 'Šarić' }),
    changes: [['lastName', 'Kovač', 'Šarić']],
    stored: { lastName: 'Šarić' },
  }),
};
const phoneOnly: Cell = {
  patch: patchOf('phone', '+385 1 4444 000'),
  expect: applied({
    body: bodyOf({ phone: '+385 1 4444 000' }),
    changes: [['phone', '+1-555-123-4567', '+385 1 4444 000']],
    stored: { phone: '+385 1 4444 000' },
  }),
};

interface TextRow {
  readonly field: string;
  readonly id: string;
  /** The body's name. */
  readonly wire: string;
  /** The answer's name, where it is another one. */
  readonly answered?: string;
  readonly from: string;
  readonly to: string;
  readonly absent?: Cell;
}

function text({ field, id, wire, answered = wire, from, to, absent = lastNameOnly }: TextRow): FieldCells {
  const path = ['patch', ...field.split('.')];
  return {
    field,
    id,
    cells: {
      ABSENT: absent,
      // The page has no word on null nor on "": that "" empties a field is assumed, and told.
      NULL: {
        patch: patchOf(field, null),
        expect: applied({
          body: bodyOf({ [wire]: '' }),
          warnings: [['ASSUMED_SEMANTICS', field]],
          changes: [[field, from, null]],
          stored: { [answered]: '' },
        }),
      },
      EMPTY: {
        patch: patchOf(field, ''),
        expect: applied({ body: bodyOf({ [wire]: '' }), changes: [[field, from, '']], stored: { [answered]: '' } }),
      },
      VALUE: {
        patch: patchOf(field, to),
        expect: applied({ body: bodyOf({ [wire]: to }), changes: [[field, from, to]], stored: { [answered]: to } }),
      },
      'TOO-LONG': {
        patch: patchOf(field, LONG),
        expect: refusedByProvider(
          { code: 'INVALID_VALUE', field: path, says: 'at most 4000 characters' },
          { body: bodyOf({ [wire]: LONG }), changes: [[field, from, LONG]] },
        ),
      },
      'WRONG-TYPE': { patch: patchOf(field, 42), expect: notInput() },
    },
  };
}

/** A yes or a no; the page types none of them nullable. */
function flag(row: { field: string; id: string; absent: Cell; value: Cell }): FieldCells {
  const { field, id, absent, value } = row;
  return {
    field,
    id,
    cells: {
      ABSENT: absent,
      NULL: { patch: patchOf(field, null), expect: refused('FIELD_NOT_CLEARABLE', ['patch', field]) },
      EMPTY: { patch: patchOf(field, ''), expect: notInput() },
      VALUE: value,
      'TOO-LONG': { patch: patchOf(field, LONG), expect: notInput() },
      // As the page's examples spell booleans: its schema does not, nor does Accord.
      'WRONG-TYPE': { patch: patchOf(field, 'True'), expect: notInput() },
    },
  };
}

const email: FieldCells = {
  field: 'email',
  id: 'EMAIL',
  cells: {
    ABSENT: { patch: { firstName: 'Iva' }, expect: refused('REQUIRED_BY_PROVIDER', ['patch', 'email']) },
    NULL: { patch: { email: null }, expect: refused('REQUIRED_BY_PROVIDER', ['patch', 'email']) },
    // "Cannot be empty."
    EMPTY: { patch: { email: '' }, expect: refused('INVALID_VALUE', ['patch', 'email']) },
    VALUE: {
      patch: { email: "ana.o'brien+new@adriatic.example" },
      expect: applied({
        body: '{"email":"ana.o\'brien+new@adriatic.example"}',
        changes: [['email', WACM_EMAIL, "ana.o'brien+new@adriatic.example"]],
        stored: { email: "ana.o'brien+new@adriatic.example" },
      }),
    },
    'TOO-LONG': { patch: { email: `${LONG}@adriatic.example` }, expect: refused('INVALID_VALUE', ['patch', 'email']) },
    'WRONG-TYPE': { patch: { email: 42 }, expect: notInput() },
  },
};

const deactivate: Cell = {
  patch: patchOf('active', false),
  expect: applied({
    body: bodyOf({ active: false }),
    changes: [['active', true, false]],
    stored: { status: 'DEACTIVATED' },
  }),
};

const password: FieldCells = {
  field: 'password',
  id: 'PASSWORD',
  cells: {
    ABSENT: lastNameOnly,
    NULL: { patch: patchOf('password', null), expect: refused('FIELD_NOT_CLEARABLE', ['patch', 'password']) },
    EMPTY: { patch: patchOf('password', ''), expect: refused('INVALID_VALUE', ['patch', 'password']) },
    // No answer shows a password, so that nobody can see whether it was taken.
    VALUE: {
      patch: patchOf('password', 'canary-"new"-pässword'),
      expect: applied({
        body: bodyOf({ password: 'canary-"new"-pässword' }),
        changes: [['password', null, '[secret]', 'UNVERIFIED']],
      }),
    },
    'TOO-LONG': {
      patch: patchOf('password', `canary-${LONG}`),
      expect: refusedByProvider(
        { code: 'INVALID_VALUE', field: ['patch', 'password'], says: 'at most 4000 characters' },
        { body: bodyOf({ password: `canary-${LONG}` }), changes: [['password', null, '[secret]']] },
      ),
    },
    'WRONG-TYPE': { patch: patchOf('password', 42), expect: notInput() },
  },
};

/** The cells of the page's body parameters. */
export const wacmCells: readonly FieldCells[] = [
  email,
  text({ field: 'firstName', id: 'FIRST-NAME', wire: 'firstName', from: 'Ana', to: 'Željka "Ž" \\ 秀英' }),
  text({ field: 'lastName', id: 'LAST-NAME', wire: 'lastName', from: 'Kovač', to: "O'Neill", absent: phoneOnly }),
  text({ field: 'phone', id: 'PHONE', wire: 'phone', from: '+1-555-123-4567', to: 'ext. 4' }),
  text({ field: 'address.line1', id: 'ADDRESS-LINE1', wire: 'address1', from: '123 Main St', to: 'Ilica 1/2' }),
  text({ field: 'address.line2', id: 'ADDRESS-LINE2', wire: 'address2', from: 'Floor 2', to: 'Suite 9' }),
  text({ field: 'address.city', id: 'ADDRESS-CITY', wire: 'city', from: 'Boston', to: 'Šibenik' }),
  text({
    ...{ field: 'address.region', id: 'ADDRESS-REGION', from: 'Massachusetts', to: 'Ohio' },
    // The page writes the one datum as stateName and answers it as state.
    ...{ wire: 'stateName', answered: 'state' },
  }),
  text({ field: 'address.postalCode', id: 'ADDRESS-POSTAL-CODE', wire: 'zip', from: '02101', to: '00042' }),
  text({ field: 'address.country', id: 'ADDRESS-COUNTRY', wire: 'country', from: 'United States', to: 'Croatia' }),
  text({
    ...{ field: 'userRole', id: 'USER-ROLE', wire: 'userRole' },
    ...{ from: 'Channel Account Admin', to: 'Channel Account Viewer' },
  }),
  flag({ field: 'active', id: 'ACTIVE', absent: lastNameOnly, value: deactivate }),
  flag({
    field: 'reinstate',
    id: 'REINSTATE',
    // "Cannot be true if active is false": what is not asked for does not go along.
    absent: deactivate,
    value: {
      given: { status: 'DEACTIVATED' },
      patch: patchOf('reinstate', true),
      expect: applied({
        body: bodyOf({ reinstate: true }),
        changes: [['reinstate', false, true]],
        stored: { status: 'ACTIVE' },
      }),
    },
  }),
  flag({
    field: 'mfa',
    id: 'MFA',
    absent: lastNameOnly,
    value: {
      patch: patchOf('mfa', false),
      expect: applied({ body: bodyOf({ mfa: false }), changes: [['mfa', true, false]], stored: { mfa: false } }),
    },
  }),
  password,
];
