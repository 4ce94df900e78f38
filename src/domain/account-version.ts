import { createHash } from 'node:crypto';
import { DOCUMENT, type Account } from './account.ts';
import { canonicalText } from './canonical-text.ts';

// 128 bits are enough to tell two states of one account apart, and short enough to be pasted.
const LENGTH = 22;

/** An account's version: changes whenever anything that the provider says of it changes. See {@link versionOf}. */
export function accountVersion(account: Account): string {
  return versionOf(account[DOCUMENT]);
}

/**
 * A version of a provider's document: the same for the same content, whatever the order of its keys.
 *
 * None of the five providers documents an ETag for accounts, so that what was read is all there is to go by.
 */
export function versionOf(document: unknown): string {
  return createHash('sha256').update(canonicalText(document)).digest('base64url').slice(0, LENGTH);
}
