/** The member accounts of one organization: their seed, and what the API shows of them. */
import { createHash } from 'node:crypto';
import { createAccountState } from '../shared/account-state.ts';
import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import { emailOf } from '../shared/people.ts';
import type { Condition, Person } from '../shared/people.ts';

/** The organization that the emulator plays; ids as on the page. */
export const organization = {
  id: 'o-fhkmi6mek7wlqdp6nideqhb47qwtjdsv',
  urn: 'organizations::0a6d25d23900d45c0faac010e0fb4de0:organization:o-fhkmi6mek7wlqdp6nideqhb47qwtjdsv',
  management_account_id: '0a6d25d23900d45c0faac010e0fb4de0',
  management_account_name: 'adriatic_management',
  created_at: '2019-01-01T08:00:00Z',
} as const;

/** Where seeded accounts hang: the root and one organizational unit. */
const parents = ['r-upg5m6wbw042', 'ou-7hj2k9sd31lq'] as const;

/** Every other condition is active. */
const STATUSES: Partial<Record<Condition, string>> = {
  disabled: 'suspended',
  expired: 'pending_closure',
  closing: 'pending_closure',
};

const DESCRIPTIONS = [
  (person: Person) => `Production workloads of ${person.firstName} ${person.lastName}`,
  (person: Person) => `${person.city}: test & staging, "blue" / 'green'`,
  () => '',
  () => '财务部门的账号 — ne briši, čuva račune',
];

/** Contact data is shown only on request; the parent is never part of an account. */
const CONTACT_FIELDS = ['email', 'mobile_phone', 'intl_number_prefix'];
const HIDDEN_FIELDS = ['parent_id'];

/** Creates the member accounts: one "tenant" for each person with an account here, keyed by id. */
export function createHuaweiCloudAccounts(options: {
  readonly people: readonly Person[];
  readonly dropFields?: readonly string[] | undefined;
}): AccountState {
  const members = options.people.filter((person) => person.providers.includes('huawei-cloud'));
  return createAccountState({
    seed: () => members.map((person) => [accountIdOf(person), createAccount(person)] as const),
    dropFields: options.dropFields ?? [],
  });
}

/**
 * The account id of a person: 32 hex digits as on the page; every eighth person's is 46 characters long, with "_" and
 * "-", which the newest documentation allows.
 */
function accountIdOf(person: Person): string {
  const digits = createHash('sha256').update(`huawei-cloud ${person.number}`).digest('hex').slice(0, 32);
  return person.number % 8 === 0 ? `acct_${digits}-${String(person.number).padStart(8, '0')}` : digits;
}

/** What the API shows of an account. */
export function toAccountDto(account: Readonly<Fields>, withContactInfo: boolean): Fields {
  const hidden = withContactInfo ? HIDDEN_FIELDS : [...HIDDEN_FIELDS, ...CONTACT_FIELDS];
  return Object.fromEntries(Object.entries(account).filter(([name]) => !hidden.includes(name)));
}

function createAccount(person: Person): Fields {
  const id = accountIdOf(person);
  const describe = DESCRIPTIONS[person.number % DESCRIPTIONS.length];
  return {
    id,
    urn: `organizations::${organization.management_account_id}:account:${organization.id}/${id}`,
    join_method: person.number % 3 === 0 ? 'created' : 'invited',
    status: STATUSES[person.condition] ?? 'active',
    joined_at: person.joinedAt.replace(/\.\d+Z$/, 'Z'),
    name: `tenant_${person.username}`.slice(0, 64),
    // Every tenth account was registered without a phone.
    ...(person.number % 10 === 4 ? {} : phoneOf(person)),
    email: emailOf(person, 'huawei-cloud'),
    description: describe?.(person) ?? '',
    parent_id: parents[person.number % parents.length],
  };
}

/** ASSUMED: the prefix is written "0385", as Huawei Cloud's identity service writes area codes. */
function phoneOf(person: Person): Fields {
  const [prefix = '', ...rest] = person.phone.split(' ');
  return {
    mobile_phone: rest.join('').replace(/\D/g, ''),
    intl_number_prefix: prefix.replace('+', '').padStart(4, '0'),
  };
}
