import type { OperationSubject } from '../domain/operation.ts';
import type { ClaimTicket, EndedOperation, NewOperation, NextAttempt, OperationEnd } from './operation.ts';
import { replaceOlderSnapshot, snapshotValues } from './snapshots.ts';
import type { Session, SqlValue, Statement } from './sql/database.ts';
import { noColumns } from './sql/row.ts';
import { inProgress, isViolationOf } from './store-error.ts';
import { toStored } from '../domain/stored-value.ts';

/**
 * What is written of operations. Each statement is a transaction of its own, and so one round trip: all of it happens,
 * or nothing. A statement answers a row where it did something.
 */

const record: Statement<true> = {
  name: 'record_operation',
  text: `
    WITH bound AS (
      UPDATE accord.claims SET operation_id = $1::uuid
      WHERE scope = $2::text AND key = $3::text AND owner = $4::uuid AND operation_id IS NULL
      RETURNING 1
    ), recorded AS (
      INSERT INTO accord.operations
        (id, account_id, source_id, actor, mutation, idempotency_key, changes, intent, created_at,
         state, result, finished_at, reason)
      SELECT $1::uuid, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text, $11::text, $12::timestamptz,
         $13::text, $14::text, $15::timestamptz, $16::text
      WHERE $4::uuid IS NULL OR EXISTS (SELECT FROM bound)
      RETURNING id
    ), attempted AS (
      INSERT INTO accord.attempts (operation_id, number, started_at, method, path)
      SELECT id, $17::integer, $18::timestamptz, $19::text, $20::text FROM recorded WHERE $17::integer IS NOT NULL
    )
    SELECT 1 FROM recorded`,
  parse: noColumns,
};

const recordAttempt: Statement<true> = {
  name: 'record_attempt',
  text: `
    WITH flight AS (
      SELECT id FROM accord.operations
      WHERE id = $1::uuid AND account_id = $2::text AND state = 'IN_FLIGHT' FOR UPDATE
    ), ended AS (
      UPDATE accord.attempts a
      SET finished_at = $4::timestamptz, status = $5::integer, error_code = $6::text, upstream_request_id = $7::text
      FROM flight WHERE a.operation_id = flight.id AND a.number = $3::integer
    )
    INSERT INTO accord.attempts (operation_id, number, started_at, method, path)
    SELECT id, $8::integer, $9::timestamptz, $10::text, $11::text FROM flight
    RETURNING 1`,
  parse: noColumns,
};

const finish: Statement<true> = {
  name: 'finish_operation',
  text: `
    WITH ended AS (
      UPDATE accord.operations
      SET state = $2::text, changes = $3::text, result = $4::text, finished_at = $5::timestamptz, reason = $6::text,
        reading = coalesce($15::text, reading)
      WHERE id = $1::uuid AND state IN ('IN_FLIGHT', 'UNKNOWN')
      RETURNING id
    ), attempted AS (
      UPDATE accord.attempts a
      SET finished_at = $8::timestamptz, status = $9::integer, error_code = $10::text, upstream_request_id = $11::text
      FROM ended WHERE a.operation_id = ended.id AND a.number = $7::integer
    ), kept AS (
      INSERT INTO accord.snapshots (account_id, source_id, observed_at, operation_id, email_key)
      SELECT $12::text, $13::text, $14::timestamptz, id, $16::text FROM ended WHERE $12::text IS NOT NULL
      ${replaceOlderSnapshot}
    )
    SELECT 1 FROM ended`,
  parse: noColumns,
};

/** See `Store.begin`. The session is the one that the account's lock hangs on. */
export async function writeBegin(session: Session, operation: NewOperation): Promise<void> {
  const { attempt, claim } = operation;
  const values = [
    ...recordValues(operation, claim),
    ...['IN_FLIGHT', null, null, null],
    ...[attempt.number, attempt.startedAt, attempt.method, attempt.path],
  ];
  await writeRecord(session, values).catch((error: unknown) => {
    if (!isViolationOf(error, 'operations_in_flight')) throw error;
    throw inProgress('An earlier update of this account has not been accounted for yet. Nothing was sent.');
  });
}

/** See `Store.recordEnded`. */
export async function writeEnded(session: Session, operation: EndedOperation): Promise<void> {
  const { state, result, finishedAt, reason, claim } = operation;
  const ended = [state, toStored(result), finishedAt, reason];
  await writeRecord(session, [...recordValues(operation, claim), ...ended, null, null, null, null]);
}

/** See `Store.beginAttempt`. */
export async function writeAttempt(session: Session, accountId: string, next: NextAttempt): Promise<void> {
  const { operationId, ended, attempt } = next;
  const rows = await session.query(recordAttempt, [
    ...[operationId, accountId],
    ...[ended.number, ended.finishedAt, ended.status, ended.errorCode, ended.upstreamRequestId],
    ...[attempt.number, attempt.startedAt, attempt.method, attempt.path],
  ]);
  if (rows.length === 0)
    throw inProgress('The operation was settled by somebody else meanwhile. Nothing more was sent.');
}

/** See `Store.finish`. */
export async function writeEnd(session: Session, end: OperationEnd): Promise<boolean> {
  const { attempt, snapshot } = end;
  const rows = await session.query(finish, [
    ...[end.operationId, end.state, toStored(end.changes), toStored(end.result), end.finishedAt, end.reason],
    ...(attempt === null
      ? [null, null, null, null, null]
      : [attempt.number, attempt.finishedAt, attempt.status, attempt.errorCode, attempt.upstreamRequestId]),
    ...(snapshot === null ? [null, null, null, null, null] : snapshotValues(snapshot)),
  ]);
  return rows.length > 0;
}

async function writeRecord(session: Session, values: readonly SqlValue[]): Promise<void> {
  const rows = await session.query(record, values);
  if (rows.length === 0) throw inProgress('The idempotency key was taken over by another request. Nothing was sent.');
}

function recordValues(subject: OperationSubject, claim: ClaimTicket | null): SqlValue[] {
  const { id, accountId, sourceId, actor, mutation, idempotencyKey, changes, intent, createdAt } = subject;
  return [
    ...[id, claim?.scope ?? null, claim?.key ?? null, claim?.owner ?? null],
    ...[accountId, sourceId, actor, mutation, idempotencyKey],
    ...[toStored(changes), toStored(intent), createdAt],
  ];
}
