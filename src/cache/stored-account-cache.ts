import { randomUUID } from 'node:crypto';
import { DOCUMENT } from '../domain/account.ts';
import type { Clock } from '../domain/clock.ts';
import type { Reading } from '../domain/datasource.ts';
import type { AccountCache, Looked } from './account-cache.ts';
import type { AccountKeys } from './account-keys.ts';
import type { CacheStore } from './cache-store.ts';
import { OwedMarks } from './owed-marks.ts';
import { Patience, type PatienceOptions } from './patience.ts';

export interface StoredAccountCacheOptions {
  readonly store: CacheStore;
  readonly keys: AccountKeys;
  /** How old an account may be that is served. */
  readonly ttlMs: number;
  readonly clock: Clock;
  readonly report: PatienceOptions['report'];
}

/** What is kept of an account. */
interface Entry {
  readonly generation: string;
  readonly reading: Reading;
}

/** A read waits for the cache so long at most: about what the provider would take. */
const READ_PATIENCE_MS = 100;
/** A write waits longer, because others will be served from what it fails to drop. */
const WRITE_PATIENCE_MS = 1_000;
const PAUSE_MS = 5_000;
/** A generation outlives what is kept under it; where it is lost, nothing that was kept under it is served any more. */
const GENERATION_MS = 60 * 60_000;
/** Longer than any write takes. One whose end is never told was cut off, and is settled by then. */
const WRITING_MS = 10 * 60_000;
const WRITING = 'writing:';

/**
 * A cache over a store that several processes share.
 *
 * Every account has a generation there, and what is kept says under which it was read. A write makes a new one, before
 * and after; so a read that was overtaken by a write keeps something that nobody will be served.
 */
export class StoredAccountCache implements AccountCache {
  readonly #options: StoredAccountCacheOptions;
  readonly #patience: Patience;
  readonly #owed: OwedMarks;
  /** Generations that are being made, by account. */
  readonly #making = new Map<string, Promise<string>>();

  constructor(options: StoredAccountCacheOptions) {
    const { clock, report, ttlMs } = options;
    this.#options = options;
    this.#patience = new Patience({ clock, report, pauseMs: PAUSE_MS });
    // After that time nothing is left that was kept before.
    const keepForMs = ttlMs + WRITING_MS;
    this.#owed = new OwedMarks({ clock, keepForMs, pay: (accountId, mark) => this.#mark(accountId, mark) });
  }

  async look(accountId: string, complete: boolean): Promise<Looked> {
    if (this.#patience.isOver || this.#owed.has(accountId)) return { kind: 'UNKNOWN' };
    const { store, keys } = this.#options;
    try {
      const wanted = [keys.generation(accountId), keys.reading(accountId)];
      const [mark, entry] = await this.#patience.within(store.getMany(wanted), READ_PATIENCE_MS);
      if (typeof mark !== 'string') return { kind: 'MISS', generation: await this.#makeGeneration(accountId) };
      if (mark.startsWith(WRITING)) return { kind: 'WRITING' };
      if (!isEntry(entry, mark) || !this.#serves(entry.reading, complete)) return { kind: 'MISS', generation: mark };
      return { kind: 'HIT', reading: revived(entry.reading) };
    } catch {
      return { kind: 'UNKNOWN' };
    }
  }

  keep(generation: string, reading: Reading): void {
    const { store, keys } = this.#options;
    const ttlMs = this.#remainingMs(reading);
    if (ttlMs <= 0 || this.#patience.isOver) return;
    // Nobody waits for it: where it fails, the next read finds nothing, and says so.
    store.set(keys.reading(reading.account.id), { generation, reading } satisfies Entry, ttlMs).catch(() => undefined);
  }

  beginWrite(accountId: string): Promise<void> {
    return this.#markOrOwe(accountId, WRITING + randomUUID());
  }

  endWrite(accountId: string): Promise<void> {
    return this.#markOrOwe(accountId, randomUUID());
  }

  close(): Promise<void> {
    this.#owed.close();
    return this.#options.store.close();
  }

  async #markOrOwe(accountId: string, mark: string): Promise<void> {
    // Until the store has heard of it, nothing that it says of the account counts here.
    this.#owed.add(accountId, mark);
    try {
      await this.#mark(accountId, mark);
      this.#owed.forget(accountId, mark);
    } catch {
      this.#owed.insist();
    }
  }

  async #mark(accountId: string, mark: string): Promise<void> {
    const { store, keys, ttlMs } = this.#options;
    const markTtlMs = mark.startsWith(WRITING) ? WRITING_MS : ttlMs + GENERATION_MS;
    await this.#patience.within(store.set(keys.generation(accountId), mark, markTtlMs), WRITE_PATIENCE_MS);
  }

  /** The first generation of an account, made once for all who ask at the same time, and there before they read. */
  #makeGeneration(accountId: string): Promise<string> {
    const { store, keys, ttlMs } = this.#options;
    const made = this.#making.get(accountId);
    if (made) return made;
    const generation = randomUUID();
    const set = store.set(keys.generation(accountId), generation, ttlMs + GENERATION_MS);
    const making = this.#patience
      .within(set, READ_PATIENCE_MS)
      .then(() => generation)
      .finally(() => this.#making.delete(accountId));
    this.#making.set(accountId, making);
    return making;
  }

  #serves(reading: Reading, complete: boolean): boolean {
    return this.#remainingMs(reading) > 0 && !(complete && reading.account.notFetched !== undefined);
  }

  #remainingMs({ account }: Reading): number {
    return account.observedAt.getTime() + this.#options.ttlMs - this.#options.clock.now();
  }
}

function isEntry(value: unknown, generation: string): value is Entry {
  return typeof value === 'object' && value !== null && (value as Partial<Entry>).generation === generation;
}

/** A reading as it was, but for its freshness; the document is kept once. */
function revived({ account, wire }: Reading): Reading {
  return { account: { ...account, [DOCUMENT]: wire, freshness: 'CACHED' }, wire };
}
