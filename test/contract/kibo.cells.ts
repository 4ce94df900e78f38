import type { Fields } from '../../src/emulators/shared/emulator.ts';
import { toJsonText } from '../../src/emulators/shared/json-text.ts';
import type { Cell, FieldCells } from './contract.ts';
import { applied, notInput, refused, refusedByProvider } from './expectations.ts';
import { omit } from './omit.ts';

export const KIBO_KEY = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

const auditInfo = {
  updateDate: '2023-11-07T05:31:56.123Z',
  createDate: '2023-11-06T05:31:56.123Z',
  updateBy: 'system',
  createBy: 'admin',
};

/** What the user of all checks is before each of them, in the page's names and order. */
export const kiboAccount = {
  emailAddress: 'ana.kovac@adriatic.example',
  userName: 'ana.kovac',
  phoneNumber: '+385 91 555 0001',
  externalId: 'ERP-000001',
  localeCode: 'hr',
  firstName: 'Ana',
  lastName: 'Kovač',
  password: 'canary-stored-password',
  optInToEmail: true,
  optInToTextMessage: false,
  id: KIBO_KEY,
  systemData: {
    isPasswordChangeRequired: false,
    lastPasswordChangeOn: '2023-11-07T05:31:56.123Z',
    isLocked: false,
    lastLockedOn: null,
    failedLoginAttemptCount: 1,
    remainingLoginAttempts: 4,
    firstFailedLoginAttemptOn: null,
    lastLoginOn: '2024-01-02T03:04:05.678Z',
    createdOn: '2023-11-01T05:31:56.123Z',
    updatedOn: '2023-12-07T05:31:56.123Z',
  },
  roles: [
    {
      userId: KIBO_KEY,
      assignedInScope: { type: 'Tenant', id: 100, name: 'Adriatic Outfitters' },
      roleId: 3,
      roleName: 'Administrator',
      roleResources: [{ type: 'Site', id: '200' }],
      roleTags: ['seasonal'],
      auditInfo,
    },
  ],
  isActive: true,
  identityProviderId: 'saml-adriatic',
};

/**
 * The body of an update: the whole user as the provider has it, with the changes put in, without what is the
 * provider's own: `systemData`, the roles' `auditInfo`, and the password unless it is the change.
 */
export function userWith(changes: Fields): (before: Fields) => string {
  return (before) => {
    const user = omit(before, 'systemData', 'password');
    const roles = (user.roles as Fields[] | null)?.map((role) => omit(role, 'auditInfo')) ?? null;
    return toJsonText({ ...user, roles, ...changes });
  };
}

const LONG = 'x'.repeat(10_000);

const phoneOnly: Cell = {
  patch: { phone: '+385 1 4444 000' },
  expect: applied({
    body: userWith({ phoneNumber: '+385 1 4444 000' }),
    changes: [['phone', '+385 91 555 0001', '+385 1 4444 000']],
    stored: { phoneNumber: '+385 1 4444 000' },
  }),
};
const lastNameOnly: Cell = {
  patch: { lastName: 'Šarić' },
  expect: applied({
    body: userWith({ lastName: 'Šarić' }),
    changes: [['lastName', 'Kovač', 'Šarić']],
    stored: { lastName: 'Šarić' },
  }),
};

interface TextRow {
  readonly field: string;
  readonly id: string;
  readonly wire: string;
  readonly from: string;
  readonly to: string;
  /** The page types every text "string | null"; its prose requires three of them and the password. */
  readonly isRequired?: boolean;
  readonly absent?: Cell;
}

function text({ field, id, wire, from, to, isRequired = false, absent = phoneOnly }: TextRow): FieldCells {
  const set = (value: string | null) =>
    applied({ body: userWith({ [wire]: value }), changes: [[field, from, value]], stored: { [wire]: value } });
  return {
    field,
    id,
    cells: {
      ABSENT: absent,
      NULL: {
        patch: { [field]: null },
        expect: isRequired ? refused('FIELD_NOT_CLEARABLE', ['patch', field]) : set(null),
      },
      EMPTY: {
        patch: { [field]: '' },
        expect: isRequired ? refused('INVALID_VALUE', ['patch', field]) : set(''),
      },
      VALUE: { patch: { [field]: to }, expect: set(to) },
      'TOO-LONG': {
        patch: { [field]: LONG },
        expect: refusedByProvider(
          { code: 'INVALID_VALUE', field: ['patch', field], says: 'at most 4000 characters' },
          { body: userWith({ [wire]: LONG }), changes: [[field, from, LONG]] },
        ),
      },
      'WRONG-TYPE': { patch: { [field]: 42 }, expect: notInput() },
    },
  };
}

