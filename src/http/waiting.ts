import type { Clock } from '../domain/clock.ts';
import { accountErrorOf } from './transport/failure.ts';

/** How long a caller waits for something that goes on without it. */
export interface WaitLimits {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
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
