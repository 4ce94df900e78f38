import { createAccountState } from '../shared/account-state.ts';
import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import { emailOf } from '../shared/people.ts';
import type { Condition, Person } from '../shared/people.ts';

/** In the page's order; on the wire of reads each is its place in this list, ASSUMED. */
export const STATUSES = ['Enabled', 'Disabled', 'Expired', 'NotPaid'] as const;
/** In the page's order; on the wire of reads each is its place in this list, ASSUMED. */
export const ROLES = ['SystemAdmin', 'OrganizationAdmin', 'User', 'LightUser'] as const;

/** User names without a domain belong to this one. */
const DEFAULT_DOMAIN = '@cpp.hr';
/** Ids below it can be chosen; all others were given by the server. */
export const LEGACY_IDS_BELOW = 5000;

const STATUS_OF: Record<Condition, (typeof STATUSES)[number]> = {
  active: 'Enabled',
  invited: 'Enabled',
  disabled: 'Disabled',
  locked: 'Disabled',
  expired: 'Expired',
  unpaid: 'NotPaid',
  closing: 'Disabled',
};

/** User names are compared without regard to case and without the default domain. */
export function toUsernameKey(username: string): string {
  const lower = username.toLowerCase();
  return lower.endsWith(DEFAULT_DOMAIN) ? lower.slice(0, -DEFAULT_DOMAIN.length) : lower;
}

/** The name with its domain, whichever form was given. */
export function withDomain(username: string): string {
  return username.includes('@') ? username : username + DEFAULT_DOMAIN;
}

/** The user name of a person at CPP: every sixth has one under another domain. */
function cppUsernameOf(person: Person): string {
  return person.number % 6 === 3 ? `${person.username}@partner.example` : person.username;
}

/** The accounts of all people who have one at CPP, by user name. Status and Role are kept as names. */
export function createCppAccounts(people: readonly Person[], dropFields: readonly string[]): AccountState {
  return createAccountState({
    dropFields,
    normalizeKey: toUsernameKey,
    seed: () =>
      people
        .filter((person) => person.providers.includes('cpp'))
        .map((person) => [cppUsernameOf(person), toAccount(person)]),
  });
}

function toAccount(person: Person): Fields {
  const isLegacy = person.number % 3 === 0 && person.number < LEGACY_IDS_BELOW;
  return {
    Username: cppUsernameOf(person),
    Email: emailOf(person, 'cpp'),
    GoogleLoginEmails: person.googleEmails.length > 0 ? person.googleEmails.join(', ') : null,
    Name: person.firstName,
    Surname: person.lastName,
    Status: STATUS_OF[person.condition],
    Role: ROLES[person.number % ROLES.length],
    AccountId: isLegacy ? person.number : 10_000 + person.number,
    TranslationLanguage: person.locale.startsWith('hr') ? 0 : 1,
    DepartmentId: person.number % 4 === 1 ? 0 : person.number % 4,
    OrganizationName: 'Jadranska računovodstvena zadruga',
  };
}
