import { DOCUMENT } from '../domain/account.ts';
import type { Reading, ReadingPage } from '../domain/datasource.ts';
import { emailKey } from '../domain/email-address.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { Database, SqlValue, Statement } from './sql/database.ts';
import { noColumns, textOf } from './sql/row.ts';
import type { SnapshotQuery } from './store.ts';
import { fromStored, toStored } from '../domain/stored-value.ts';

/** How a snapshot replaces the one before: unless that one is of a later moment. */
export const replaceOlderSnapshot = `
      ON CONFLICT (account_id) DO UPDATE
      SET source_id = excluded.source_id, observed_at = excluded.observed_at, reading = excluded.reading,
        operation_id = excluded.operation_id, email_key = excluded.email_key
      WHERE snapshots.observed_at <= excluded.observed_at`;

const put: Statement<true> = {
  name: 'put_snapshot',
  text: `
    INSERT INTO accord.snapshots (account_id, source_id, observed_at, reading, email_key)
    VALUES ($1, $2, $3::timestamptz, $4, $5) ${replaceOlderSnapshot}`,
  parse: noColumns,
};

/** Reads snapshots, each from its own row or from the operation that it came with. */
function reads(name: string, which: string): Statement<Reading> {
  return {
    name,
    text: `
    SELECT coalesce(s.reading, o.reading) AS reading
    FROM accord.snapshots s LEFT JOIN accord.operations o ON o.id = s.operation_id
    ${which}`,
    parse: (row) => toReading(textOf(row, 'reading')),
  };
}

const get = reads('get_snapshot', 'WHERE s.account_id = $1');

const NEXT = 'ORDER BY s.account_id LIMIT $3::integer';
const list = reads('list_snapshots', `WHERE s.source_id = $1 AND s.account_id > $2 ${NEXT}`);

// Rows without a key are of an earlier version, and may be anybody's.
const listByEmail = reads(
  'list_snapshots_by_email',
  `WHERE s.source_id = $1 AND s.account_id > $2
      AND ("left"(s.email_key, 300) = "left"($4, 300) OR "left"(s.email_key, 300) IS NULL) ${NEXT}`,
);

/** The last answers of the providers. */
export class Snapshots {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** See `Store.putSnapshot`. */
  async put(reading: Reading): Promise<void> {
    await this.#database.query(put, snapshotValues(reading));
  }

  /** See `Store.snapshot`. */
  async get(accountId: string): Promise<Reading | null> {
    const [reading] = await this.#database.query(get, [accountId]);
    return reading ?? null;
  }

  /** See `Store.snapshots`. */
  async page({ sourceId, after, limit, email = null }: SnapshotQuery): Promise<ReadingPage> {
    if (after !== null && !/^[\x21-\x7e]{1,300}$/.test(after)) {
      throw new AccountError(ErrorCode.INVALID_VALUE, 'after is no cursor of this list.', { field: 'after' });
    }
    const place = [sourceId, after ?? '', limit + 1];
    const readings =
      email === null
        ? await this.#database.query(list, place)
        : await this.#database.query(listByEmail, [...place, emailKey(email)]);
    const items = readings.slice(0, limit).map((reading) => ({ reading, position: reading.account.id }));
    return { items, hasMore: readings.length > limit };
  }
}

/** The columns of a snapshot, in the order account_id, source_id, observed_at, reading, email_key. */
export function snapshotValues(reading: Reading): readonly SqlValue[] {
  const { id, sourceId, observedAt, email } = reading.account;
  return [id, sourceId, observedAt, toStored(reading), emailKey(email ?? '').replaceAll('\0', '')];
}

function toReading(stored: string): Reading {
  const { account, wire } = fromStored(stored) as Reading;
  // The document is kept once: it is the same as the wire.
  return { account: { ...account, [DOCUMENT]: wire, freshness: 'SNAPSHOT' }, wire };
}
