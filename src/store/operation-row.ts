import { attemptOf, type StoredAttempt } from './attempt-json.ts';
import type { OperationRecord, OperationState } from '../domain/operation.ts';
import type { FieldChange } from '../domain/update.ts';
import type { SqlRow } from './sql/database.ts';
import { dateOf, dateOrNullOf, textOf, textOrNullOf } from './sql/row.ts';
import { fromStored } from '../domain/stored-value.ts';

/** The columns of an operation `o`. */
export const operationColumns = `
  o.id::text AS id, o.account_id, o.source_id, o.actor, o.mutation, o.idempotency_key, o.state, o.changes, o.intent,
  o.created_at, o.finished_at, o.reason, o.attempts`;

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
    attempts: (row.attempts as readonly StoredAttempt[]).map(attemptOf),
  };
}
