import { createAccountState } from '../shared/account-state.ts';
import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import { emailOf } from '../shared/people.ts';
import type { Condition, Person } from '../shared/people.ts';

/** Every fortieth person's id is beyond 2^53: read as a double, it becomes another id. */
const LARGE_IDS_FROM = 9007199254740989n;

/** Life-cycle, blocked for wrong passwords, password expired. */
const STATES: Record<Condition, readonly ['CREATED' | 'ACTIVATED' | 'DEACTIVATED', boolean, boolean]> = {
  active: ['ACTIVATED', false, false],
  invited: ['CREATED', false, true],
  disabled: ['DEACTIVATED', false, false],
  locked: ['ACTIVATED', true, false],
  expired: ['ACTIVATED', false, true],
  unpaid: ['DEACTIVATED', false, false],
  closing: ['DEACTIVATED', true, true],
};

/** The id of a person's account: a number, or a bigint where a number cannot hold it. */
function kameleoonIdOf(person: Person): number | bigint {
  return person.number % 40 === 4 ? LARGE_IDS_FROM + BigInt(person.number) : 100_000 + person.number;
}

/** The accounts of all people who have one at Kameleoon, by id. */
export function createKameleoonAccounts(options: {
  readonly people: readonly Person[];
  readonly amClientSecret: string;
  readonly dropFields: readonly string[];
}): AccountState {
  return createAccountState({
    dropFields: options.dropFields,
    seed: () =>
      options.people
        .filter((person) => person.providers.includes('kameleoon'))
        .map((person) => [kameleoonIdOf(person).toString(), toAccount(person, options.amClientSecret)]),
  });
}

function toAccount(person: Person, amClientSecret: string): Fields {
  const [status, passwordBlocked, isPasswordExpired] = STATES[person.condition];
  const large = typeof kameleoonIdOf(person) === 'bigint';
  return {
    amClientId: `am-${person.number}`,
    amClientSecret,
    dateCreated: person.joinedAt.replace('.000Z', 'Z'),
    email: emailOf(person, 'kameleoon'),
    firstName: person.firstName,
    id: kameleoonIdOf(person),
    // The page marks no field as required in the answer: some are null, and some are not there.
    ...(person.number % 5 === 0 ? {} : { imageURL: imageOf(person) }),
    isPasswordExpired,
    isProductRecoAllowed: person.number % 2 === 0,
    lastName: person.lastName,
    passwordBlocked,
    preferredLocale: toLocale(person.locale),
    roles: rolesOf(person),
    solutions: person.number % 3 === 0 ? ['WEB_EXPERIMENTATION', 'FEATURE_EXPERIMENTATION'] : ['WEB_EXPERIMENTATION'],
    status,
    ...(person.number % 7 === 0 ? {} : { teamId: large ? LARGE_IDS_FROM + 6n : 10 + (person.number % 4) }),
  };
}

function imageOf(person: Person): string | null {
  return person.number % 4 === 1 ? null : `https://images.example/${person.username}.png`;
}

function toLocale(locale: string): 'fr' | 'en' | 'de' {
  if (locale.startsWith('fr')) return 'fr';
  return locale.startsWith('de') ? 'de' : 'en';
}

function rolesOf(person: Person): Fields[] {
  if (person.number % 6 === 0) return [];
  const site = { customers: [], name: 'ROLE_SITE_MARKETING', privileges: ['GETONE_EXPERIMENT'], sites: [501, 502] };
  if (person.number % 3 !== 1) return [site];
  return [{ customers: [42], name: 'ROLE_CUSTOMER_ADMIN', privileges: ['GETONE_CUSTOM_DATA'], sites: [] }, site];
}
