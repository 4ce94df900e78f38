import type { AccountDetails, AccountStatus, PostalAddress, RoleTier } from '../../domain/account.ts';
import { boolean, email, text } from '../../domain/fields/codec.ts';
import { fieldsOf, type ClearRule } from '../../domain/fields/field.ts';
import { addressOf } from '../../domain/fields/read-account.ts';
import { translateStatus, type UnifiedTranslations } from '../../domain/fields/translate-unified.ts';
import { parseDate } from '../../domain/lenient.ts';
import { passwordCodec } from './wacm.codecs.ts';
import type { WacmUser } from './wacm.wire.ts';

/** What WACM says of a user that has no unified field. */
export interface WacmDetails extends AccountDetails {
  readonly __typename: 'WacmDetails';
  readonly channelAccountId: string | null;
  readonly userRole: string | null;
}

export function emptyWacmDetails(): WacmDetails {
  return { __typename: 'WacmDetails', channelAccountId: null, userRole: null };
}

// What null or "" does in the body is documented nowhere, so that each row which can be cleared rests on it.
const clearable = 'ASSUMED';
const cleared: ClearRule = { to: '', confidence: 'ASSUMED' };
const neverEmpty = (name: string): ClearRule => ({ refused: `${name} has no empty state; set it to a value.` });

const field = fieldsOf<WacmUser, WacmDetails>();

/** A row of the postal address: one of its parts, and WACM's name for it when read and when written. */
function addressField(part: keyof PostalAddress, wireName: keyof WacmUser & AddressName, writeName?: string) {
  return field({
    name: `address.${part}`,
    wireName,
    confidence: clearable,
    from: (wire) => wire[wireName],
    into: (account, value) => {
      if (value !== null) addressOf(account)[part] = value;
    },
    write: { codec: text(), clear: cleared, ...(writeName !== undefined && { wireName: writeName }) },
  });
}

type AddressName = 'address1' | 'address2' | 'city' | 'state' | 'zip' | 'country';

/** WACM's fields, from "Update Channel Account User": the body parameters and the response's schema. */
export const wacmFields = [
  field({
    name: 'firstName',
    wireName: 'firstName',
    confidence: clearable,
    from: (wire) => wire.firstName,
    into: (account, value) => (account.firstName = value),
    write: { codec: text(), clear: cleared },
  }),
  field({
    name: 'lastName',
    wireName: 'lastName',
    confidence: clearable,
    from: (wire) => wire.lastName,
    into: (account, value) => (account.lastName = value),
    write: { codec: text(), clear: cleared },
  }),
  field({
    name: 'email',
    wireName: 'email',
    from: (wire) => wire.email,
    into: (account, value) => (account.email = value),
    write: { codec: email(), clear: neverEmpty('email') },
  }),
  field({
    name: 'phone',
    wireName: 'phone',
    confidence: clearable,
    from: (wire) => wire.phone,
    into: (account, value) => (account.phone = value === null || value === '' ? null : { raw: value }),
    write: { codec: text(), clear: cleared },
  }),
  addressField('line1', 'address1'),
  addressField('line2', 'address2'),
  addressField('city', 'city'),
  addressField('region', 'state', 'stateName'),
  addressField('postalCode', 'zip'),
  addressField('country', 'country'),
  field({
    name: 'userRole',
    wireName: 'userRole',
    sensitive: 'ROLES',
    confidence: clearable,
    from: (wire) => wire.userRole,
    into: (account, value) => (account.details.userRole = value),
    write: { codec: text(), clear: cleared },
  }),
  field({
    name: 'roles',
    wireName: 'userRole',
    read: (account, { userRole, channelAccountId }) => {
      if (userRole === null || userRole === '') return;
      const scope = channelAccountId === null ? null : `channel account ${channelAccountId}`;
      account.roles = [{ name: userRole, scope, tier: toTier(userRole) }];
    },
  }),
  field({
    name: 'status',
    wireName: 'status',
    sensitive: 'STATUS',
    from: (wire) => wire.status,
    into: (account, value) => {
      account.providerStatus = value;
      account.status = toStatus(value);
      if (account.status === 'PENDING') account.statusReason = 'UNVERIFIED';
    },
    writtenThrough: { wireName: 'active, reinstate', allowedValues: ['ACTIVE', 'DEACTIVATED'] },
  }),
  field({
    name: 'locked',
    wireName: 'status',
    // The guide names the status Locked; that failed sign-ins lead to it is a careful reading.
    confidence: 'ASSUMED',
    toldOnlyIfTrue: true,
    read: (account, wire) => {
      if (!isLocked(wire.status)) return;
      account.locked = true;
      account.statusReason = 'LOGIN_FAILURES';
    },
  }),
  field({
    name: 'active',
    wireName: 'active',
    sensitive: 'STATUS',
    from: (wire) => isActive(wire.status),
    write: { codec: boolean(), clear: neverEmpty('active') },
  }),
  field({
    name: 'reinstate',
    wireName: 'reinstate',
    sensitive: 'STATUS',
    // Reinstated is what a user is who is no longer deactivated; the answer has no word of its own for it.
    from: (wire) => isActive(wire.status),
    write: { codec: boolean(), clear: neverEmpty('reinstate') },
  }),
  field({
    name: 'mfaEnabled',
    wireName: 'mfa',
    from: (wire) => wire.mfa,
    into: (account, value) => (account.mfaEnabled = value),
  }),
  field({
    name: 'mfa',
    wireName: 'mfa',
    sensitive: 'MFA',
    from: (wire) => wire.mfa,
    write: { codec: boolean(), clear: neverEmpty('mfa') },
  }),
  field({
    name: 'password',
    wireName: 'password',
    sensitive: 'PASSWORD',
    write: { codec: passwordCodec(), clear: neverEmpty('password'), secret: true },
  }),
  field({
    name: 'verified',
    wireName: 'verified',
    from: (wire) => wire.verified,
    into: (account, value) => (account.verified = value),
  }),
  field({
    name: 'sso',
    wireName: 'isSsoUser',
    from: (wire) => wire.isSsoUser,
    into: (account, value) => (account.sso = value),
  }),
  field({
    name: 'avatarUrl',
    wireName: 'imageUrl',
    from: (wire) => wire.imageUrl,
    into: (account, value) => (account.avatarUrl = value),
  }),
  field({
    name: 'createdAt',
    wireName: 'creationDate',
    read: (account, wire) => (account.createdAt = parseDate(wire.creationDate)),
  }),
  field({
    name: 'channelAccountId',
    wireName: 'channelAccountId',
    from: (wire) => wire.channelAccountId,
    into: (account, value) => (account.details.channelAccountId = value),
  }),
];

