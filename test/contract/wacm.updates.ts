import * as fc from 'fast-check';
import type { Fields } from '../../src/emulators/shared/emulator.ts';
import type { RandomUpdates } from './untouched.run.ts';
import { address, as, filled, orCleared, someOf, storedText, text, type Named, type Row } from './untouched.values.ts';

// The provider documents no null; "" is assumed to clear.
const clearable = orCleared(as(text), '');

const plainRows: readonly Row[] = [
  ['firstName', 'firstName', clearable],
  ['lastName', 'lastName', clearable],
  ['phone', 'phone', clearable],
  ['userRole', 'userRole', clearable],
  ['mfa', 'mfa', as(fc.boolean())],
];

const addressRows: readonly Row[] = [
  ['line1', 'address1', clearable],
  ['line2', 'address2', clearable],
  ['city', 'city', clearable],
  // Written as stateName, and read as state.
  ['region', 'state', clearable],
  ['postalCode', 'zip', clearable],
  ['country', 'country', clearable],
];

const noAddress: Named = {
  patch: { address: null },
  stored: Object.fromEntries(addressRows.map(([, wire]) => [wire, ''])),
};
const postalAddress: fc.Arbitrary<Named> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Named>({ patch: {}, stored: {} }) },
  { weight: 4, arbitrary: someOf(addressRows).map(({ patch, stored }) => ({ patch: { address: patch }, stored })) },
  { weight: 1, arbitrary: fc.constant(noAddress) },
);

/** A status, and what can be asked of a user in it; what the emulator would not do is not asked. */
const lifeCycle = fc.constantFrom<Named & { readonly given: Fields }>(
  ...['ACTIVE', 'DEACTIVATED', 'PENDING', 'LOCKED'].flatMap((status) => [
    { given: { status }, patch: {}, stored: {} },
    { given: { status }, patch: { reinstate: false }, stored: {} },
    { given: { status }, patch: { active: false }, stored: { status: 'DEACTIVATED' } },
  ]),
  { given: { status: 'ACTIVE' }, patch: { active: true }, stored: { status: 'ACTIVE' } },
  { given: { status: 'DEACTIVATED' }, patch: { reinstate: true }, stored: { status: 'ACTIVE' } },
  { given: { status: 'DEACTIVATED' }, patch: { active: true, reinstate: true }, stored: { status: 'ACTIVE' } },
);

// Never shown, so that the emulator keeps none: what it holds otherwise must be untouched by it.
const password = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: filled.map((value) => ({ password: value })) },
);

const absent = { nil: undefined };
const given = fc.record(
  {
    firstName: storedText,
    lastName: storedText,
    phone: fc.option(storedText, absent),
    userRole: storedText,
    address1: fc.option(storedText, absent),
    address2: fc.option(storedText, absent),
    country: storedText,
    city: storedText,
    state: fc.option(storedText, absent),
    zip: storedText,
    mfa: fc.boolean(),
    imageUrl: fc.option(storedText, absent),
    channelAccountId: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
    surprise: fc.constantFrom(undefined, null, { deep: [1, 'x'] }),
  },
  { requiredKeys: [] },
);

/** WACM’s PUT, which takes the fields that change and always the address. */
export const wacmUpdates: RandomUpdates = {
  provider: 'wacm',
  mutation: 'updateWacmAccount',
  input: 'UpdateWacmAccountInput',
  account: (n) => ({ key: String(900_000 + n), fields: { id: 900_000 + n, verified: true, isSsoUser: false } }),
  updates: (place) =>
    fc
      .record({
        ...{ given, lifeCycle, postalAddress, password, named: someOf(plainRows) },
        ...{ email: address(place), before: address(place + 1000), sameEmail: fc.boolean(), isKnown: fc.boolean() },
      })
      .map(({ given: fields, lifeCycle: life, postalAddress: home, named, ...rest }) => {
        const email = rest.sameEmail ? rest.before : rest.email;
        return {
          given: { ...fields, ...life.given, email: rest.before },
          patch: { email, ...named.patch, ...home.patch, ...life.patch, ...rest.password },
          stored: { email, ...named.stored, ...home.stored, ...life.stored },
          isKnown: rest.isKnown,
        };
      }),
  volatile: [],
  emptyIsNull: true,
  introduction: ({ email }) => ({ email }),
};
