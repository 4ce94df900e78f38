import type { Keyv as KeyvType, KeyvOptions } from 'keyv';
import { fromStored, toStored } from '../domain/stored-value.ts';
import type { CacheStore } from './cache-store.ts';

/** How Keyv is used: it throws what goes wrong, and leaves keys as they are. */
export const keyvOptions = {
  useKeyPrefix: false,
  throwOnErrors: true,
  // Dates come back as Dates.
  serialize: toStored,
  deserialize: fromStored as NonNullable<KeyvOptions['deserialize']>,
} as const satisfies KeyvOptions;

/** A store over Keyv, whatever is behind it. */
export function overKeyv(keyv: KeyvType, close: () => Promise<void>): CacheStore {
  // Whatever is told here is thrown as well, at those who wait for it.
  keyv.on('error', () => undefined);
  // Otherwise an adapter would put Keyv's own name before ours.
  keyv.namespace = undefined;
  return {
    getMany: (keys) => keyv.getMany<unknown>([...keys]),
    async set(key, value, ttlMs) {
      await keyv.set(key, value, ttlMs);
    },
    close,
  };
}
