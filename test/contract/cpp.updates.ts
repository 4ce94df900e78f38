import * as fc from 'fast-check';
import type { RandomUpdates } from './untouched.run.ts';
import { address, anyOf, as, orCleared, storedText, text, type Row, type Value } from './untouched.values.ts';

const MAX_INT32 = 2 ** 31 - 1;
const number = fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: MAX_INT32 }));

const statuses: readonly Value[] = [
  ['ENABLED', 'Enabled'],
  ['DISABLED', 'Disabled'],
  ['EXPIRED', 'Expired'],
  ['NOT_PAID', 'NotPaid'],
];
const roles: readonly Value[] = [
  ['SYSTEM_ADMIN', 'SystemAdmin'],
  ['ORGANIZATION_ADMIN', 'OrganizationAdmin'],
  ['USER', 'User'],
  ['LIGHT_USER', 'LightUser'],
];

/** "Comma-separated list of Google e-mail addresses"; none is in it twice, in whatever case. */
const googleEmails = (place: number) =>
  fc
    .uniqueArray(address(place), { maxLength: 4, selector: (each) => each.toLowerCase() })
    .map((list): Value => [list, list.join(',')]);

const rows = (place: number): readonly Row[] => [
  ['email', 'Email', orCleared(as(address(place)), '')],
  ['googleLoginEmails', 'GoogleLoginEmails', orCleared(googleEmails(place), '')],
  ['firstName', 'Name', orCleared(as(text), '')],
  ['lastName', 'Surname', orCleared(as(text), '')],
  ['status', 'Status', fc.constantFrom(...statuses)],
  ['role', 'Role', fc.constantFrom(...roles)],
  // Free ones below 5000: a hundred for each place, and none of them in the seed.
  ['accountId', 'AccountId', as(fc.integer({ min: 1000 + place * 100, max: 1099 + place * 100 }))],
  ['translationLanguage', 'TranslationLanguage', as(number)],
  ['departmentId', 'DepartmentId', as(number)],
];

/** As somebody else may have typed it. */
const typedGoogleEmails = (place: number) =>
  fc
    .tuple(fc.constantFrom(',', ', ', ' , '), fc.nat({ max: 2 }))
    .map(([comma, count]) =>
      Array.from({ length: count }, (_, index) => `Typed.${String(place)}.${String(index)}@gmail.example`).join(comma),
    );

const given = (place: number) =>
  fc.record({
    Email: fc.oneof(address(place + 1000), fc.constantFrom(null, '')),
    GoogleLoginEmails: fc.oneof(typedGoogleEmails(place), fc.constant(null)),
    Name: storedText,
    Surname: storedText,
    Status: fc.constantFrom(...statuses.map(([, name]) => name)),
    Role: fc.constantFrom(...roles.map(([, name]) => name)),
    AccountId: fc.constantFrom(100 + place, 20_000 + place),
    TranslationLanguage: number,
    DepartmentId: number,
    OrganizationName: storedText,
  });

/** CPP’s PUT, which replaces the whole account. */
export const cppUpdates: RandomUpdates = {
  provider: 'cpp',
  mutation: 'updateCppAccount',
  input: 'UpdateCppAccountInput',
  account(n) {
    const name = `soak.u${String(n).padStart(9, '0')}`;
    return { key: `${name}@cpp.hr`, fields: { Username: name } };
  },
  updates: (place) =>
    fc.tuple(given(place), anyOf(rows(place))).map(([fields, named]) => ({ given: fields, ...named })),
  volatile: [],
  emptyIsNull: true,
};
