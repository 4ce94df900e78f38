import type { Call } from './call.ts';
import { RetryBudget } from './retry-budget.ts';

/** How often a call is tried. */
export interface RetrySettings {
  /** With the first one. */
  readonly attempts: number;
  /** Retries at most, of all that is sent to the source. */
  readonly percent: number;
}

/** The longest wait before the second attempt; it doubles with each one after. */
const FIRST_WAIT_MS = 200;

/** An attempt that could be repeated. */
export interface FailedAttempt {
  readonly call: Call;
  /** Attempts so far, this one included. */
  readonly attempts: number;
  /** What the provider asked for, if it did. */
  readonly retryAfterMs: number | undefined;
}

/** Whether and when a call is tried again. Which failures may be repeated at all is not for this to say. */
export class Retries {
  readonly #settings: RetrySettings;
  readonly #budget: RetryBudget;
  readonly #random: () => number;

  /** @param random from 0 to below 1. */
  constructor(settings: RetrySettings, random: () => number) {
    this.#settings = settings;
    this.#budget = new RetryBudget(settings.percent);
    this.#random = random;
  }

  /** Counts an attempt. */
  sent(nowMs: number): void {
    this.#budget.sent(nowMs);
  }

  /**
   * How long to wait before the next attempt; undefined where there is to be none: enough attempts, no time left before
   * the deadline, or no budget. Full jitter: callers that failed together must not come back together.
   */
  waitMs({ call, attempts, retryAfterMs = 0 }: FailedAttempt, nowMs: number): number | undefined {
    if (attempts >= this.#settings.attempts) return undefined;
    const waitMs = retryAfterMs + this.#random() * FIRST_WAIT_MS * 2 ** (attempts - 1);
    if (nowMs + waitMs >= call.deadlineMs) return undefined;
    return this.#budget.take(nowMs) ? waitMs : undefined;
  }
}
