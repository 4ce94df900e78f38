/**
 * The account: one shape for what five providers call a user, an admin user, a channel account user or a member
 * account. Field by field it is the `Account` type of the graph, minus what the graph computes (source, phone.e164).
 */

export const AccountKind = { USER: 'USER', TENANT: 'TENANT' } as const;
export type AccountKind = keyof typeof AccountKind;

/** The life cycle in words that every provider's own values map onto; the raw value is `providerStatus`. */
export const AccountStatus = {
  ACTIVE: 'ACTIVE',
  PENDING: 'PENDING',
  SUSPENDED: 'SUSPENDED',
  DEACTIVATED: 'DEACTIVATED',
  CLOSING: 'CLOSING',
  UNKNOWN: 'UNKNOWN',
} as const;
export type AccountStatus = keyof typeof AccountStatus;

export const AccountStatusReason = {
  UNVERIFIED: 'UNVERIFIED',
  EXPIRED: 'EXPIRED',
  UNPAID: 'UNPAID',
  LOGIN_FAILURES: 'LOGIN_FAILURES',
  ADMINISTRATOR: 'ADMINISTRATOR',
  UNKNOWN: 'UNKNOWN',
} as const;
export type AccountStatusReason = keyof typeof AccountStatusReason;

/** Why a null is not an answer. */
export const MissingReason = {
  NOT_SUPPORTED: 'NOT_SUPPORTED',
  NOT_FETCHED: 'NOT_FETCHED',
  REDACTED: 'REDACTED',
} as const;
export type MissingReason = keyof typeof MissingReason;

/**
 * LIVE: read for this request. CACHED: read for an earlier one, and no write has come since. SNAPSHOT: the provider's last
 * answer, where it cannot be asked again.
 */
export const Freshness = { LIVE: 'LIVE', CACHED: 'CACHED', SNAPSHOT: 'SNAPSHOT' } as const;
export type Freshness = keyof typeof Freshness;

/** Advice for people who read a list of roles; never a basis for authorization. */
export const RoleTier = {
  OWNER: 'OWNER',
  ADMIN: 'ADMIN',
  MEMBER: 'MEMBER',
  LIMITED: 'LIMITED',
  UNKNOWN: 'UNKNOWN',
} as const;
export type RoleTier = keyof typeof RoleTier;

export interface AccountRole {
  readonly name: string;
  /** Where the role holds, in the provider's own words; null where it holds everywhere or nothing is said. */
  readonly scope: string | null;
  readonly tier: RoleTier;
}

export interface PhoneNumber {
  /** As the provider has it. E.164 is derived from it on demand. */
  readonly raw: string;
}

export interface PostalAddress {
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
}

/** What a provider says that has no unified field. `__typename` is the graph's name of the details type. */
export interface AccountDetails {
  readonly __typename: string;
}

/** Where an account keeps the provider's document that it was read from: what its version is made of. Never shown. */
export const DOCUMENT: unique symbol = Symbol('document');

export interface Account {
  readonly [DOCUMENT]: unknown;
  /** `<sourceId>:<externalId>`, see {@link ./account-id.ts}. */
  readonly id: string;
  readonly sourceId: string;
  /** The graph's name of the provider, e.g. `KIBO`. */
  readonly provider: string;
  readonly externalId: string;
  readonly kind: AccountKind;
  readonly username: string | null;
  /** Never empty: name, else username, else e-mail, else externalId. */
  readonly displayName: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly alternateEmails: readonly string[];
  readonly phone: PhoneNumber | null;
  /** BCP 47; null where the provider's value is no language tag. */
  readonly locale: string | null;
  readonly status: AccountStatus;
  readonly statusReason: AccountStatusReason | null;
  readonly providerStatus: string | null;
  readonly locked: boolean | null;
  readonly verified: boolean | null;
  readonly mfaEnabled: boolean | null;
  readonly sso: boolean | null;
  readonly passwordExpired: boolean | null;
  readonly roles: readonly AccountRole[];
  readonly address: PostalAddress | null;
  readonly description: string | null;
  readonly avatarUrl: string | null;
  readonly createdAt: Date | null;
  readonly joinedAt: Date | null;
  readonly updatedAt: Date | null;
  readonly lastLoginAt: Date | null;
  readonly observedAt: Date;
  readonly freshness: Freshness;
  readonly details: AccountDetails;
  /** The fields, by their names in the graph, that are null or empty because nobody wanted them. Absent: none. */
  readonly notFetched?: readonly string[];
}

/** An account in the making: the same fields, writable, with the details of one provider. */
export type AccountDraft<Details extends AccountDetails> = {
  -readonly [Key in keyof Account]: Account[Key];
} & { address: { -readonly [Key in keyof PostalAddress]: PostalAddress[Key] } | null; details: Writable<Details> };

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
