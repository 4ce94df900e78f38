import type { ErrorCode } from './errors.ts';
import type { FieldChange } from './update.ts';

/**
 * The words of the record.
 *
 * An *operation* is one update of one account, from before its first byte left until it is known how it ended. An
 * *attempt* is one write call of it. A *claim* is the hold of one caller on one idempotency key.
 */

/** IN_FLIGHT and UNKNOWN are *open*: how the operation ended is not known yet. Every other state is its end. */
export const OperationState = {
  /** Accepted, and nothing has been sent. */
  PENDING: 'PENDING',
  /** Recorded before its write left, and not ended since: it is under way, or its process died. */
  IN_FLIGHT: 'IN_FLIGHT',
  APPLIED: 'APPLIED',
  PARTIALLY_APPLIED: 'PARTIALLY_APPLIED',
  NO_CHANGE: 'NO_CHANGE',
  REJECTED: 'REJECTED',
  CONFLICT: 'CONFLICT',
  /** The write may have taken effect, and nobody could tell so far. */
  UNKNOWN: 'UNKNOWN',
} as const;
export type OperationState = keyof typeof OperationState;

/** What an operation that was begun can end as. UNKNOWN stays open, and can be ended again. */
export type EndState = Exclude<OperationState, 'PENDING' | 'IN_FLIGHT'>;

/** The call that is about to leave. */
export interface AttemptIntent {
  /** 1 for the first write call of an operation, 2 for the next. */
  readonly number: number;
  readonly startedAt: Date;
  readonly method: string;
  /** Below the source's base URL, with the encoded id. */
  readonly path: string;
}

/** How one call ended. */
export interface AttemptEnd {
  readonly number: number;
  /** When its answer was read, or it failed without one: no answer, no `status`. */
  readonly finishedAt: Date;
  /** HTTP status of the answer; null where none arrived. */
  readonly status: number | null;
  readonly errorCode: ErrorCode | null;
  readonly upstreamRequestId: string | null;
}

/** One write call, as far as it is known. */
export interface Attempt extends AttemptIntent {
  /** Null while it is under way, and for good where its process died. */
  readonly finishedAt: Date | null;
  readonly status: number | null;
  readonly errorCode: ErrorCode | null;
  readonly upstreamRequestId: string | null;
}

/** Who wants what, of which account. */
export interface OperationSubject {
  /** A UUIDv7 of `operationIds`: the order of the ids is the order of the operations. */
  readonly id: string;
  readonly accountId: string;
  readonly sourceId: string;
  readonly actor: string;
  /** The graph's name of the mutation. */
  readonly mutation: string;
  /** As the caller sent it; null where there was none. */
  readonly idempotencyKey: string | null;
  readonly createdAt: Date;
  /** What shall change, secrets redacted by the caller. */
  readonly changes: readonly FieldChange[];
  /**
   * What else is needed to settle the operation in another process: warnings, names of input fields. The store keeps it
   * as `toStored` does and looks at none of it. No secrets.
   */
  readonly intent: unknown;
}

/** An operation as it is read back. */
export interface OperationRecord extends OperationSubject {
  readonly state: OperationState;
  /** In the order of their numbers. */
  readonly attempts: readonly Attempt[];
  /** Null while it is open. */
  readonly finishedAt: Date | null;
  /** Why it ended other than APPLIED, or why nobody can tell; null where there is nothing to say. */
  readonly reason: string | null;
}
