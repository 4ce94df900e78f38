import { Keyv } from 'keyv';
import type { CacheStore } from './cache-store.ts';
import { keyvOptions, overKeyv } from './keyv-cache-store.ts';
import { NewestEntries } from './newest-entries.ts';

/** An account has two, and takes a few kilobytes at most. */
const MAX_ENTRIES = 20_000;

/** A store in the memory of this process, which only this process sees. */
export function createMemoryCacheStore(): CacheStore {
  const keyv = new Keyv({ ...keyvOptions, store: new NewestEntries<string, unknown>(MAX_ENTRIES) });
  return overKeyv(keyv, () => keyv.disconnect());
}
