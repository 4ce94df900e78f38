import { DOCUMENT } from '../account.ts';
import type { Account, AccountDetails, AccountDraft, AccountKind, Freshness, PostalAddress } from '../account.ts';
import { formatAccountId } from '../account-id.ts';
import type { Field } from './field.ts';

/** Who an account is and when it was seen: what no provider's document says. */
export interface AccountOrigin {
  readonly sourceId: string;
  /** The graph's name of the provider. */
  readonly provider: string;
  readonly externalId: string;
  readonly kind: AccountKind;
  readonly observedAt: Date;
  readonly freshness: Freshness;
}

/** Reads a provider's document into an account, row by row of its table. Pure. */
export function readAccount<Wire, Details extends AccountDetails>(
  fields: readonly Field<Wire, Details>[],
  document: { readonly wire: Wire; readonly details: Details },
  origin: AccountOrigin,
): Account {
  const draft = emptyDraft(document, origin);
  for (const field of fields) field.read?.(draft, document.wire);
  draft.displayName = nameToShow(draft);
  return draft;
}

function emptyDraft<Details extends AccountDetails>(
  { wire, details }: { readonly wire: unknown; readonly details: Details },
  origin: AccountOrigin,
): AccountDraft<Details> {
  return {
    id: formatAccountId(origin),
    sourceId: origin.sourceId,
    provider: origin.provider,
    externalId: origin.externalId,
    kind: origin.kind,
    username: null,
    displayName: '',
    firstName: null,
    lastName: null,
    email: null,
    alternateEmails: [],
    phone: null,
    locale: null,
    status: 'UNKNOWN',
    statusReason: null,
    providerStatus: null,
    locked: null,
    verified: null,
    mfaEnabled: null,
    sso: null,
    passwordExpired: null,
    roles: [],
    address: null,
    description: null,
    avatarUrl: null,
    createdAt: null,
    joinedAt: null,
    updatedAt: null,
    lastLoginAt: null,
    observedAt: origin.observedAt,
    freshness: origin.freshness,
    details,
    // Last: the engine lays out at once what comes before the first computed name, and the rest piece by piece.
    [DOCUMENT]: wire,
  };
}

/** The draft's address, made on first use: an account without any part of one has none. */
export function addressOf(draft: AccountDraft<AccountDetails>): {
  -readonly [Key in keyof PostalAddress]: string | null;
} {
  draft.address ??= { line1: null, line2: null, city: null, region: null, postalCode: null, country: null };
  return draft.address;
}

// A provider with a display name of its own (Huawei Cloud's `name`) has put it there already.
function nameToShow(draft: AccountDraft<AccountDetails>): string {
  const { firstName, lastName, username, email } = draft;
  if (hasText(draft.displayName)) return draft.displayName;
  if (hasText(firstName)) return hasText(lastName) ? `${firstName} ${lastName}` : firstName;
  if (hasText(lastName)) return lastName;
  if (hasText(username)) return username;
  return hasText(email) ? email : draft.externalId;
}

function hasText(part: string | null): part is string {
  return part !== null && part.trim() !== '';
}
