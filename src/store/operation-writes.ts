import type { OperationSubject } from '../domain/operation.ts';
import type { ClaimTicket, EndedOperation, NewOperation, NextAttempt, OperationEnd } from './operation.ts';
import { endJson, intentJson, withEnd } from './attempt-json.ts';
import { replaceOlderSnapshot, snapshotValues } from './snapshots.ts';
import type { Session, SqlValue, Statement } from './sql/database.ts';
import { noColumns } from './sql/row.ts';
import { inProgress, isViolationOf } from './store-error.ts';
import { toStored } from '../domain/stored-value.ts';

/**
 * What is written of operations. Each statement is a transaction of its own, and so one round trip: all of it happens,
 * or nothing. A statement answers a row where it did something.
 */

const columns = `
  (id, account_id, source_id, actor, mutation, idempotency_key, changes, intent, created_at,
   state, result, finished_at, reason, attempts)`;

const record: Statement<true> = {
  name: 'record_operation',
  text: `
    INSERT INTO accord.operations ${columns}
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    RETURNING 1`,
  parse: noColumns,
};

// Not one with the other: most operations have no key, and need not pay for a look at the claims.
const recordClaimed: Statement<true> = {
  name: 'record_claimed_operation',
  text: `
    WITH bound AS (
      UPDATE accord.claims SET operation_id = $1::uuid
      WHERE scope = $15::text AND key = $16::text AND owner = $17::uuid AND operation_id IS NULL
      RETURNING 1
    )
    INSERT INTO accord.operations ${columns}
    SELECT $1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::timestamptz,
      $10::text, $11::text, $12::timestamptz, $13::text, $14::jsonb
    FROM bound
    RETURNING 1`,
  parse: noColumns,
};

const recordAttempt: Statement<true> = {
  name: 'record_attempt',
  text: `
    UPDATE accord.operations SET attempts = ${withEnd('$3', '$4')} || $5::jsonb
    WHERE id = $1::uuid AND account_id = $2::text AND state = 'IN_FLIGHT'
      AND jsonb_array_length(attempts) = $3::integer
    RETURNING 1`,
  parse: noColumns,
};

const finish: Statement<true> = {
  name: 'finish_operation',
  text: `
    WITH ended AS (
      UPDATE accord.operations
      SET state = $2::text, changes = $3::text, result = $4::text, finished_at = $5::timestamptz, reason = $6::text,
        attempts = coalesce(${withEnd('$7', '$8')}, attempts), reading = coalesce($12::text, reading)
      WHERE id = $1::uuid AND state IN ('IN_FLIGHT', 'UNKNOWN')
      RETURNING id
    ), kept AS (
      INSERT INTO accord.snapshots (account_id, source_id, observed_at, operation_id, email_key)
      SELECT $9::text, $10::text, $11::timestamptz, id, $13::text FROM ended WHERE $9::text IS NOT NULL
      ${replaceOlderSnapshot}
    )
    SELECT 1 FROM ended`,
  parse: noColumns,
};

/** See `Store.begin`. The session is the one that the account's lock hangs on. */
export async function writeBegin(session: Session, operation: NewOperation): Promise<void> {
  const values = [...subjectValues(operation), 'IN_FLIGHT', null, null, null, `[${intentJson(operation.attempt)}]`];
  await writeRecord(session, values, operation.claim).catch((error: unknown) => {
    if (!isViolationOf(error, 'operations_in_flight')) throw error;
    throw inProgress('An earlier update of this account has not been accounted for yet. Nothing was sent.');
  });
}

/** See `Store.recordEnded`. */
export async function writeEnded(session: Session, operation: EndedOperation): Promise<void> {
  const { state, result, finishedAt, reason, claim } = operation;
  const values = [...subjectValues(operation), state, toStored(result), finishedAt, reason, '[]'];
  await writeRecord(session, values, claim);
}

/** See `Store.beginAttempt`. */
export async function writeAttempt(session: Session, accountId: string, next: NextAttempt): Promise<void> {
  const { operationId, ended, attempt } = next;
  const values = [operationId, accountId, ended.number, endJson(ended), intentJson(attempt)];
  const rows = await session.query(recordAttempt, values);
  if (rows.length === 0)
    throw inProgress('The operation was settled by somebody else meanwhile. Nothing more was sent.');
}

/** See `Store.finish`. */
export async function writeEnd(session: Session, end: OperationEnd): Promise<boolean> {
  const { attempt, snapshot } = end;
  const rows = await session.query(finish, [
    ...[end.operationId, end.state, toStored(end.changes), toStored(end.result), end.finishedAt, end.reason],
    ...(attempt === null ? [null, null] : [attempt.number, endJson(attempt)]),
    ...(snapshot === null ? [null, null, null, null, null] : snapshotValues(snapshot)),
  ]);
  return rows.length > 0;
}

async function writeRecord(session: Session, values: readonly SqlValue[], claim: ClaimTicket | null): Promise<void> {
  if (claim === null) {
    await session.query(record, values);
    return;
  }
  const rows = await session.query(recordClaimed, [...values, claim.scope, claim.key, claim.owner]);
  if (rows.length === 0) throw inProgress('The idempotency key was taken over by another request. Nothing was sent.');
}

function subjectValues(subject: OperationSubject): readonly SqlValue[] {
  const { id, accountId, sourceId, actor, mutation, idempotencyKey, changes, intent, createdAt } = subject;
  return [
    ...[id, accountId, sourceId, actor, mutation, idempotencyKey],
    ...[toStored(changes), toStored(intent), createdAt],
  ];
}
