import * as fc from 'fast-check';
import type { RandomUpdates } from './untouched.run.ts';
import { address, anyOf, as, orCleared, storedText, text, type Row, type Value } from './untouched.values.ts';

const id64 = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });
const ids = fc.array(id64, { maxLength: 3 });
const roleName = fc.constantFrom('ROLE_CUSTOMER_ADMIN', 'ROLE_SITE_ADMIN', 'ROLE_SITE_DEMO', 'ROLE_SITE_MARKETING');
const role = fc.record({ name: roleName, customers: ids, sites: ids, privileges: fc.array(text, { maxLength: 2 }) });
const roles = fc.array(role, { maxLength: 3 });
const solutions = fc.shuffledSubarray(['WEB_EXPERIMENTATION', 'FEATURE_EXPERIMENTATION']);

/** 64-bit ids are digits in a text in the graph. */
const askedRoles = roles.map((list): Value => {
  const digits = (values: readonly bigint[]) => values.map(String);
  return [list.map((each) => ({ ...each, customers: digits(each.customers), sites: digits(each.sites) })), list];
});
const locale = fc.constantFrom<Value>(['fr', 'fr'], ['en', 'en'], ['de', 'de'], ['en-GB', 'en']);
const status = fc.constantFrom('CREATED', 'ACTIVATED', 'DEACTIVATED');

const rows = (place: number): readonly Row[] => [
  ['firstName', 'firstName', orCleared(as(text), null)],
  ['lastName', 'lastName', orCleared(as(text), null)],
  // An address cannot be null at this provider.
  ['email', 'email', as(address(place))],
  ['avatarUrl', 'imageURL', orCleared(as(text), null)],
  ['locale', 'preferredLocale', orCleared(locale, null)],
  ['status', 'status', as(status)],
  ['locked', 'passwordBlocked', as(fc.boolean())],
  ['passwordExpired', 'isPasswordExpired', as(fc.boolean())],
  ['roles', 'roles', orCleared(askedRoles, [])],
  ['solutions', 'solutions', orCleared(as(solutions), [])],
  [
    'teamId',
    'teamId',
    orCleared(
      id64.map((id): Value => [String(id), id]),
      null,
    ),
  ],
  ['isProductRecoAllowed', 'isProductRecoAllowed', as(fc.boolean())],
];

// The page requires no field of its answer: any may be missing.
const given = fc.record(
  {
    firstName: fc.option(storedText, { nil: undefined }),
    lastName: storedText,
    imageURL: fc.option(storedText, { nil: undefined }),
    preferredLocale: fc.constantFrom('fr', 'en', 'de', null, undefined, 'Klingon'),
    status: fc.oneof(status, fc.constant('ARCHIVED')),
    passwordBlocked: fc.boolean(),
    isPasswordExpired: fc.constantFrom(true, false, undefined),
    roles: fc.option(roles, { nil: undefined }),
    solutions: fc.constantFrom([], ['WEB_EXPERIMENTATION'], ['SOMETHING_NEW'], undefined),
    teamId: fc.option(id64, { nil: undefined }),
    amClientSecret: text,
    surprise: fc.constantFrom(undefined, null, { deep: [1, 'x'] }),
  },
  { requiredKeys: [] },
);

/** Kameleoon’s PATCH, which names the fields that change. */
export const kameleoonUpdates: RandomUpdates = {
  provider: 'kameleoon',
  mutation: 'updateKameleoonAccount',
  input: 'UpdateKameleoonAccountInput',
  account: (n) => ({ key: String(500_000 + n), fields: { id: 500_000 + n, email: `soak.${String(n)}@soak.example` } }),
  updates: (place) => fc.tuple(given, anyOf(rows(place))).map(([fields, named]) => ({ given: fields, ...named })),
  volatile: [],
  emptyIsNull: false,
};
