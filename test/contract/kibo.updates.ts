import * as fc from 'fast-check';
import type { RandomUpdates } from './untouched.run.ts';
import { address, anyOf, as, filled, orCleared, storedText, text, type Row } from './untouched.values.ts';

const flag = fc.constantFrom(true, false, null);

const rows = (place: number): readonly Row[] => [
  ['email', 'emailAddress', as(address(place))],
  ['username', 'userName', orCleared(as(text), null)],
  // "Required properties: EmailAddress, FirstName, LastName, and Password".
  ['firstName', 'firstName', as(filled)],
  ['lastName', 'lastName', as(filled)],
  ['password', 'password', as(filled)],
  ['phone', 'phoneNumber', orCleared(as(text), null)],
  ['locale', 'localeCode', orCleared(as(fc.constantFrom('hr', 'fr-CA', 'zh-Hant-TW', 'de-1996')), null)],
  ['externalId', 'externalId', orCleared(as(text), null)],
  ['optInToEmail', 'optInToEmail', as(flag)],
  ['optInToTextMessage', 'optInToTextMessage', as(flag)],
  ['isActive', 'isActive', as(fc.boolean())],
  ['identityProviderId', 'identityProviderId', orCleared(as(text), null)],
];

const id64 = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });
const role = fc.record({
  userId: storedText,
  assignedInScope: fc.option(fc.record({ type: storedText, id: id64, name: storedText })),
  roleId: fc.option(fc.integer()),
  roleName: storedText,
  roleResources: fc.option(fc.array(fc.record({ type: storedText, id: storedText }), { maxLength: 2 })),
  roleTags: fc.option(fc.array(text, { maxLength: 2 })),
  auditInfo: fc.constantFrom(null, { updateDate: '2023-11-07T05:31:56.123Z', updateBy: 'system' }),
});

const given = fc.record({
  userName: storedText,
  phoneNumber: storedText,
  externalId: storedText,
  localeCode: storedText,
  firstName: filled,
  lastName: filled,
  password: filled,
  optInToEmail: flag,
  optInToTextMessage: flag,
  isActive: fc.boolean(),
  identityProviderId: storedText,
  roles: fc.option(fc.array(role, { maxLength: 2 })),
});

/** Kibo’s PUT, which replaces the whole user. */
export const kiboUpdates: RandomUpdates = {
  provider: 'kibo',
  mutation: 'updateKiboAccount',
  input: 'UpdateKiboAccountInput',
  account(n) {
    const id = n.toString(16).padStart(32, '0');
    return { key: id, fields: { id, emailAddress: `soak.${String(n)}@soak.example` } };
  },
  updates: (place) => fc.tuple(given, anyOf(rows(place))).map(([fields, named]) => ({ given: fields, ...named })),
  volatile: [
    { path: ['systemData', 'updatedOn'], because: 'it is the time of the last update' },
    { path: ['systemData', 'lastPasswordChangeOn'], because: 'it is the time of this very change', with: 'password' },
    { path: ['systemData', 'isPasswordChangeRequired'], because: 'a new password ends it', with: 'password' },
  ],
  emptyIsNull: false,
};
