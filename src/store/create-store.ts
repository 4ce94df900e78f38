import type { Clock } from '../domain/clock.ts';
import type { Secret } from '../domain/secret.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { AccountLocks } from './locks/account-locks.ts';
import { LocalAccountLocks } from './locks/local-account-locks.ts';
import { migrations } from './migrations/index.ts';
import type { Database } from './sql/database.ts';
import { migrate } from './sql/migrate.ts';
import type { SerialSession } from './sql/serial-session.ts';
import { SqlStore } from './sql-store.ts';
import { defaultLimits, type StoreLimits } from './store-limits.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  /** `pglite:PATH`, `pglite:memory` or `postgres://…`. */
  readonly url: Secret;
  readonly clock: Clock;
  readonly logger?: Logger;
  /** Default: `defaultLimits`. */
  readonly limits?: Partial<StoreLimits>;
  /** For the pauses between two questions for a lock: at least 0, less than 1. Default: Math.random. */
  readonly random?: () => number;
}

/**
 * Opens the store of operations and brings its schema up to date.
 *
 * Close it: an embedded store's folder stays locked, and a server's connections open, until then or the process's end.
 * @throws AccountError STORE_UNAVAILABLE where the server does not answer, the folder is in use or cannot be written, or
 * the schema was made by a newer Accord. @throws TypeError for another kind of URL, which the configuration refuses.
 */
export async function createStore(options: StoreOptions): Promise<Store> {
  const limits = { ...defaultLimits, ...options.limits };
  const url = options.url.reveal();
  const path = /^pglite:(.+)$/.exec(url)?.[1];
  if (path === undefined && !/^postgres(ql)?:\/\//.test(url)) throw new TypeError('The URL is not one of a store.');
  const opened = await (path === undefined ? openPostgres(options, limits) : openPglite(path, limits));
  return new SqlStore({ ...opened, clock: options.clock, limits });
}

interface Opened {
  readonly database: Database;
  readonly locks: AccountLocks;
}

// Only what is used is loaded: the embedded database alone is several megabytes of code.

async function openPglite(path: string, limits: StoreLimits): Promise<Opened> {
  const { PgliteDatabase } = await import('./pglite/pglite-database.ts');
  const database = await PgliteDatabase.open(path === 'memory' ? null : path, limits);
  await closedOnError(database, () => migrate(database, migrations));
  return { database, locks: new LocalAccountLocks(database) };
}

async function openPostgres(options: StoreOptions, limits: StoreLimits): Promise<Opened> {
  const { PostgresDatabase } = await import('./postgres/postgres-database.ts');
  const { PostgresAccountLocks } = await import('./postgres/postgres-account-locks.ts');
  const { connectionSettings } = await import('./postgres/connection-settings.ts');
  const { url, clock, logger = null, random = Math.random } = options;
  // Connections of their own: a migration, or the wait for that of another process, may take longer than a statement.
  const patient = new PostgresDatabase(connectionSettings(url, { ...limits, statementMs: limits.migrationMs }), logger);
  await closedOnError(patient, () => migrate(patient, migrations));
  await patient.close();
  const database = new PostgresDatabase(connectionSettings(url, limits), logger);
  const connect = (): Promise<SerialSession> => database.openSession();
  return { database, locks: new PostgresAccountLocks({ connect, clock, logger, random }) };
}

async function closedOnError(database: Database, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await database.close();
    throw error;
  }
}
