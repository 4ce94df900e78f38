import { AccountError, ErrorCode } from './errors.ts';

/** The two halves of an account's id. */
export interface AccountKey {
  readonly sourceId: string;
  readonly externalId: string;
}

// Both halves by the alphabets that every source and provider keeps to; a provider narrows the second further.
const ACCOUNT_ID = /^([a-z][a-z0-9-]{0,31}):([A-Za-z0-9._@-]{1,256})$/;

/** Joins the halves: `kibo-eu` and `a1b2` make `kibo-eu:a1b2`. */
export function formatAccountId(key: AccountKey): string {
  return `${key.sourceId}:${key.externalId}`;
}

/**
 * Takes an account id apart.
 *
 * Whether the source exists and the provider's own alphabet is kept is checked by who knows them.
 * @throws AccountError INVALID_VALUE for anything but `<sourceId>:<externalId>` in the allowed characters. The message
 * does not repeat the value, which may be 10 kB of anything.
 */
export function parseAccountId(id: string): AccountKey {
  const match = ACCOUNT_ID.exec(id);
  const sourceId = match?.[1];
  const externalId = match?.[2];
  if (sourceId === undefined || externalId === undefined) {
    throw new AccountError(
      ErrorCode.INVALID_VALUE,
      'The id is not one of an account: it is "<source>:<key at the provider>", for example "kameleoon:123".',
      { field: 'id' },
    );
  }
  return { sourceId, externalId };
}
