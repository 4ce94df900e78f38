/**
 * The little that the store asks of a database. PGlite and PostgreSQL both fill it, and the SQL is the same for both.
 *
 * Every method throws AccountError STORE_UNAVAILABLE with the driver's error as its cause, within a bounded time.
 */

/** What a parameter can be. Lists go as text in the statement's own form. */
export type SqlValue = string | number | boolean | Date | null;

/** A row as the driver gives it: timestamps as Date, json parsed, bigint as text. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** One SQL statement with its parameters as $1, $2, … */
export interface Statement<Row> {
  /** Unique for the text: the statement is prepared under it once for each connection. */
  readonly name: string;
  readonly text: string;
  readonly parse: (row: SqlRow) => Row;
}

/** Where statements run one after another. */
export interface Session {
  query<Row>(statement: Statement<Row>, values: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Runs several statements without parameters; their rows are dropped. */
  script(sql: string): Promise<void>;
}

/** A database. Its `query` and `script` run in any session, each in a transaction of its own. */
export interface Database extends Session {
  /** Runs work in one transaction: all of it or nothing. */
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  /** Reclaims what deleted and replaced rows occupy, where nobody else does. */
  tidy(): Promise<void>;
  /** Ends every session. May be repeated. */
  close(): Promise<void>;
}
