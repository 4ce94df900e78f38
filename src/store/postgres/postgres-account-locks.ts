import { createHash } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { HeldAccount, type AccountLocks } from '../locks/account-locks.ts';
import { LockLine, type Leave } from '../locks/lock-line.ts';
import type { Statement } from '../sql/database.ts';
import { booleanOf } from '../sql/row.ts';
import type { SerialSession } from '../sql/serial-session.ts';
import { storeClosed } from '../store-error.ts';

const FIRST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 40;

const tryLock: Statement<boolean> = {
  name: 'try_account_lock',
  text: 'SELECT pg_try_advisory_lock($1::bigint) AS done',
  parse: (row) => booleanOf(row, 'done'),
};
const unlock: Statement<boolean> = {
  name: 'unlock_account',
  text: 'SELECT pg_advisory_unlock($1::bigint) AS done',
  parse: (row) => booleanOf(row, 'done'),
};

export interface PostgresAccountLocksOptions {
  /** Opens the one connection that all locks of this process hang on. */
  readonly connect: () => Promise<SerialSession>;
  readonly clock: Clock;
  readonly logger: Logger | null;
  /** At least 0, less than 1. */
  readonly random: () => number;
}

/**
 * Locks across processes: session-level advisory locks of PostgreSQL, all on one connection.
 *
 * Such a lock lives exactly as long as its connection. So a holder's `session()` is that very connection: a statement
 * that it has carried out was carried out under the lock, and after its loss there is nothing to run a statement in.
 * A session lock could be taken twice by its own session; the line in front keeps callers of this process apart.
 */
export class PostgresAccountLocks implements AccountLocks {
  readonly #options: PostgresAccountLocksOptions;
  readonly #line = new LockLine();
  readonly #closed = new AbortController();
  #connecting: Promise<SerialSession> | null = null;

  constructor(options: PostgresAccountLocksOptions) {
    this.#options = options;
  }

  async acquire(accountId: string, signal: AbortSignal): Promise<HeldAccount> {
    const waiting = AbortSignal.any([signal, this.#closed.signal]);
    const leave = await this.#line.enter(accountId, waiting);
    try {
      return await this.#poll(accountId, leave, waiting);
    } catch (error) {
      leave();
      throw error;
    }
  }

  async tryAcquire(accountId: string): Promise<HeldAccount | null> {
    this.#closed.signal.throwIfAborted();
    const leave = this.#line.tryEnter(accountId);
    if (leave === null) return null;
    let held: HeldAccount | null = null;
    try {
      held = await this.#tryLock(accountId, leave);
      return held;
    } finally {
      if (held === null) leave();
    }
  }

  async close(): Promise<void> {
    if (!this.#closed.signal.aborted) this.#closed.abort(storeClosed());
    const session = await this.#connecting?.catch(() => null);
    await session?.close();
  }

  /** Asks again and again: a statement that waited for the lock would keep all others off the connection. */
  async #poll(accountId: string, leave: Leave, waiting: AbortSignal): Promise<HeldAccount> {
    for (let longestMs = FIRST_PAUSE_MS; ; longestMs = Math.min(longestMs * 1.5, LONGEST_PAUSE_MS)) {
      const held = await this.#tryLock(accountId, leave);
      if (held !== null) return held;
      // Between half and all of it, so that processes which were refused together do not come back together.
      await this.#pause((longestMs * (1 + this.#options.random())) / 2, waiting);
    }
  }

  async #tryLock(accountId: string, leave: Leave): Promise<HeldAccount | null> {
    const session = await this.#session();
    const key = lockKey(accountId);
    const [done] = await session.query(tryLock, [key]);
    if (done !== true) return null;
    const release = async (): Promise<void> => {
      await this.#unlock(session, key);
      leave();
    };
    return new HeldAccount(accountId, { session, lost: session.lost, release });
  }

  async #unlock(session: SerialSession, key: string): Promise<void> {
    if (session.lost.aborted) return;
    try {
      await session.query(unlock, [key]);
    } catch (error) {
      this.#options.logger?.warn({ error }, 'A lock could not be given back; its connection is closed.');
      await session.close();
    }
  }

  /** The one connection, opened at first use and again after a loss. */
  async #session(): Promise<SerialSession> {
    this.#closed.signal.throwIfAborted();
    const connecting = (this.#connecting ??= this.#options.connect());
    const session = await connecting.catch(() => null);
    if (session !== null && !session.lost.aborted) return session;
    if (this.#connecting === connecting) this.#connecting = null;
    // The error of a failed attempt is told; after a loss the next attempt is made at once.
    return session === null ? connecting : this.#session();
  }

  #pause(ms: number, waiting: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      waiting.throwIfAborted();
      const onAbort = (): void => {
        cancel();
        reject(waiting.reason as Error);
      };
      const cancel = this.#options.clock.schedule(ms, () => {
        waiting.removeEventListener('abort', onAbort);
        resolve();
      });
      waiting.addEventListener('abort', onAbort, { once: true });
    });
  }
}

/** 64 bits of a hash: advisory locks are numbers, shared by all who use the database. */
function lockKey(accountId: string): string {
  return createHash('sha256').update(`accord:account:${accountId}`).digest().readBigInt64BE(0).toString();
}
