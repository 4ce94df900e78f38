import type { Reading, ReadingPage } from '../domain/datasource.ts';
import type { OperationRecord, OperationState } from '../domain/operation.ts';
import type { ClaimTicket, EndedOperation, NewOperation, NextAttempt, OperationEnd } from './operation.ts';

/** A request for an idempotency key. */
export interface ClaimRequest {
  /** Actor, source and mutation, hashed by the caller: one key means one thing within it. */
  readonly scope: string;
  /** As the caller sent it: 1 to 255 characters, none of them a control character. */
  readonly key: string;
  /** A hash of the input: the same key with another one is a mistake. */
  readonly fingerprint: string;
  readonly now: Date;
}

/**
 * What became of a request for a key.
 *
 * GRANTED: it is the caller's, until something is recorded under the ticket or it is released. REPLAY: it was used for
 * the same input, and this is how that ended; the snapshot is the last that it ended with. IN_FLIGHT: it is being used for the same input; the operation is null
 * where nothing is recorded yet. REUSED: it was used for another input.
 */
export type Claim =
  | { readonly kind: 'GRANTED'; readonly ticket: ClaimTicket }
  | {
      readonly kind: 'REPLAY';
      readonly operation: OperationRecord;
      readonly result: unknown;
      readonly snapshot: Reading | null;
    }
  | { readonly kind: 'IN_FLIGHT'; readonly operation: OperationRecord | null }
  | { readonly kind: 'REUSED' };

/** A hold of one account, from `withAccountLock` or `tryAccountLock`. Good for the time of the work it was given to. */
export interface AccountHold {
  readonly accountId: string;
  /** Aborted when the hold ends before its work does: the connection that it hung on was lost, or the store closed. */
  readonly lost: AbortSignal;
}

/** Which operations, newest first. All that is given must match. */
export interface OperationQuery {
  readonly accountId?: string;
  readonly actor?: string;
  readonly sourceIds?: readonly string[];
  readonly states?: readonly OperationState[];
  /** Only those of this actor and those of these sources. */
  readonly visibleTo?: { readonly actor: string; readonly sourceIds: readonly string[] };
  /** At least 1. */
  readonly first: number;
  /** The id of the last operation seen; null for the start. */
  readonly after: string | null;
}

/** A stretch of the record. The position of an item, for `after`, is its id. */
export interface OperationPage {
  readonly items: readonly OperationRecord[];
  readonly hasMore: boolean;
}

/** Which open operations, oldest first. */
export interface OpenOperationQuery {
  /** Only those that were created before. */
  readonly before: Date;
  readonly limit: number;
  /** The id of the last operation seen; null for the start. */
  readonly after: string | null;
}

/** Which snapshots, in the order of the characters of their account ids. */
export interface SnapshotQuery {
  readonly sourceId: string;
  /** A `position` of an earlier page; null for the start. */
  readonly after: string | null;
  /** At least 1. */
  readonly limit: number;
  /** Only those that may have this main address, for the caller to compare; null or absent: all. */
  readonly email?: string | null;
}

/**
 * The durable record of updates, and what keeps them apart.
 *
 * When a method has answered, what it did survives the end of the process. Every method throws AccountError
 * STORE_UNAVAILABLE where the store does not answer within its time, was closed, or fails in any other way; for the
 * methods that change something, it is then not known whether they did.
 */
export interface Store {
  /**
   * Asks for an idempotency key. Claims are kept for 72 hours. One that was granted, and under which nothing was
   * recorded, is granted anew after the lease (60 s by default): its first owner has died, or will fail in `begin`.
   * @throws AccountError INVALID_VALUE for a key that cannot be one, field `idempotencyKey`.
   */
  claim(request: ClaimRequest): Promise<Claim>;
  /** Gives a granted claim back, because nothing was recorded under it. Harmless where that is not so. */
  release(ticket: ClaimTicket): Promise<void>;

  /**
   * Records an operation as IN_FLIGHT with the call that is about to leave, and binds its claim: all of it or nothing,
   * before the first byte leaves.
   *
   * It fails unless the account is held, there and then: nothing is ever recorded, and so nothing sent, on the ground
   * of what was read under a lock that was lost.
   * @throws AccountError OPERATION_IN_PROGRESS where another operation of the account is still IN_FLIGHT (its process
   * has died, or lost its lock: settle that one first), or where the claim was taken over.
   */
  begin(hold: AccountHold, operation: NewOperation): Promise<void>;
  /**
   * Records another write call of an operation that is IN_FLIGHT, before it leaves, under the same terms as `begin`.
   * @throws AccountError OPERATION_IN_PROGRESS where the operation is not IN_FLIGHT any more.
   */
  beginAttempt(hold: AccountHold, next: NextAttempt): Promise<void>;
  /**
   * Records an operation that ended without a write call, and binds its claim: all of it or nothing.
   * @throws AccountError OPERATION_IN_PROGRESS where the claim was taken over.
   */
  recordEnded(operation: EndedOperation): Promise<void>;
  /**
   * Ends an open operation: its last call, its changes, the result for replays and the snapshot, all of it or nothing.
   * Needs no hold: what happened must be recorded also where the lock was lost meanwhile. May be repeated.
   * @returns False where the operation is unknown, or had ended already, be it by an earlier try of this call: then
   * nothing was changed, and the record says what holds.
   */
  finish(end: OperationEnd): Promise<boolean>;

  /** One operation; null where there is none with this id, whatever the id is. */
  operation(id: string): Promise<OperationRecord | null>;
  /** @throws AccountError INVALID_VALUE for an `after` that is no id of an operation. */
  operations(query: OperationQuery): Promise<OperationPage>;
  /** The operations that are IN_FLIGHT or UNKNOWN, for the sweep. */
  openOperations(query: OpenOperationQuery): Promise<readonly OperationRecord[]>;

  /** Keeps a provider's answer as the account's last one, unless a later one (`observedAt`) is there already. */
  putSnapshot(reading: Reading): Promise<void>;
  /** The last answer, with freshness SNAPSHOT. */
  snapshot(accountId: string): Promise<Reading | null>;
  /** The last answers of a source's accounts. */
  snapshots(query: SnapshotQuery): Promise<ReadingPage>;

  /**
   * Runs work while nobody else holds the account: no other caller here, and on PostgreSQL no other process. Those who
   * wait here are served in order. What the work throws is thrown.
   * @throws AccountError OPERATION_IN_PROGRESS where the account was not free in time (25 s by default); the signal's
   * reason where it aborts before the work starts.
   */
  withAccountLock<Result>(
    accountId: string,
    work: (hold: AccountHold) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result>;
  /** The same where the account is free now; null, and no work done, where somebody holds it or waits for it. */
  tryAccountLock<Result>(accountId: string, work: (hold: AccountHold) => Promise<Result>): Promise<Result | null>;

  /** Forgets claims older than 72 hours, and tidies up where the database does not do so by itself. Answers how many. */
  purgeExpired(now: Date): Promise<number>;
  /** Whether the store answers. */
  ping(): Promise<void>;
  /** Ends every connection. What waits for a lock fails, and so does everything afterwards. May be repeated. */
  close(): Promise<void>;
}
