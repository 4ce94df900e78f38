/** The admin users of one tenant: their seed, and what the API shows of them. */
import { createHash } from 'node:crypto';
import { createAccountState } from '../shared/account-state.ts';
import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import { emailOf } from '../shared/people.ts';
import type { Person } from '../shared/people.ts';

/** The tenant that the emulator plays. */
export interface KiboTenant {
  /** x-vol-tenant. */
  readonly id: number;
  /** x-vol-site, where it is sent. */
  readonly siteId: number;
}

/** The person who can sign in for a user ticket. */
export interface KiboAdminUser {
  readonly emailAddress: string;
  readonly password: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_LOGIN_ATTEMPTS = 5;

/** Creates the admin users: one for each person with an account here, keyed by user id. */
export function createKiboAccounts(options: {
  readonly people: readonly Person[];
  readonly tenant: KiboTenant;
  readonly adminUser: KiboAdminUser;
  readonly dropFields?: readonly string[] | undefined;
}): AccountState {
  const users = options.people.filter((person) => person.providers.includes('kibo'));
  return createAccountState({
    seed: () =>
      users.map((person) => {
        const user = createUser(person, options.tenant);
        const isAdmin = user.emailAddress === options.adminUser.emailAddress;
        return [userIdOf(person), isAdmin ? { ...user, password: options.adminUser.password } : user] as const;
      }),
    dropFields: options.dropFields ?? [],
  });
}

/** The user id of a person: 32 hex digits, and in the form of a GUID for every fifth. */
function userIdOf(person: Person): string {
  const digits = createHash('sha256').update(`kibo ${person.number}`).digest('hex').slice(0, 32);
  return person.number % 5 === 0 ? digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : digits;
}

/** The user with this e-mail address or user name, in any case. */
export function findUserBy(
  state: AccountState,
  field: 'emailAddress' | 'userName',
  text: string,
): Readonly<Fields> | undefined {
  const wanted = text.toLowerCase();
  for (const [, user] of state.entries()) {
    const value = user[field];
    if (typeof value === 'string' && value.toLowerCase() === wanted) return user;
  }
  return undefined;
}

/** What the API shows of a user: all of it, but the password only when told to echo it. */
export function toUser(account: Readonly<Fields>, echoPassword: boolean): Fields {
  return { ...account, password: echoPassword ? (account.password ?? null) : null };
}

/** The part of `systemData` that a lock is made of, when there is none. */
export const UNLOCKED = {
  isLocked: false,
  failedLoginAttemptCount: 0,
  remainingLoginAttempts: MAX_LOGIN_ATTEMPTS,
  firstFailedLoginAttemptOn: null,
} as const;

function createUser(person: Person, tenant: KiboTenant): Fields {
  const id = userIdOf(person);
  const { number } = person;
  return {
    emailAddress: emailOf(person, 'kibo'),
    userName: number % 4 === 0 ? null : person.username,
    phoneNumber: number % 3 === 0 ? null : person.phone,
    externalId: number % 2 === 0 ? `ERP-${String(number).padStart(6, '0')}` : null,
    localeCode: number % 6 === 5 ? person.locale : person.locale.slice(0, 2),
    firstName: person.firstName,
    lastName: person.lastName,
    // Passwords are written, not read; no one but the demo's administrator has one to sign in with.
    password: null,
    optInToEmail: number % 5 === 1 ? null : number % 2 === 0,
    optInToTextMessage: number % 7 === 1 ? null : number % 3 === 0,
    id,
    systemData: createSystemData(person),
    roles: createRoles(person, id, tenant),
    isActive: person.condition !== 'disabled' && person.condition !== 'closing',
    identityProviderId: number % 9 === 0 ? 'saml-adriatic' : null,
  };
}

function createSystemData(person: Person): Fields {
  const joinedAt = Date.parse(person.joinedAt);
  // The fraction of a second is there on purpose: the vendor's legacy client reads no date without one.
  const after = (days: number) => new Date(joinedAt + days * DAY_MS + 123).toISOString();
  const locked = person.condition === 'locked';
  return {
    isPasswordChangeRequired: person.condition === 'expired' || person.condition === 'invited',
    lastPasswordChangeOn: person.condition === 'invited' ? null : after(30),
    lastLockedOn: locked ? after(90) : null,
    ...UNLOCKED,
    ...(locked
      ? { isLocked: true, failedLoginAttemptCount: 5, remainingLoginAttempts: 0, firstFailedLoginAttemptOn: after(89) }
      : {}),
    lastLoginOn: person.condition === 'invited' ? null : after(88),
    createdOn: after(0),
    updatedOn: after(60),
  };
}

function createRoles(person: Person, userId: string, tenant: KiboTenant): Fields[] | null {
  if (person.number % 6 === 0) return null;
  if (person.number % 6 === 3) return [];
  const on = new Date(Date.parse(person.joinedAt) + 456).toISOString();
  return [
    {
      userId,
      assignedInScope: { type: 'Tenant', id: tenant.id, name: 'Adriatic Outfitters' },
      roleId: person.number % 2 === 0 ? 3 : 7,
      roleName: person.number % 2 === 0 ? 'Administrator' : 'Catalog – lecture seule',
      roleResources: person.number % 4 === 1 ? null : [{ type: 'Site', id: String(tenant.siteId) }],
      roleTags: person.number % 4 === 2 ? null : ['emulated'],
      auditInfo: { updateDate: on, createDate: on, updateBy: 'system', createBy: 'system' },
    },
  ];
}
