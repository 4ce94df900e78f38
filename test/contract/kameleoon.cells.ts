import type { FieldCells, Cell } from './contract.ts';
import { applied, notInput, refused, refusedByProvider } from './expectations.ts';

/** What the account of all checks is before each of them, in the page's names. */
export const kameleoonAccount = {
  email: 'ana.kovac@adriatic.example',
  firstName: 'Ana',
  lastName: 'Kovač',
  imageURL: 'https://images.example/ana.png',
  preferredLocale: 'fr',
  status: 'ACTIVATED',
  passwordBlocked: false,
  isPasswordExpired: false,
  isProductRecoAllowed: true,
  roles: [{ customers: [42], name: 'ROLE_CUSTOMER_ADMIN', privileges: ['GETONE_CUSTOM_DATA'], sites: [] }],
  solutions: ['WEB_EXPERIMENTATION'],
  teamId: 7,
};

const LONG = 'x'.repeat(10_000);
const ROLE = { name: 'ROLE_CUSTOMER_ADMIN', customers: ['42'], sites: [], privileges: ['GETONE_CUSTOM_DATA'] };

// The body is JSON with the named field alone: what is absent from the patch is absent from the body.
const lastNameOnly: Cell = {
  patch: { lastName: 'Šarić' },
  expect: applied({
    body: '{"lastName":"Šarić"}',
    changes: [['lastName', 'Kovač', 'Šarić']],
    stored: { lastName: 'Šarić' },
  }),
};
const firstNameOnly: Cell = {
  patch: { firstName: 'Željka' },
  expect: applied({
    body: '{"firstName":"Željka"}',
    changes: [['firstName', 'Ana', 'Željka']],
    stored: { firstName: 'Željka' },
  }),
};

interface TextRow {
  readonly field: string;
  readonly id: string;
  readonly wire: string;
  readonly from: string;
  /** A value, and the JSON text of it. */
  readonly value: readonly [string, string];
  readonly absent: Cell;
}

/** A text of any kind. Kameleoon documents no error body, so that its refusal names no field. */
function text({ field, id, wire, from, value: [to, json], absent }: TextRow): FieldCells {
  return {
    field,
    id,
    cells: {
      ABSENT: absent,
      NULL: {
        patch: { [field]: null },
        expect: applied({
          body: `{"${wire}":null}`,
          warnings: [['ASSUMED_SEMANTICS', field]],
          changes: [[field, from, null]],
          stored: { [wire]: null },
        }),
      },
      EMPTY: {
        patch: { [field]: '' },
        expect: applied({ body: `{"${wire}":""}`, changes: [[field, from, '']], stored: { [wire]: '' } }),
      },
      VALUE: {
        patch: { [field]: to },
        expect: applied({ body: `{"${wire}":${json}}`, changes: [[field, from, to]], stored: { [wire]: to } }),
      },
      'TOO-LONG': {
        patch: { [field]: LONG },
        expect: refusedByProvider(
          { code: 'UPSTREAM_REFUSED' },
          { body: `{"${wire}":"${LONG}"}`, changes: [[field, from, LONG]] },
        ),
      },
      'WRONG-TYPE': { patch: { [field]: 42 }, expect: notInput() },
    },
  };
}

/** A yes or no, which cannot be empty. */
function flag(row: { field: string; id: string; wire: string; from: boolean }): FieldCells {
  const { field, id, wire, from } = row;
  return {
    field,
    id,
    cells: {
      ABSENT: lastNameOnly,
      NULL: { patch: { [field]: null }, expect: refused('FIELD_NOT_CLEARABLE', ['patch', field]) },
      EMPTY: { patch: { [field]: '' }, expect: notInput() },
      VALUE: {
        patch: { [field]: !from },
        expect: applied({
          body: `{"${wire}":${String(!from)}}`,
          changes: [[field, from, !from]],
          stored: { [wire]: !from },
        }),
      },
      'TOO-LONG': { patch: { [field]: LONG }, expect: notInput() },
      'WRONG-TYPE': { patch: { [field]: String(!from) }, expect: notInput() },
    },
  };
}

