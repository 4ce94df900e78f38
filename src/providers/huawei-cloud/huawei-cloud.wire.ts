import { isObject, parseId, parseList, parseText } from '../../domain/lenient.ts';

/**
 * The member account as Huawei Cloud's "Updating an Account" page shows it (`AccountDto`), read leniently. Plain JSON,
 * dates included.
 *
 * The three contact fields come only in reads that ask for them; the page's own answer to an update lacks them.
 */
export interface HuaweiCloudAccount {
  readonly id: string;
  readonly urn: string | null;
  readonly join_method: string | null;
  readonly status: string | null;
  readonly joined_at: string | null;
  readonly name: string | null;
  readonly mobile_phone: string | null;
  readonly intl_number_prefix: string | null;
  readonly email: string | null;
  readonly description: string | null;
}

/** A stretch of the list of accounts. */
export interface HuaweiCloudPage {
  readonly accounts: readonly HuaweiCloudAccount[];
  /** Where the list goes on; null at its end, which the API says with null, "" or nothing. */
  readonly nextMarker: string | null;
}

/** Reads the envelope `{account}`; null where there is no account in it. */
export function parseHuaweiCloudAccount(value: unknown): HuaweiCloudAccount | null {
  return isObject(value) ? parseAccount(value.account) : null;
}

/** Reads the envelope `{accounts, page_info}`; null where the value is none, or one of its accounts is none. */
export function parseHuaweiCloudPage(value: unknown): HuaweiCloudPage | null {
  if (!isObject(value) || !Array.isArray(value.accounts)) return null;
  const accounts = parseList(value.accounts, parseAccount);
  if (accounts.length !== value.accounts.length) return null;
  const info = isObject(value.page_info) ? value.page_info : {};
  const { next_marker: marker } = info;
  if (marker === undefined || marker === null || marker === '') return { accounts, nextMarker: null };
  // A marker that cannot be given back must not pass for the end of the list.
  const nextMarker = parseId(marker);
  return isUsableMarker(nextMarker) ? { accounts, nextMarker } : null;
}

/**
 * What an answer over a write leaves out of the contact fields, taken from the reading before it: the update takes only
 * the description, so that it cannot have changed them.
 */
export function withContactOf(account: HuaweiCloudAccount, before: HuaweiCloudAccount | undefined): HuaweiCloudAccount {
  if (before === undefined) return account;
  return {
    ...account,
    email: account.email ?? before.email,
    mobile_phone: account.mobile_phone ?? before.mobile_phone,
    intl_number_prefix: account.intl_number_prefix ?? before.intl_number_prefix,
  };
}

// The reference of 2024 limits markers to 400 characters.
const MARKER_MAX_LENGTH = 2_000;

function isUsableMarker(marker: string | null): boolean {
  return marker !== null && marker.length <= MARKER_MAX_LENGTH && marker.isWellFormed();
}

function parseAccount(value: unknown): HuaweiCloudAccount | null {
  if (!isObject(value)) return null;
  const id = parseId(value.id);
  if (id === null) return null;
  return {
    id,
    urn: parseText(value.urn),
    join_method: parseText(value.join_method),
    status: parseText(value.status),
    joined_at: parseText(value.joined_at),
    name: parseText(value.name),
    mobile_phone: parseText(value.mobile_phone),
    intl_number_prefix: parseText(value.intl_number_prefix),
    email: parseText(value.email),
    description: parseText(value.description),
  };
}
