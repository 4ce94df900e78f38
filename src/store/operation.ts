import type { Reading } from '../domain/datasource.ts';
import type { AttemptEnd, AttemptIntent, EndState, OperationSubject } from '../domain/operation.ts';
import type { FieldChange } from '../domain/update.ts';

/** What is given to the store to be recorded. What it gives back is in ../domain/operation.ts. */

/** The proof that a claim was granted, for `begin`, `recordEnded` and `release`. */
export interface ClaimTicket {
  readonly scope: string;
  readonly key: string;
  /** Made anew for each grant, so that a claim that was taken over is told from its successor. */
  readonly owner: string;
}

/** An operation whose first write call is about to leave. */
export interface NewOperation extends OperationSubject {
  readonly attempt: AttemptIntent;
  /** Bound to the operation with it; null where there is no idempotency key. */
  readonly claim: ClaimTicket | null;
}

/** An operation that ended without a write call: NO_CHANGE, CONFLICT or REJECTED. */
export interface EndedOperation extends OperationSubject {
  readonly state: EndState;
  readonly finishedAt: Date;
  /** Why it ended so, for people; null where there is nothing to say. */
  readonly reason: string | null;
  /** The payload for replays, kept as `toStored` does. No secrets. */
  readonly result: unknown;
  readonly claim: ClaimTicket | null;
}

/** Another write call of an operation, after one that provably did nothing. */
export interface NextAttempt {
  readonly operationId: string;
  readonly ended: AttemptEnd;
  readonly attempt: AttemptIntent;
}

/** How an open operation ended. */
export interface OperationEnd {
  readonly operationId: string;
  readonly state: EndState;
  /** Null for UNKNOWN, which is still open. */
  readonly finishedAt: Date | null;
  /** With their effects. */
  readonly changes: readonly FieldChange[];
  /** Why it ended so, or why nobody can tell; null where there is nothing to say. */
  readonly reason: string | null;
  /** The payload for replays, kept as `toStored` does. No secrets; the snapshot comes back beside it. */
  readonly result: unknown;
  /** The call that ended with it; null where a later read settled the operation. */
  readonly attempt: AttemptEnd | null;
  /** What the provider then said of the account; null where it said nothing. */
  readonly snapshot: Reading | null;
}
