import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { OperationRecord } from '../domain/operation.ts';
import { isOperationId } from './operation-id.ts';
import { operationColumns, operationOf } from './operation-row.ts';
import type { Session, SqlValue, Statement } from './sql/database.ts';
import type { OpenOperationQuery, OperationPage, OperationQuery } from './store.ts';

const readOne: Statement<OperationRecord> = {
  name: 'read_operation',
  text: `SELECT ${operationColumns} FROM accord.operations o WHERE o.id = $1::uuid`,
  parse: operationOf,
};

const readOpen: Statement<OperationRecord> = {
  name: 'read_open_operations',
  text: `
    SELECT ${operationColumns} FROM accord.operations o
    WHERE o.state IN ('IN_FLIGHT', 'UNKNOWN') AND o.created_at < $1::timestamptz
      AND o.id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
    ORDER BY o.id LIMIT $3::integer`,
  parse: operationOf,
};

/** See `Store.operation`. */
export async function readOperation(session: Session, id: string): Promise<OperationRecord | null> {
  if (!isOperationId(id)) return null;
  const [operation] = await session.query(readOne, [id]);
  return operation ?? null;
}

/** See `Store.openOperations`. */
export function readOpenOperations(session: Session, query: OpenOperationQuery): Promise<readonly OperationRecord[]> {
  return session.query(readOpen, [query.before, checkedPosition(query.after), query.limit]);
}

/** See `Store.operations`. */
export async function readOperations(session: Session, query: OperationQuery): Promise<OperationPage> {
  const conditions = conditionsOf(query);
  const values = conditions.flatMap((condition) => condition.values);
  const found = await session.query(statementFor(conditions), [...values, query.first + 1]);
  return { items: found.slice(0, query.first), hasMore: found.length > query.first };
}

/** A filter that was asked for. `sql` has its own parameters as `?`. */
interface Condition {
  readonly name: string;
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

function conditionsOf(query: OperationQuery): readonly Condition[] {
  const after = checkedPosition(query.after);
  const { accountId, actor, sourceIds, states, visibleTo } = query;
  // Names of states and sources have no commas, so that a list can go as one text.
  return [
    ...(accountId === undefined ? [] : [{ name: 'account', sql: 'o.account_id = ?', values: [accountId] }]),
    ...(actor === undefined ? [] : [{ name: 'actor', sql: ofActor, values: [actor, actor] }]),
    ...(visibleTo === undefined ? [] : [visibleCondition(visibleTo)]),
    ...(sourceIds === undefined ? [] : [listCondition('sources', 'o.source_id', sourceIds)]),
    ...(states === undefined ? [] : [listCondition('states', 'o.state', states)]),
    ...(after === null ? [] : [{ name: 'after', sql: 'o.id < ?::uuid', values: [after] }]),
  ];
}

// The first half is what the index holds.
const ofActor = `"left"(o.actor, 100) = "left"(?, 100) AND o.actor = ?`;

function visibleCondition({ actor, sourceIds }: NonNullable<OperationQuery['visibleTo']>): Condition {
  const ofSources = listCondition('sources', 'o.source_id', sourceIds);
  return { name: 'visible', sql: `(${ofActor} OR ${ofSources.sql})`, values: [actor, actor, ...ofSources.values] };
}

function listCondition(name: string, column: string, values: readonly string[]): Condition {
  return { name, sql: `${column} = ANY(string_to_array(?, ','))`, values: [values.join(',')] };
}

/** One statement for each set of filters that is used, so that each can be planned for its index. */
function statementFor(conditions: readonly Condition[]): Statement<OperationRecord> {
  let count = 0;
  const where = conditions.map(({ sql }) => sql.replaceAll('?', () => `$${(count += 1)}`)).join(' AND ');
  const name = ['read_operations', ...conditions.map((condition) => condition.name)].join('_');
  const text = `
    SELECT ${operationColumns} FROM accord.operations o
    ${where === '' ? '' : `WHERE ${where}`}
    ORDER BY o.id DESC LIMIT $${count + 1}::integer`;
  return { name, text, parse: operationOf };
}

/** A position can be made up by hand. */
function checkedPosition(after: string | null): string | null {
  if (after === null || isOperationId(after)) return after;
  throw new AccountError(
    ErrorCode.INVALID_VALUE,
    'after is no cursor of this list: give back an endCursor as it came.',
    {
      field: 'after',
    },
  );
}
