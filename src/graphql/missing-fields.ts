import type { Account, MissingReason } from '../domain/account.ts';
import type { FieldCapability } from '../domain/fields/capability.ts';
import { knownFields } from '../domain/fields/known-fields.ts';

/** A field whose null is not an answer. */
export interface MissingField {
  readonly field: string;
  readonly reason: MissingReason;
}

/** The unified fields that a null can mean two things for: empty, or unknown to the provider. */
const NULLABLE = [
  'username',
  'firstName',
  'lastName',
  'email',
  'phone',
  'locale',
  'locked',
  'verified',
  'mfaEnabled',
  'sso',
  'passwordExpired',
  'address',
  'description',
  'avatarUrl',
  'createdAt',
  'joinedAt',
  'updatedAt',
  'lastLoginAt',
] as const satisfies readonly (keyof Account)[];

/**
 * The fields of an account that are null because nobody asked for them, because its provider knows no such thing, or
 * because it has no word for no.
 */
export function missingFields(account: Account, capabilities: readonly FieldCapability[]): readonly MissingField[] {
  const known = knownFields(capabilities);
  const { notFetched } = account;
  const missing: MissingField[] = [];
  for (const field of NULLABLE) {
    if (account[field] !== null) continue;
    if (notFetched?.includes(field) === true) missing.push({ field, reason: 'NOT_FETCHED' });
    else if (!known.has(field)) missing.push({ field, reason: 'NOT_SUPPORTED' });
  }
  return missing;
}
