import KeyvRedis, { createClient } from '@keyv/redis';
import { Keyv } from 'keyv';
import type { Clock } from '../domain/clock.ts';
import type { Secret } from '../domain/secret.ts';
import type { CacheStore } from './cache-store.ts';
import { keyvOptions, overKeyv } from './keyv-cache-store.ts';

const START_PATIENCE_MS = 1_000;
const CONNECT_TIMEOUT_MS = 2_000;
const MAX_RECONNECT_PAUSE_MS = 2_000;
// A connection that nothing comes over any more is given up, though nobody has closed it.
const PING_EVERY_MS = 5_000;
const SILENCE_MS = 15_000;
const MAX_QUEUED_COMMANDS = 10_000;

/**
 * A store in Redis, which every process that names the same one shares. It waits a second for the connection, and then
 * goes on connecting in the background for as long as it takes.
 */
export async function createRedisCacheStore(url: Secret, clock: Clock): Promise<CacheStore> {
  const client = createClient({
    url: url.reveal(),
    // What cannot be asked now fails now: the cache is not worth waiting for.
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_QUEUED_COMMANDS,
    pingInterval: PING_EVERY_MS,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** Math.min(tries, 10), MAX_RECONNECT_PAUSE_MS),
    },
  });
  await new Promise<void>((resolve) => {
    const cancel = clock.schedule(START_PATIENCE_MS, resolve);
    const goOn = (): void => {
      cancel();
      resolve();
    };
    // Commands that fail say so themselves.
    client.on('error', goOn);
    client.connect().then(goOn, goOn);
  });
  const adapter = new KeyvRedis<unknown>(client, { throwOnErrors: true });
  const keyv = new Keyv({ ...keyvOptions, store: adapter });
  return overKeyv(keyv, () => {
    // Nothing in a cache is worth waiting for at the end either.
    if (client.isOpen) client.destroy();
    return Promise.resolve();
  });
}
