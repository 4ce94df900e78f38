import type { ErrorCode } from '../domain/errors.ts';
import type { Attempt, AttemptEnd, AttemptIntent } from '../domain/operation.ts';

/** One write call in `accord.operations.attempts`, a list of them. Times in ISO 8601. */
export type StoredAttempt = StoredIntent & Partial<StoredEnd>;

interface StoredIntent {
  readonly number: number;
  readonly started_at: string;
  readonly method: string;
  readonly path: string;
}

/** What is added when the call has ended. It is null in rows that an earlier version wrote, and else missing till then. */
interface StoredEnd {
  readonly finished_at: string | null;
  readonly status: number | null;
  readonly error_code: ErrorCode | null;
  readonly upstream_request_id: string | null;
}

/** The text of a call that is about to leave. */
export function intentJson({ number, startedAt, method, path }: AttemptIntent): string {
  return JSON.stringify({ number, started_at: startedAt.toISOString(), method, path } satisfies StoredIntent);
}

/** The text of how a call ended, to be merged into that of its intent. */
export function endJson({ finishedAt, status, errorCode, upstreamRequestId }: AttemptEnd): string {
  return JSON.stringify({
    finished_at: finishedAt.toISOString(),
    status,
    error_code: errorCode,
    upstream_request_id: upstreamRequestId,
  } satisfies StoredEnd);
}

/** SQL: the column's list with the end merged into one call, whose number and end are the parameters. */
export function withEnd(number: string, end: string): string {
  const index = `(${number}::integer - 1)`;
  return `jsonb_set(attempts, ARRAY[${index}::text], (attempts -> ${index}) || ${end}::jsonb)`;
}

export function attemptOf(stored: StoredAttempt): Attempt {
  const { number, started_at, method, path, finished_at = null } = stored;
  return {
    number,
    startedAt: new Date(started_at),
    finishedAt: finished_at === null ? null : new Date(finished_at),
    method,
    path,
    status: stored.status ?? null,
    errorCode: stored.error_code ?? null,
    upstreamRequestId: stored.upstream_request_id ?? null,
  };
}
