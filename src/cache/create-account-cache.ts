import type { Clock } from '../domain/clock.ts';
import type { Secret } from '../domain/secret.ts';
import type { AccountCache } from './account-cache.ts';
import { accountKeys, type AccountKeysOptions } from './account-keys.ts';
import type { CacheStore } from './cache-store.ts';
import type { PatienceOptions } from './patience.ts';
import { StoredAccountCache } from './stored-account-cache.ts';

export interface AccountCacheOptions extends AccountKeysOptions {
  /** `memory:` or `redis://…`. */
  readonly url: Secret;
  /** 0: there is no cache. */
  readonly ttlSeconds: number;
  readonly clock: Clock;
  readonly report: PatienceOptions['report'];
}

/** Makes the configured cache; null where there is none. A Redis that cannot be reached is waited for one second. */
export async function createAccountCache(options: AccountCacheOptions): Promise<AccountCache | null> {
  const { url, ttlSeconds, clock, report } = options;
  if (ttlSeconds === 0) return null;
  const store = await createStore(url, clock);
  return new StoredAccountCache({ store, keys: accountKeys(options), ttlMs: ttlSeconds * 1000, clock, report });
}

/** Loads only what is used. */
async function createStore(url: Secret, clock: Clock): Promise<CacheStore> {
  if (url.reveal() === 'memory:') return (await import('./memory-cache-store.ts')).createMemoryCacheStore();
  return (await import('./redis-cache-store.ts')).createRedisCacheStore(url, clock);
}