/** The cells of every field that a PATCH can write: the page's answer without id, dateCreated and the two of AM. */
export const kameleoonCells: readonly FieldCells[] = [
  text({
    field: 'firstName',
    id: 'FIRST-NAME',
    wire: 'firstName',
    from: 'Ana',
    value: ['Zoë "Žac" \\ 秀英', '"Zoë \\"Žac\\" \\\\ 秀英"'],
    absent: lastNameOnly,
  }),
  text({
    field: 'lastName',
    id: 'LAST-NAME',
    wire: 'lastName',
    from: 'Kovač',
    value: ["O'Neill", `"O'Neill"`],
    absent: firstNameOnly,
  }),
  {
    field: 'email',
    id: 'EMAIL',
    cells: {
      ABSENT: lastNameOnly,
      NULL: {
        patch: { email: null },
        // The page does not say that an address can be cleared, nor that it cannot: the provider decides.
        expect: refusedByProvider(
          { code: 'UPSTREAM_REFUSED' },
          {
            body: '{"email":null}',
            warnings: [['ASSUMED_SEMANTICS', 'email']],
            changes: [['email', 'ana.kovac@adriatic.example', null]],
          },
        ),
      },
      EMPTY: { patch: { email: '' }, expect: refused('INVALID_VALUE', ['patch', 'email']) },
      VALUE: {
        patch: { email: "ana.o'brien+new@adriatic.example" },
        expect: applied({
          body: `{"email":"ana.o'brien+new@adriatic.example"}`,
          changes: [['email', 'ana.kovac@adriatic.example', "ana.o'brien+new@adriatic.example"]],
          stored: { email: "ana.o'brien+new@adriatic.example" },
        }),
      },
      'TOO-LONG': {
        patch: { email: `${LONG}@adriatic.example` },
        expect: refused('INVALID_VALUE', ['patch', 'email']),
      },
      'WRONG-TYPE': { patch: { email: 42 }, expect: notInput() },
    },
  },
  text({
    field: 'avatarUrl',
    id: 'AVATAR-URL',
    wire: 'imageURL',
    from: 'https://images.example/ana.png',
    value: ['https://images.example/a b?c=d&e', '"https://images.example/a b?c=d&e"'],
    absent: lastNameOnly,
  }),
  {
    field: 'locale',
    id: 'LOCALE',
    cells: {
      ABSENT: lastNameOnly,
      NULL: {
        patch: { locale: null },
        expect: applied({
          body: '{"preferredLocale":null}',
          warnings: [['ASSUMED_SEMANTICS', 'locale']],
          changes: [['locale', 'fr', null]],
          stored: { preferredLocale: null },
        }),
      },
      EMPTY: { patch: { locale: '' }, expect: refused('INVALID_VALUE', ['patch', 'locale']) },
      VALUE: {
        patch: { locale: 'de' },
        expect: applied({
          body: '{"preferredLocale":"de"}',
          changes: [['locale', 'fr', 'de']],
          stored: { preferredLocale: 'de' },
        }),
      },
      'TOO-LONG': { patch: { locale: LONG }, expect: refused('INVALID_VALUE', ['patch', 'locale']) },
      'WRONG-TYPE': { patch: { locale: 42 }, expect: notInput() },
    },
  },
  {
    field: 'status',
    id: 'STATUS',
    cells: {
      ABSENT: lastNameOnly,
      NULL: { patch: { status: null }, expect: refused('FIELD_NOT_CLEARABLE', ['patch', 'status']) },
      EMPTY: { patch: { status: '' }, expect: notInput() },
      VALUE: {
        patch: { status: 'CREATED' },
        expect: applied({
          body: '{"status":"CREATED"}',
          changes: [['status', 'ACTIVATED', 'CREATED']],
          stored: { status: 'CREATED' },
        }),
      },
      'TOO-LONG': { patch: { status: LONG }, expect: notInput() },
      'WRONG-TYPE': { patch: { status: 1 }, expect: notInput() },
    },
  },
  flag({ field: 'locked', id: 'LOCKED', wire: 'passwordBlocked', from: false }),
  flag({ field: 'passwordExpired', id: 'PASSWORD-EXPIRED', wire: 'isPasswordExpired', from: false }),
  {
    field: 'roles',
    id: 'ROLES',
    cells: {
      ABSENT: lastNameOnly,
      NULL: {
        patch: { roles: null },
        // The emulator answers an empty list for a cleared one.
        expect: applied({
          body: '{"roles":null}',
          warnings: [['ASSUMED_SEMANTICS', 'roles']],
          changes: [['roles', [ROLE], null]],
          stored: { roles: [] },
        }),
      },
      EMPTY: { patch: { roles: '' }, expect: notInput() },
      VALUE: {
        patch: { roles: [{ name: 'ROLE_SITE_ADMIN', sites: ['9007199254740993'] }] },
        expect: applied({
          body: '{"roles":[{"name":"ROLE_SITE_ADMIN","customers":[],"sites":[9007199254740993],"privileges":[]}]}',
          changes: [
            [
              'roles',
              [ROLE],
              [{ name: 'ROLE_SITE_ADMIN', customers: [], sites: ['9007199254740993'], privileges: [] }],
            ],
          ],
          stored: {
            roles: [{ name: 'ROLE_SITE_ADMIN', customers: [], sites: [9007199254740993n], privileges: [] }],
          },
        }),
      },
      'TOO-LONG': {
        patch: { roles: [{ name: LONG }] },
        expect: refusedByProvider(
          { code: 'UPSTREAM_REFUSED' },
          {
            body: `{"roles":[{"name":"${LONG}","customers":[],"sites":[],"privileges":[]}]}`,
            changes: [['roles', [ROLE], [{ name: LONG, customers: [], sites: [], privileges: [] }]]],
          },
        ),
      },
      'WRONG-TYPE': { patch: { roles: 'ROLE_SITE_ADMIN' }, expect: notInput() },
    },
  },
  {
    field: 'solutions',
    id: 'SOLUTIONS',
    cells: {
      ABSENT: lastNameOnly,
      NULL: {
        patch: { solutions: null },
        expect: applied({
          body: '{"solutions":null}',
          warnings: [['ASSUMED_SEMANTICS', 'solutions']],
          changes: [['solutions', ['WEB_EXPERIMENTATION'], null]],
          stored: { solutions: [] },
        }),
      },
      EMPTY: { patch: { solutions: '' }, expect: notInput() },
      VALUE: {
        patch: { solutions: ['FEATURE_EXPERIMENTATION', 'WEB_EXPERIMENTATION'] },
        expect: applied({
          body: '{"solutions":["FEATURE_EXPERIMENTATION","WEB_EXPERIMENTATION"]}',
          changes: [['solutions', ['WEB_EXPERIMENTATION'], ['FEATURE_EXPERIMENTATION', 'WEB_EXPERIMENTATION']]],
          stored: { solutions: ['FEATURE_EXPERIMENTATION', 'WEB_EXPERIMENTATION'] },
        }),
      },
      'TOO-LONG': { patch: { solutions: [LONG] }, expect: notInput() },
      'WRONG-TYPE': { patch: { solutions: [42] }, expect: notInput() },
    },
  },
  {
    field: 'teamId',
    id: 'TEAM-ID',
    cells: {
      ABSENT: lastNameOnly,
      NULL: {
        patch: { teamId: null },
        expect: applied({
          body: '{"teamId":null}',
          warnings: [['ASSUMED_SEMANTICS', 'teamId']],
          changes: [['teamId', '7', null]],
          stored: { teamId: null },
        }),
      },
      EMPTY: { patch: { teamId: '' }, expect: refused('INVALID_VALUE', ['patch', 'teamId']) },
      VALUE: {
        patch: { teamId: '9007199254740993' },
        expect: applied({
          body: '{"teamId":9007199254740993}',
          changes: [['teamId', '7', '9007199254740993']],
          stored: { teamId: 9007199254740993n },
        }),
      },
      'TOO-LONG': { patch: { teamId: '9'.repeat(10_000) }, expect: refused('INVALID_VALUE', ['patch', 'teamId']) },
      'WRONG-TYPE': { patch: { teamId: true }, expect: notInput() },
    },
  },
  flag({ field: 'isProductRecoAllowed', id: 'PRODUCT-RECO', wire: 'isProductRecoAllowed', from: true }),
];
