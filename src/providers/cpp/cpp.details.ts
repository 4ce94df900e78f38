import type { AccountDetails, AccountStatus, AccountStatusReason, RoleTier } from '../../domain/account.ts';
import type { CppRoleName, CppStatusName } from './cpp.enums.ts';

/** The statuses by their names in the graph. */
export const cppStatuses = {
  ENABLED: 'Enabled',
  DISABLED: 'Disabled',
  EXPIRED: 'Expired',
  NOT_PAID: 'NotPaid',
} as const satisfies Record<string, CppStatusName>;

/** The roles by their names in the graph. */
export const cppRoles = {
  SYSTEM_ADMIN: 'SystemAdmin',
  ORGANIZATION_ADMIN: 'OrganizationAdmin',
  USER: 'User',
  LIGHT_USER: 'LightUser',
} as const satisfies Record<string, CppRoleName>;

/** What CPP says of an account that has no unified field. */
export interface CppDetails extends AccountDetails {
  readonly __typename: 'CppDetails';
  readonly accountId: number | null;
  readonly departmentId: number | null;
  readonly departmentName: string | null;
  readonly organizationName: string | null;
  readonly isEnabled: boolean | null;
  readonly role: keyof typeof cppRoles | null;
  /** As it came: a name, or the digits of a number. */
  readonly rawRole: string | null;
  /** As it came: a name, or the digits of a number. */
  readonly rawStatus: string | null;
  readonly translationLanguage: number | null;
  readonly googleLoginEmails: readonly string[];
}

/** Details for the field table to fill. */
export function emptyCppDetails(): CppDetails {
  return {
    __typename: 'CppDetails',
    accountId: null,
    departmentId: null,
    departmentName: null,
    organizationName: null,
    isEnabled: null,
    role: null,
    rawRole: null,
    rawStatus: null,
    translationLanguage: null,
    googleLoginEmails: [],
  };
}

/** A status in the words common to all providers; a name that the page does not list is UNKNOWN. */
export function toStatus(name: string | null | undefined): readonly [AccountStatus, AccountStatusReason | null] {
  if (name === 'Enabled') return ['ACTIVE', null];
  if (name === 'Disabled') return ['DEACTIVATED', 'ADMINISTRATOR'];
  if (name === 'Expired') return ['DEACTIVATED', 'EXPIRED'];
  return name === 'NotPaid' ? ['DEACTIVATED', 'UNPAID'] : ['UNKNOWN', null];
}

const tiers: Readonly<Record<CppRoleName, RoleTier>> = {
  SystemAdmin: 'OWNER',
  OrganizationAdmin: 'ADMIN',
  User: 'MEMBER',
  LightUser: 'LIMITED',
};

/** Advice on a role's weight; a name that the page does not list has none. */
export function toTier(name: string | null): RoleTier {
  return name !== null && Object.hasOwn(tiers, name) ? tiers[name as CppRoleName] : 'UNKNOWN';
}

/** A provider's name by its name in the graph; null where the graph has none for it. */
export function keyOf<Key extends string>(
  names: Readonly<Record<Key, string>>,
  name: string | null | undefined,
): Key | null {
  return (Object.keys(names) as Key[]).find((key) => names[key] === name) ?? null;
}
