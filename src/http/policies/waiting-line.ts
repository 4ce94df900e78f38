import type { AccountError } from '../../domain/errors.ts';
import { accountErrorOf } from '../transport/failure.ts';
import type { Call } from './call.ts';
import { lateInLine } from './refusals.ts';

interface Waiter {
  readonly deadlineMs: number;
  readonly resolve: () => void;
  readonly reject: (error: AccountError) => void;
}

/** Calls that wait for their turn, first come, first served. It keeps no time: whoever has the clock asks it to. */
export class WaitingLine {
  readonly #waiters = new Set<Waiter>();
  #earliestDeadlineMs = Infinity;

  get length(): number {
    return this.#waiters.size;
  }

  /** When {@link dismissLate} should be called; may be early, is never late, and is Infinity for an empty line. */
  get earliestDeadlineMs(): number {
    return this.#earliestDeadlineMs;
  }

  /**
   * Gets in line.
   *
   * Throws UPSTREAM_TIMEOUT when the deadline came first or the caller went away, and what {@link dismissAll} is given.
   */
  wait({ deadlineMs, signal }: Call): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiters.delete(waiter);
        if (this.#waiters.size === 0) this.#earliestDeadlineMs = Infinity;
        signal?.removeEventListener('abort', onCallerGone);
      };
      const waiter: Waiter = {
        deadlineMs,
        resolve: () => {
          leave();
          resolve();
        },
        reject: (error) => {
          leave();
          reject(error);
        },
      };
      const onCallerGone = (): void => {
        waiter.reject(accountErrorOf('CALLER_GONE', { dispatched: false }));
      };
      this.#waiters.add(waiter);
      this.#earliestDeadlineMs = Math.min(this.#earliestDeadlineMs, deadlineMs);
      if (signal?.aborted === true) onCallerGone();
      else signal?.addEventListener('abort', onCallerGone);
    });
  }

  /** Lets the first one go. */
  callFirst(): void {
    const [first] = this.#waiters;
    first?.resolve();
  }

  /** Sends away those whose deadline has come. */
  dismissLate(nowMs: number): void {
    let earliestMs = Infinity;
    for (const waiter of this.#waiters) {
      if (waiter.deadlineMs <= nowMs) waiter.reject(lateInLine());
      else earliestMs = Math.min(earliestMs, waiter.deadlineMs);
    }
    this.#earliestDeadlineMs = earliestMs;
  }

  /** Sends everybody away. */
  dismissAll(error: AccountError): void {
    for (const waiter of this.#waiters) waiter.reject(error);
  }
}