/** A yes, a no, or nothing said; `isActive` alone is not typed nullable. */
function flag(row: { field: string; from: boolean; id: string; isNullable: boolean }): FieldCells {
  const { field, id, from, isNullable } = row;
  const set = (value: boolean | null) =>
    applied({ body: userWith({ [field]: value }), changes: [[field, from, value]], stored: { [field]: value } });
  return {
    field,
    id,
    cells: {
      ABSENT: phoneOnly,
      NULL: {
        patch: { [field]: null },
        expect: isNullable ? set(null) : refused('FIELD_NOT_CLEARABLE', ['patch', field]),
      },
      EMPTY: { patch: { [field]: '' }, expect: notInput() },
      VALUE: { patch: { [field]: !from }, expect: set(!from) },
      'TOO-LONG': { patch: { [field]: LONG }, expect: notInput() },
      'WRONG-TYPE': { patch: { [field]: String(!from) }, expect: notInput() },
    },
  };
}

/** The cells of the page's body fields, without `id`, `systemData` and `roles`, which no update writes. */
export const kiboCells: readonly FieldCells[] = [
  {
    field: 'email',
    id: 'EMAIL',
    cells: {
      ABSENT: phoneOnly,
      NULL: { patch: { email: null }, expect: refused('FIELD_NOT_CLEARABLE', ['patch', 'email']) },
      EMPTY: { patch: { email: '' }, expect: refused('INVALID_VALUE', ['patch', 'email']) },
      VALUE: {
        patch: { email: "ana.o'brien+new@adriatic.example" },
        expect: applied({
          body: userWith({ emailAddress: "ana.o'brien+new@adriatic.example" }),
          changes: [['email', 'ana.kovac@adriatic.example', "ana.o'brien+new@adriatic.example"]],
          stored: { emailAddress: "ana.o'brien+new@adriatic.example" },
        }),
      },
      'TOO-LONG': {
        patch: { email: `${LONG}@adriatic.example` },
        expect: refused('INVALID_VALUE', ['patch', 'email']),
      },
      'WRONG-TYPE': { patch: { email: 42 }, expect: notInput() },
    },
  },
  text({ field: 'username', id: 'USERNAME', wire: 'userName', from: 'ana.kovac', to: 'ana "zoë" \\ 秀英' }),
  text({ field: 'firstName', id: 'FIRST-NAME', wire: 'firstName', from: 'Ana', to: 'Željka', isRequired: true }),
  text({ field: 'lastName', id: 'LAST-NAME', wire: 'lastName', from: 'Kovač', to: "O'Neill", isRequired: true }),
  text({
    field: 'phone',
    id: 'PHONE',
    wire: 'phoneNumber',
    from: '+385 91 555 0001',
    to: '+1-555-123-4567',
    absent: lastNameOnly,
  }),
  {
    field: 'locale',
    id: 'LOCALE',
    cells: {
      ABSENT: phoneOnly,
      NULL: {
        patch: { locale: null },
        expect: applied({
          body: userWith({ localeCode: null }),
          changes: [['locale', 'hr', null]],
          stored: { localeCode: null },
        }),
      },
      EMPTY: { patch: { locale: '' }, expect: refused('INVALID_VALUE', ['patch', 'locale']) },
      VALUE: {
        patch: { locale: 'en-GB' },
        expect: applied({
          body: userWith({ localeCode: 'en-GB' }),
          changes: [['locale', 'hr', 'en-GB']],
          stored: { localeCode: 'en-GB' },
        }),
      },
      // The unified field is a language tag, so that what cannot be one is refused here.
      'TOO-LONG': { patch: { locale: LONG }, expect: refused('INVALID_VALUE', ['patch', 'locale']) },
      'WRONG-TYPE': { patch: { locale: 42 }, expect: notInput() },
    },
  },
  text({ field: 'externalId', id: 'EXTERNAL-ID', wire: 'externalId', from: 'ERP-000001', to: 'ERP/2:b' }),
  {
    field: 'password',
    id: 'PASSWORD',
    cells: {
      // Nor is the one that the provider echoes sent back.
      ABSENT: phoneOnly,
      NULL: { patch: { password: null }, expect: refused('FIELD_NOT_CLEARABLE', ['patch', 'password']) },
      EMPTY: { patch: { password: '' }, expect: refused('INVALID_VALUE', ['patch', 'password']) },
      VALUE: {
        patch: { password: 'canary-new-password' },
        expect: applied({
          body: userWith({ password: 'canary-new-password' }),
          changes: [['password', null, '[secret]', 'UNVERIFIED']],
          stored: { password: 'canary-new-password' },
        }),
      },
      'TOO-LONG': {
        patch: { password: `canary-${LONG}` },
        expect: refusedByProvider(
          { code: 'INVALID_VALUE', field: ['patch', 'password'] },
          { body: userWith({ password: `canary-${LONG}` }), changes: [['password', null, '[secret]']] },
        ),
      },
      'WRONG-TYPE': { patch: { password: 42 }, expect: notInput() },
    },
  },
  flag({ field: 'optInToEmail', id: 'OPT-IN-TO-EMAIL', from: true, isNullable: true }),
  flag({ field: 'optInToTextMessage', id: 'OPT-IN-TO-TEXT-MESSAGE', from: false, isNullable: true }),
  flag({ field: 'isActive', id: 'IS-ACTIVE', from: true, isNullable: false }),
  text({
    field: 'identityProviderId',
    id: 'IDENTITY-PROVIDER-ID',
    wire: 'identityProviderId',
    from: 'saml-adriatic',
    to: 'saml-2',
  }),
];
