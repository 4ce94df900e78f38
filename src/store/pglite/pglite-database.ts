import type { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { AccountError } from '../../domain/errors.ts';
import { inTransaction } from '../sql/client-session.ts';
import type { Database, Session, SqlValue, Statement } from '../sql/database.ts';
import { SerialSession } from '../sql/serial-session.ts';
import { storeUnavailable } from '../store-error.ts';
import type { StoreLimits } from '../store-limits.ts';
import { openPglite } from './embedded-pglite.ts';
import { openFolder, type PgliteFolder } from './pglite-folder.ts';
import { PgliteStream } from './pglite-stream.ts';

/** How many statements may leave dead rows and log behind before it is worth the time to tidy up. */
const TIDY_AFTER = 1_000;

/** PGlite, the embedded PostgreSQL: one session, in this process. */
export class PgliteDatabase implements Database {
  readonly #database: PGlite;
  readonly #session: SerialSession;
  readonly #folder: PgliteFolder | null;
  #untidied = 0;
  #closing: Promise<void> | null = null;

  private constructor(database: PGlite, session: SerialSession, folder: PgliteFolder | null) {
    this.#database = database;
    this.#session = session;
    this.#folder = folder;
  }

  /** Opens the database in a folder, making it at first use; null is one in memory, gone with the process. */
  static async open(path: string | null, limits: StoreLimits): Promise<PgliteDatabase> {
    const folder = path === null ? null : await openFolder(path);
    let database: PGlite | null = null;
    try {
      database = await openPglite(folder);
      await folder?.markMade();
      return new PgliteDatabase(database, await connect(database, limits), folder);
    } catch (error) {
      await database?.close().catch(() => undefined);
      folder?.release();
      throw error instanceof AccountError ? error : storeUnavailable(error, 'The embedded store cannot be opened.');
    }
  }

  query<Row>(statement: Statement<Row>, values: readonly SqlValue[]): Promise<readonly Row[]> {
    this.#untidied += 1;
    return this.#session.query(statement, values);
  }

  script(sql: string): Promise<void> {
    return this.#session.script(sql);
  }

  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.#session.exclusive((session) => inTransaction(session, work));
  }

  /**
   * An embedded database has no processes in the background: nothing reclaims the space of dead rows, and its log grows
   * until the next checkpoint, which also bounds how long it takes to recover after a crash.
   */
  async tidy(): Promise<void> {
    if (this.#untidied < TIDY_AFTER) return;
    this.#untidied = 0;
    await this.script('VACUUM');
    await this.script('CHECKPOINT');
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#session.close();
    // Where it fails the database has failed before, and recovers when it is opened again.
    await this.#database.close().catch(() => undefined);
    this.#folder?.release();
  }
}

async function connect(database: PGlite, { connectMs, statementMs }: StoreLimits): Promise<SerialSession> {
  const client = new Client({
    stream: () => new PgliteStream(database),
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    connectionTimeoutMillis: connectMs,
    // A statement cannot be slow by itself, as nothing else runs; but a database that broke down does not answer.
    query_timeout: statementMs,
  });
  client.on('error', () => undefined);
  await client.connect();
  return new SerialSession(client);
}
