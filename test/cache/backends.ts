import { createClient, type RedisClientType } from '@keyv/redis';
import { cacheScopeOf } from '../../src/compose-cache.ts';
import type { AccordConfig } from '../../src/config/accord-config.ts';
import { Secret } from '../../src/domain/secret.ts';

/** Where accounts can be kept between requests. */
export interface CacheBackend {
  readonly name: string;
  readonly url: Secret;
  /** Whether several caches over it see the same. */
  readonly isShared: boolean;
  /** Why it is left out here; null where it is there. */
  readonly missing: string | null;
}

const redisUrl = process.env.ACCORD_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

const memory: CacheBackend = { name: 'memory', url: new Secret('memory:'), isShared: false, missing: null };

/** Redis, from ACCORD_TEST_REDIS_URL or at 127.0.0.1:6379. */
export const redis: CacheBackend = {
  name: 'Redis',
  url: new Secret(redisUrl),
  isShared: true,
  missing: await withRedis((client) => client.ping()).then(
    () => null,
    () => `no server answers at ${new URL(redisUrl).host}; ACCORD_TEST_REDIS_URL can name one`,
  ),
};

/** Every backend of the cache. The same suite runs over each. */
export const cacheBackends: readonly CacheBackend[] = [memory, redis];

/** The beginnings of the keys under which sources' accounts are kept. */
export function prefixesOf({ sources }: Pick<AccordConfig, 'sources'>): readonly string[] {
  return sources.map((source) => `accord:${cacheScopeOf(source)}:`);
}

/** Everything that is kept in Redis under keys that begin so, keys and values as they are there. */
export function keptInRedis(prefixes: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  return withRedis(async (client) => {
    const kept: [string, string][] = [];
    for (const prefix of prefixes) {
      for await (const keys of client.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 })) {
        const values = keys.length === 0 ? [] : await client.mGet(keys);
        kept.push(...keys.map((key, index): [string, string] => [key, values[index] ?? '']));
      }
    }
    return kept;
  });
}

/** Removes it. */
export async function dropFromRedis(prefixes: readonly string[]): Promise<void> {
  const keys = (await keptInRedis(prefixes)).map(([key]) => key);
  if (keys.length > 0) await withRedis((client) => client.unlink(keys));
}

/** Runs work with a connection of its own, beside the cache. */
async function withRedis<Result>(work: (client: RedisClientType) => Promise<Result>): Promise<Result> {
  const client: RedisClientType = createClient({
    url: redisUrl,
    socket: { connectTimeout: 2_000, reconnectStrategy: false },
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}