/**
 * The unified fields that WACM has other words for. A user known to be deactivated comes back with `reinstate`; of one
 * of whom nothing is known, `active` is the word that says what is wanted.
 */
export function wacmUnified(status: AccountStatus | null): UnifiedTranslations {
  return {
    status: translateStatus(status, (value) => {
      if (value === 'DEACTIVATED') return { field: 'active', value: false };
      return { field: status === 'DEACTIVATED' ? 'reinstate' : 'active', value: true };
    }),
  };
}

// The page shows ACTIVE; other renderings of the reference write Active, Deactivated, Suspended, Locked and Pending.
const STATUSES: Readonly<Record<string, AccountStatus>> = {
  active: 'ACTIVE',
  deactivated: 'DEACTIVATED',
  suspended: 'SUSPENDED',
  locked: 'SUSPENDED',
  pending: 'PENDING',
};

function toStatus(status: string | null): AccountStatus {
  const name = status?.toLowerCase() ?? '';
  return Object.hasOwn(STATUSES, name) ? (STATUSES[name] ?? 'UNKNOWN') : 'UNKNOWN';
}

function isLocked(status: string | null): boolean {
  return status?.toLowerCase() === 'locked';
}

/** Whether a user is active; null where the status says neither that nor the opposite. */
function isActive(status: string | null): boolean | null {
  const unified = toStatus(status);
  if (unified === 'ACTIVE') return true;
  return unified === 'DEACTIVATED' ? false : null;
}

// The role names are those of the guide on roles; the API may know others, hence UNKNOWN.
const TIERS: Readonly<Record<string, RoleTier>> = {
  'Channel Account Admin': 'ADMIN',
  'Channel Account Staff': 'MEMBER',
  'Channel Account Staff (Lite)': 'LIMITED',
  'Channel Account Viewer': 'LIMITED',
};

function toTier(role: string): RoleTier {
  return Object.hasOwn(TIERS, role) ? (TIERS[role] ?? 'UNKNOWN') : 'UNKNOWN';
}
