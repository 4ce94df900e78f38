import { createAccountState } from '../shared/account-state.ts';
import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import { emailOf } from '../shared/people.ts';
import type { Condition, Person } from '../shared/people.ts';

/** Every fortieth person's id is beyond 2^53: the page says integer and gives no bound. */
const LARGE_IDS_FROM = 9007199254740990n;

/** Spelled in capitals as on the page; the words beside ACTIVE are those of the vendor's guides. */
const STATUSES: Record<Condition, string> = {
  active: 'ACTIVE',
  invited: 'PENDING',
  disabled: 'DEACTIVATED',
  locked: 'LOCKED',
  expired: 'SUSPENDED',
  unpaid: 'SUSPENDED',
  closing: 'DEACTIVATED',
};

const ROLES = [
  'Channel Account Admin',
  'Channel Account Staff',
  'Channel Account Staff (Lite)',
  'Channel Account Viewer',
];

/** The id of a person's user: a number, or a bigint where a number cannot hold it. */
function wacmIdOf(person: Person): number | bigint {
  return person.number % 40 === 5 ? LARGE_IDS_FROM + BigInt(person.number) : 67_000 + person.number;
}

/** The channel account users of all people who have one at WACM, by id, in the form of the page's answer. */
export function createWacmAccounts(people: readonly Person[], dropFields: readonly string[]): AccountState {
  return createAccountState({
    dropFields,
    seed: () =>
      people
        .filter((person) => person.providers.includes('wacm'))
        .map((person) => [wacmIdOf(person).toString(), toUser(person)]),
  });
}

function toUser(person: Person): Fields {
  return {
    id: wacmIdOf(person),
    channelAccountId: 12_345 + (person.number % 3),
    firstName: person.firstName,
    lastName: person.lastName,
    email: emailOf(person, 'wacm'),
    userRole: ROLES[person.number % ROLES.length],
    status: STATUSES[person.condition],
    verified: person.condition !== 'invited',
    mfa: person.number % 2 === 0,
    // The page's example has neither imageUrl nor address2; its schema says imageUrl may be null.
    ...(person.number % 3 === 0 ? { imageUrl: null } : {}),
    creationDate: person.joinedAt,
    ...toAddress(person),
    phone: person.phone,
    isSsoUser: person.number % 12 === 0,
  };
}

/** Older examples show a whole address of nulls. */
function toAddress(person: Person): Fields {
  if (person.number % 9 === 0) {
    return { address1: null, address2: null, country: null, city: null, state: null, zip: null };
  }
  return {
    address1: person.street,
    ...(person.number % 2 === 0 ? { address2: `Floor ${person.number % 30}` } : {}),
    country: person.country,
    city: person.city,
    state: person.region,
    zip: person.zip,
  };
}
