import type { Session } from '../sql/database.ts';
import { storeClosed } from '../store-error.ts';
import { HeldAccount, type AccountLocks } from './account-locks.ts';
import { LockLine, type Leave } from './lock-line.ts';

/** Locks within this process, for a store that only one process can open. */
export class LocalAccountLocks implements AccountLocks {
  readonly #session: Session;
  readonly #line = new LockLine();
  readonly #closed = new AbortController();

  constructor(session: Session) {
    this.#session = session;
  }

  async acquire(accountId: string, signal: AbortSignal): Promise<HeldAccount> {
    const free = await this.tryAcquire(accountId);
    if (free !== null) return free;
    const waiting = AbortSignal.any([signal, this.#closed.signal]);
    return this.#held(accountId, await this.#line.enter(accountId, waiting));
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- so that it throws as the port says: never at once
  async tryAcquire(accountId: string): Promise<HeldAccount | null> {
    this.#closed.signal.throwIfAborted();
    const leave = this.#line.tryEnter(accountId);
    return leave && this.#held(accountId, leave);
  }

  close(): Promise<void> {
    if (!this.#closed.signal.aborted) this.#closed.abort(storeClosed());
    return Promise.resolve();
  }

  #held(accountId: string, leave: Leave): HeldAccount {
    const release = (): Promise<void> => {
      leave();
      return Promise.resolve();
    };
    return new HeldAccount(accountId, { session: this.#session, lost: this.#closed.signal, release });
  }
}
