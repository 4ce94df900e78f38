import type { Clock } from '../domain/clock.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { AttemptEnd, EndState, OperationRecord, OperationSubject } from '../domain/operation.ts';
import type { AccountHold, Store } from '../store/store.ts';
import type { ClaimTicket } from '../store/operation.ts';
import type { Logger } from '../telemetry/logger.ts';
import { toKept } from './kept-ending.ts';
import type { Ending } from './update-result.ts';
import type { Work } from './update-work.ts';

/** What else must be known to settle an operation in another process. */
export interface OperationIntent {
  readonly warnings: Work['plan']['warnings'];
  readonly names: Work['names'];
}

export interface OperationLogOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Makes a new operation's id. */
  readonly nextId: () => string;
}

// The end of a write that has happened is worth some patience: without it the operation is settled by a later read.
const FINISH_TRIES = 3;

/** Writes operations down: before the first byte of a write leaves, and when it is known how it ended. */
export class OperationLog {
  readonly #options: OperationLogOptions;

  constructor(options: OperationLogOptions) {
    this.#options = options;
  }

  /**
   * Records that an update's call is about to leave.
   * @throws AccountError STORE_UNAVAILABLE, OPERATION_IN_PROGRESS: then nothing may be sent.
   */
  async begin(work: Work, ticket: ClaimTicket | null, hold: AccountHold): Promise<OperationRecord> {
    const { request } = work.plan;
    if (request === null) throw new TypeError('There is nothing to send.');
    const subject = this.#subject(work);
    const attempt = { number: 1, startedAt: this.#now(), method: request.method, path: request.path };
    await this.#options.store.begin(hold, { ...subject, attempt, claim: ticket });
    const unknown = { finishedAt: null, status: null, errorCode: null, upstreamRequestId: null };
    return { ...subject, state: 'IN_FLIGHT', attempts: [{ ...attempt, ...unknown }], finishedAt: null, reason: null };
  }

  /** Records how it ended. The ending is told to the caller even where that fails. */
  async finish(operation: OperationRecord, ending: Ending, error: AccountError | null): Promise<OperationRecord> {
    const finishedAt = this.#now();
    const state = ending.outcome as EndState;
    const attempt: AttemptEnd = {
      number: operation.attempts.at(-1)?.number ?? 1,
      finishedAt,
      status: error?.details.status ?? (error === null ? 200 : null),
      errorCode: error?.code ?? null,
      upstreamRequestId: error?.details.upstreamRequestId ?? null,
    };
    const ended: OperationRecord = {
      ...operation,
      state,
      changes: ending.changes,
      attempts: operation.attempts.map((one) => (one.number === attempt.number ? { ...one, ...attempt } : one)),
      finishedAt: state === 'UNKNOWN' ? null : finishedAt,
      reason: reasonOf(ending),
    };
    await this.#keep(ended, { attempt, ending });
    return ended;
  }

  /** Records an update that ended without a write: NO_CHANGE or CONFLICT. */
  async recordEnded(work: Work, ticket: ClaimTicket | null, ending: Ending): Promise<OperationRecord> {
    const now = this.#now();
    const ended = {
      ...this.#subject(work),
      state: ending.outcome as EndState,
      changes: ending.changes,
      finishedAt: now,
      reason: reasonOf(ending),
    };
    await this.#options.store.recordEnded({ ...ended, result: toKept(ending, null), claim: ticket });
    return { ...ended, attempts: [] };
  }

  async #keep(ended: OperationRecord, how: { readonly attempt: AttemptEnd; readonly ending: Ending }): Promise<void> {
    const { store, logger } = this.#options;
    // What a refused write leaves is what was read before it.
    const snapshot = how.ending.outcome === 'REJECTED' ? null : how.ending.reading;
    const end = {
      operationId: ended.id,
      state: ended.state as EndState,
      finishedAt: ended.finishedAt,
      changes: ended.changes,
      reason: ended.reason,
      result: toKept(how.ending, snapshot),
      attempt: how.attempt,
      snapshot,
    };
    for (let tries = 1; ; tries += 1) {
      try {
        if (!(await store.finish(end)))
          logger.warn({ operationId: ended.id }, 'an operation was settled by others first');
        return;
      } catch (error) {
        if (!(error instanceof AccountError) || error.code !== ErrorCode.STORE_UNAVAILABLE) throw error;
        if (tries < FINISH_TRIES) continue;
        logger.error({ operationId: ended.id, error }, 'the end of an operation could not be recorded');
        return;
      }
    }
  }

  #subject(work: Work): OperationSubject {
    const { command, accountId, location, plan, names } = work;
    return {
      id: this.#options.nextId(),
      accountId,
      sourceId: location.source.id,
      actor: command.caller.subject,
      mutation: command.mutation,
      idempotencyKey: command.idempotencyKey,
      createdAt: this.#now(),
      changes: plan.changes,
      intent: { warnings: plan.warnings, names } satisfies OperationIntent,
    };
  }

  #now(): Date {
    return new Date(this.#options.clock.now());
  }
}

function reasonOf(ending: Ending): string | null {
  return ending.userErrors.length === 0 ? null : ending.userErrors.map((error) => error.message).join(' ');
}
