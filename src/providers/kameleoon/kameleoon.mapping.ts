import type { AccountDetails, AccountStatus, RoleTier } from '../../domain/account.ts';
import { boolean, email, int64Id, oneOf, text } from '../../domain/fields/codec.ts';
import { fieldsOf, type ClearRule } from '../../domain/fields/field.ts';
import { translateStatus, type UnifiedTranslations } from '../../domain/fields/translate-unified.ts';
import type { JsonObject } from '../../domain/json-value.ts';
import { localeCodec, rolesCodec, solutionsCodec } from './kameleoon.codecs.ts';
import type { KameleoonAccount, KameleoonRole } from './kameleoon.wire.ts';

/** What Kameleoon says of an account that has no unified field. `amClientSecret` is never among it. */
export interface KameleoonDetails extends AccountDetails {
  readonly __typename: 'KameleoonDetails';
  readonly amClientId: string | null;
  readonly isProductRecoAllowed: boolean | null;
  readonly roles: readonly KameleoonRole[];
  readonly solutions: readonly string[];
  readonly teamId: string | null;
}

export function emptyKameleoonDetails(): KameleoonDetails {
  return {
    __typename: 'KameleoonDetails',
    amClientId: null,
    isProductRecoAllowed: null,
    roles: [],
    solutions: [],
    teamId: null,
  };
}

// The page calls the body "of type object" and lists no property, so that every write rests on the response's fields.
const written = 'ASSUMED';
const cleared: ClearRule = { to: null, confidence: 'ASSUMED' };
const neverEmpty = (name: string): ClearRule => ({ refused: `${name} has no empty state; set it to a value.` });

const field = fieldsOf<KameleoonAccount, KameleoonDetails>();

/** Kameleoon's fields, from "Update account fields": the response's table and its example. */
export const kameleoonFields = [
  field({
    name: 'firstName',
    wireName: 'firstName',
    confidence: written,
    from: (wire) => wire.firstName,
    into: (account, value) => (account.firstName = value),
    write: { codec: text(), clear: cleared },
  }),
  field({
    name: 'lastName',
    wireName: 'lastName',
    confidence: written,
    from: (wire) => wire.lastName,
    into: (account, value) => (account.lastName = value),
    write: { codec: text(), clear: cleared },
  }),
  field({
    name: 'email',
    wireName: 'email',
    confidence: written,
    from: (wire) => wire.email,
    into: (account, value) => (account.email = value),
    write: { codec: email(), clear: cleared },
  }),
  field({
    name: 'avatarUrl',
    wireName: 'imageURL',
    confidence: written,
    from: (wire) => wire.imageURL,
    into: (account, value) => (account.avatarUrl = value),
    write: { codec: text(), clear: cleared },
  }),
  field({
    name: 'locale',
    wireName: 'preferredLocale',
    confidence: written,
    from: (wire) => wire.preferredLocale,
    into: (account, value) => (account.locale = toLanguageTag(value)),
    write: { codec: localeCodec(), clear: cleared },
  }),
  field({
    name: 'status',
    wireName: 'status',
    sensitive: 'STATUS',
    confidence: written,
    from: (wire) => wire.status,
    into: (account, value) => {
      account.providerStatus = value;
      account.status = toStatus(value);
      if (account.status === 'PENDING') account.statusReason = 'UNVERIFIED';
    },
    write: {
      codec: oneOf({ CREATED: 'CREATED', ACTIVATED: 'ACTIVATED', DEACTIVATED: 'DEACTIVATED' }),
      clear: neverEmpty('status'),
    },
  }),
  field({
    name: 'locked',
    wireName: 'passwordBlocked',
    sensitive: 'STATUS',
    confidence: written,
    from: (wire) => wire.passwordBlocked,
    into: (account, value) => {
      account.locked = value;
      if (value === true) account.statusReason = 'LOGIN_FAILURES';
    },
    write: { codec: boolean(), clear: neverEmpty('locked') },
  }),
  field({
    name: 'passwordExpired',
    wireName: 'isPasswordExpired',
    sensitive: 'PASSWORD',
    confidence: written,
    from: (wire) => wire.isPasswordExpired,
    into: (account, value) => (account.passwordExpired = value),
    write: { codec: boolean(), clear: neverEmpty('passwordExpired') },
  }),
  field({
    name: 'roles',
    wireName: 'roles',
    sensitive: 'ROLES',
    confidence: written,
    from: (wire): readonly JsonObject[] => wire.roles.map(roleToJson),
    read: (account, wire) => {
      account.details.roles = wire.roles;
      account.roles = wire.roles.map((role) => ({
        name: role.name,
        scope: toScope(role),
        tier: toTier(role.name),
      }));
    },
    write: { codec: rolesCodec(), clear: cleared },
  }),
  field({
    name: 'solutions',
    wireName: 'solutions',
    sensitive: 'ROLES',
    confidence: written,
    from: (wire) => wire.solutions,
    into: (account, value) => (account.details.solutions = value),
    write: { codec: solutionsCodec(), clear: cleared },
  }),
  field({
    name: 'teamId',
    wireName: 'teamId',
    confidence: written,
    from: (wire) => wire.teamId,
    into: (account, value) => (account.details.teamId = value),
    write: { codec: int64Id(), clear: cleared },
  }),
  field({
    name: 'isProductRecoAllowed',
    wireName: 'isProductRecoAllowed',
    sensitive: 'ROLES',
    confidence: written,
    from: (wire) => wire.isProductRecoAllowed,
    into: (account, value) => (account.details.isProductRecoAllowed = value),
    write: { codec: boolean(), clear: neverEmpty('isProductRecoAllowed') },
  }),
  field({
    name: 'createdAt',
    wireName: 'dateCreated',
    read: (account, wire) => (account.createdAt = wire.dateCreated),
  }),
  field({
    name: 'amClientId',
    wireName: 'amClientId',
    from: (wire) => wire.amClientId,
    into: (account, value) => (account.details.amClientId = value),
  }),
];

