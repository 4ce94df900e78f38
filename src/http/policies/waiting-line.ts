import type { AccountError } from '../../domain/errors.ts';
import { accountErrorOf } from '../transport/failure.ts';
import type { Call } from './call.ts';

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

  /** When {@link dismiss} should be called; may be early, is never late, and is Infinity for an empty line. */
  get earliestDeadlineMs(): number {
    return this.#earliestDeadlineMs;
  }

  /**
   * Gets in line.
   *
   * Throws UPSTREAM_TIMEOUT when the caller went away, and what {@link dismiss} is given.
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

  /** Sends away those whose deadline comes until then. */
  dismiss(untilMs: number, error: AccountError): void {
    if (untilMs < this.#earliestDeadlineMs) return;
    let earliestMs = Infinity;
    for (const waiter of this.#waiters) {
      if (waiter.deadlineMs <= untilMs) waiter.reject(error);
      else earliestMs = Math.min(earliestMs, waiter.deadlineMs);
    }
    this.#earliestDeadlineMs = earliestMs;
  }
}
