import type { CancelSignal } from '../../domain/cancellation.ts';

/** One request of a caller, with all its attempts, as policies see it. */
export interface Call {
  /** A GET: it may be repeated. */
  readonly isRead: boolean;
  /** Milliseconds since the epoch: when the caller stops waiting, whatever is still under way. */
  readonly deadlineMs: number;
  /** Fires when the caller went away. */
  readonly signal: CancelSignal | undefined;
}

/**
 * What came of one attempt, as far as it says something about the source.
 *
 * ANSWERED: any answer that is none of the others, a 4xx and an unusable one included. FAILED: a 5xx, or no answer.
 * UNSENT: it ended for a reason of ours, such as a caller that went away.
 */
export type AttemptEnd = 'ANSWERED' | 'RATE_LIMITED' | 'CREDENTIAL_REFUSED' | 'FAILED' | 'UNSENT';