/** The unified fields that Kameleoon has other words for. */
export function kameleoonUnified(status: AccountStatus | null): UnifiedTranslations {
  return {
    status: translateStatus(status, (value) => ({
      field: 'status',
      value: value === 'ACTIVE' ? 'ACTIVATED' : 'DEACTIVATED',
    })),
  };
}

// Kameleoon's own three are tags as they are; a value that it may add later is shown only where it is one too.
function toLanguageTag(locale: string | null): string | null {
  return locale !== null && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(locale) ? locale : null;
}

function toStatus(status: string | null): AccountStatus {
  if (status === 'ACTIVATED') return 'ACTIVE';
  if (status === 'CREATED') return 'PENDING';
  return status === 'DEACTIVATED' ? 'DEACTIVATED' : 'UNKNOWN';
}

// The role names come from a newer and an older copy of Kameleoon's list; others may follow, hence UNKNOWN.
function toTier(role: string): RoleTier {
  if (role === 'ROLE_CUSTOMER_ADMIN' || role.startsWith('ROLE_KAMELEOON_')) return 'OWNER';
  if (role === 'ROLE_SITE_ADMIN') return 'ADMIN';
  if (role === 'ROLE_SITE_DEMO' || role.endsWith('_RESTRICTED') || role.endsWith('_ONLY')) return 'LIMITED';
  return role.startsWith('ROLE_SITE_') ? 'MEMBER' : 'UNKNOWN';
}

function toScope(role: KameleoonRole): string | null {
  const parts = [...role.customers.map((id) => `customer ${id}`), ...role.sites.map((id) => `site ${id}`)];
  return parts.length === 0 ? null : parts.join(', ');
}

function roleToJson(role: KameleoonRole): JsonObject {
  return { name: role.name, customers: role.customers, sites: role.sites, privileges: role.privileges };
}
