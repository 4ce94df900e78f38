import type { CancelSignal } from '../domain/cancellation.ts';
import type { Clock } from '../domain/clock.ts';
import { accountErrorOf } from './transport/failure.ts';

/** How long a caller waits for something that goes on without it. */
export interface WaitLimits {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: CancelSignal | undefined;
}

/**
 * Waits for `promise`, which others may wait for too, until the time is up or the caller goes away; the promise itself
 * goes on.
 *
 * Throws UPSTREAM_TIMEOUT with `details.dispatched` false in both cases, otherwise what the promise throws.
 */
export function waitFor<T>(promise: Promise<T>, { clock, timeoutMs, signal }: WaitLimits): Promise<T> {
  return new Promise((resolve, reject) => {
    const onCallerGone = (): void => {
      reject(accountErrorOf('CALLER_GONE', { dispatched: false }));
    };
    const cancelDeadline = clock.schedule(timeoutMs, () => {
      reject(accountErrorOf('DEADLINE', { dispatched: false }));
    });
    if (signal?.aborted === true) onCallerGone();
    signal?.addEventListener('abort', onCallerGone);
    promise.then(resolve, reject).finally(() => {
      cancelDeadline();
      signal?.removeEventListener('abort', onCallerGone);
    });
  });
}

/** Lets time pass for those who are going to try again. */
export class Sleep {
  readonly #clock: Clock;
  readonly #wakers = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True when the time is up; false, at once, when the caller goes away or {@link close} is called. */
  for(ms: number, signal: CancelSignal | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isOver: boolean): void => {
        cancel();
        this.#wakers.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve(isOver);
      };
      const wake = (): void => {
        end(false);
      };
      const cancel = this.#clock.schedule(ms, () => {
        end(true);
      });
      this.#wakers.add(wake);
      signal?.addEventListener('abort', wake);
      if (signal?.aborted === true) wake();
    });
  }

  /** Wakes everybody. */
  close(): void {
    for (const wake of this.#wakers) wake();
  }
}
