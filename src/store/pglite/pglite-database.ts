import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { Client } from 'pg';
import { AccountError } from '../../domain/errors.ts';
import { inTransaction } from '../sql/client-session.ts';
import type { Database, Session, SqlValue, Statement } from '../sql/database.ts';
import { SerialSession } from '../sql/serial-session.ts';
import { storeUnavailable } from '../store-error.ts';
import type { StoreLimits } from '../store-limits.ts';
import { withBaselineCompilation } from './baseline-compilation.ts';
import { DurableFileSystem, durableSettings } from './durable-file-system.ts';
import { openFolder, type PgliteFolder } from './pglite-folder.ts';
import { PgliteStream } from './pglite-stream.ts';
import { readTemplate } from './pglite-template.ts';

/** How many statements may leave dead rows and log behind before it is worth the time to tidy up. */
const TIDY_AFTER = 1_000;
/**
 * The defaults are for a server: these take 150 MB less memory and some disk, and are as fast for what is done here. The
 * last one avoids a timer that would outlive an opening that fails and keep the process from ending.
 */
const settings = [
  'shared_buffers=16MB',
  'wal_buffers=1MB',
  'min_wal_size=32MB',
  'jit=off',
  'log_startup_progress_interval=0',
].flatMap((setting) => ['-c', setting]);

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
      const options = await optionsFor(folder);
      database = await withBaselineCompilation(() => PGlite.create(options));
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

async function optionsFor(folder: PgliteFolder | null): Promise<PGliteOptions> {
  const startParams = [...PGlite.defaultStartParams, ...settings];
  const template = folder === null || folder.isNew ? await readTemplate() : null;
  const from = template === null ? {} : { loadDataDir: template };
  if (folder === null) return { dataDir: 'memory://', startParams, ...from };
  const fs = new DurableFileSystem(folder.dataPath);
  return { fs, startParams: [...startParams, ...durableSettings], relaxedDurability: false, ...from };
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
