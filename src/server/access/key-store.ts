import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../../domain/clock.ts';
import { AccountError, ErrorCode } from '../../domain/errors.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { FetchKeySet } from './fetch-key-set.ts';

/** Older keys are fetched anew before they serve again. */
const REFRESH_AFTER_MS = 10 * 60_000;
/** Keys that nobody has confirmed for so long serve no more: a key that was withdrawn must not live for ever. */
const KEEP_FOR_MS = 4 * 60 * 60_000;
/** Between two fetches, whatever tokens come in. */
export const COOLDOWN_MS = 10_000;

export interface KeyStoreOptions {
  readonly fetchKeySet: FetchKeySet;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The keys of one publication. The same object as long as the same keys are published. */
export interface Keys {
  readonly find: JWTVerifyGetKey;
}

/**
 * The issuer's keys: fetched when they are first needed, renewed every ten minutes, asked for again where a token names a
 * key that is not among them, and kept for a while where they cannot be had. One fetch at a time.
 */
export class KeyStore {
  readonly #options: KeyStoreOptions;
  readonly #closing = new AbortController();
  #keys: Keys | null = null;
  #published = '';
  #confirmedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #isOut = false;
  #fetching: Promise<void> | null = null;

  constructor(options: KeyStoreOptions) {
    this.#options = options;
  }

  /** The keys to go by now. @throws AccountError UPSTREAM_UNAVAILABLE where there are none. */
  async current(): Promise<Keys> {
    if (this.#age() >= REFRESH_AFTER_MS) {
      const refresh = this.#refresh();
      // In an outage that is known already, nobody waits for it to be found again.
      if (!this.#isOut || this.#age() >= KEEP_FOR_MS) await refresh;
    }
    if (this.#keys && this.#age() < KEEP_FOR_MS) return this.#keys;
    throw new AccountError(ErrorCode.UPSTREAM_UNAVAILABLE, 'The keys of the token issuer cannot be had for now.', {
      retryAfterSeconds: COOLDOWN_MS / 1000,
    });
  }

  /** The keys after a token named one that is not among `known`: fetched anew, unless that was done just now. */
  async newerThan(known: Keys): Promise<Keys | null> {
    await this.#refresh();
    return this.#keys === known ? null : this.#keys;
  }

  close(): void {
    this.#closing.abort();
  }

  #age(): number {
    return this.#options.clock.now() - this.#confirmedAt;
  }

  /** Never rejects: what the fetch was for shows in the keys. */
  #refresh(): Promise<void> {
    if (this.#fetching) return this.#fetching;
    const now = this.#options.clock.now();
    if (now - this.#triedAt < COOLDOWN_MS) return Promise.resolve();
    this.#triedAt = now;
    this.#fetching = this.#fetch().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  async #fetch(): Promise<void> {
    const { fetchKeySet, clock, logger } = this.#options;
    try {
      const set = await fetchKeySet(this.#closing.signal);
      const published = JSON.stringify(set);
      if (!this.#keys || published !== this.#published) {
        this.#keys = { find: createLocalJWKSet(set) };
        this.#published = published;
        logger.info({ keys: set.keys.length }, 'the keys of the token issuer were fetched');
      }
      this.#confirmedAt = clock.now();
      this.#isOut = false;
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      this.#isOut = true;
      logger.warn({ error, kept: this.#keys !== null }, 'the keys of the token issuer could not be fetched');
    }
  }
}
