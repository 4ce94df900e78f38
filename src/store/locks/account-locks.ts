import type { Session } from '../sql/database.ts';
import { inProgress, storeUnavailable } from '../store-error.ts';
import type { AccountHold } from '../store.ts';

/** Keeps accounts for one holder at a time. */
export interface AccountLocks {
  /** Waits until the account is free. @throws the signal's reason when it aborts first; STORE_UNAVAILABLE. */
  acquire(accountId: string, signal: AbortSignal): Promise<HeldAccount>;
  /** The account if it is free now, else null. */
  tryAcquire(accountId: string): Promise<HeldAccount | null>;
  /** Ends every hold and every wait. */
  close(): Promise<void>;
}

/** What a hold hangs on. */
export interface HoldGround {
  /** The session that cannot go on without the lock. */
  readonly session: Session;
  readonly lost: AbortSignal;
  /** Frees the account. Never throws. */
  release(): Promise<void>;
}

/** A hold that knows in which session it is certain to be valid. */
export class HeldAccount implements AccountHold {
  readonly accountId: string;
  readonly #ground: HoldGround;
  #released = false;

  constructor(accountId: string, ground: HoldGround) {
    this.accountId = accountId;
    this.#ground = ground;
  }

  get lost(): AbortSignal {
    return this.#ground.lost;
  }

  /**
   * Where to record what must not be recorded without the lock.
   * @throws AccountError STORE_UNAVAILABLE where the hold is known to be over.
   */
  session(): Session {
    if (this.#released || this.lost.aborted)
      throw storeUnavailable(this.lost.reason, 'The lock of the account was lost.');
    return this.#ground.session;
  }

  async release(): Promise<void> {
    this.#released = true;
    await this.#ground.release();
  }
}

/** The reason to give up waiting for an account. */
export function notFreeInTime(): Error {
  return inProgress('Another update of this account is under way and did not end in time. Nothing was sent.');
}
