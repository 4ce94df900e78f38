import { DOCUMENT } from '../domain/account.ts';
import { formatAccountId } from '../domain/account-id.ts';
import type { CallOptions, Reading } from '../domain/datasource.ts';
import type { Store } from '../store/store.ts';
import type { Location } from './locate.ts';

/** A reading that comes out of the store: the account gets its document back, which is kept once. */
export function revived(reading: Reading): Reading {
  return { ...reading, account: { ...reading.account, [DOCUMENT]: reading.wire } };
}

/** The provider's last answer for an account, where it cannot be asked again; null where there was none. */
export async function lastAnswer(store: Store, { source, externalId }: Location): Promise<Reading | null> {
  const snapshot = await store.snapshot(formatAccountId({ sourceId: source.id, externalId }));
  return snapshot && revived(snapshot);
}

/**
 * The account as it is now, never from a cache: read from the provider, or its last answer where it cannot be read. Null:
 * there is no such account, or nothing is known of it.
 * @throws AccountError the upstream codes, STORE_UNAVAILABLE.
 */
export function currentAccount(store: Store, location: Location, options: CallOptions = {}): Promise<Reading | null> {
  const { datasource } = location.source;
  if (datasource.capabilities.readOne) return datasource.fetchAccount(location.externalId, options);
  return lastAnswer(store, location);
}
