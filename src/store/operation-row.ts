import type { ErrorCode } from '../domain/errors.ts';
import type { Attempt, OperationRecord, OperationState } from '../domain/operation.ts';
import type { FieldChange } from '../domain/update.ts';
import type { SqlRow } from './sql/database.ts';
import { dateOf, dateOrNullOf, textOf, textOrNullOf } from './sql/row.ts';
import { fromStored } from '../domain/stored-value.ts';

/** The columns of an operation `o`, with its attempts in the same round trip. */
export const operationColumns = `
  o.id::text AS id, o.account_id, o.source_id, o.actor, o.mutation, o.idempotency_key, o.state, o.changes, o.intent,
  o.created_at, o.finished_at, o.reason,
  (SELECT coalesce(json_agg(to_json(a) ORDER BY a.number), '[]') FROM accord.attempts a WHERE a.operation_id = o.id)
    AS attempts`;

/** A row of `operationColumns`. The states and codes are those that we wrote, which the schema checks. */
export function operationOf(row: SqlRow): OperationRecord {
  return {
    id: textOf(row, 'id'),
    accountId: textOf(row, 'account_id'),
    sourceId: textOf(row, 'source_id'),
    actor: textOf(row, 'actor'),
    mutation: textOf(row, 'mutation'),
    idempotencyKey: textOrNullOf(row, 'idempotency_key'),
    state: textOf(row, 'state') as OperationState,
    changes: fromStored(textOf(row, 'changes')) as readonly FieldChange[],
    intent: fromStored(textOf(row, 'intent')),
    createdAt: dateOf(row, 'created_at'),
    finishedAt: dateOrNullOf(row, 'finished_at'),
    reason: textOrNullOf(row, 'reason'),
    attempts: (row.attempts as readonly AttemptJson[]).map(attemptOf),
  };
}

/** A row of accord.attempts, as to_json writes it: times in ISO 8601. */
interface AttemptJson {
  readonly number: number;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly error_code: ErrorCode | null;
  readonly upstream_request_id: string | null;
}

function attemptOf(json: AttemptJson): Attempt {
  return {
    number: json.number,
    startedAt: new Date(json.started_at),
    finishedAt: json.finished_at === null ? null : new Date(json.finished_at),
    method: json.method,
    path: json.path,
    status: json.status,
    errorCode: json.error_code,
    upstreamRequestId: json.upstream_request_id,
  };
}
