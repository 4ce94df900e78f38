import { storeUnavailable } from '../store-error.ts';
import type { Database, Session, Statement } from './database.ts';
import { hashOf, type Migration } from './migration.ts';
import { noColumns, numberOf, textOf } from './row.ts';

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly hash: string;
}

// A number of our own choice, the same in every version; advisory locks are numbers.
const lockMigrations: Statement<true> = {
  name: 'lock_migrations',
  text: 'SELECT pg_advisory_xact_lock(4710260117532)',
  parse: noColumns,
};
const isPrepared: Statement<boolean> = {
  name: 'is_prepared',
  text: "SELECT to_regclass('accord.migrations') IS NOT NULL AS prepared",
  parse: (row) => row.prepared === true,
};
const readApplied: Statement<Applied> = {
  name: 'read_applied',
  text: 'SELECT number, name, sha256 FROM accord.migrations ORDER BY number',
  parse: (row) => ({ number: numberOf(row, 'number'), name: textOf(row, 'name'), hash: textOf(row, 'sha256') }),
};
const writeApplied: Statement<true> = {
  name: 'write_applied',
  text: 'INSERT INTO accord.migrations (number, name, sha256) VALUES ($1, $2, $3)',
  parse: noColumns,
};

const PREPARE = `
CREATE SCHEMA IF NOT EXISTS accord;
CREATE TABLE accord.migrations (
  number integer PRIMARY KEY,
  name text NOT NULL,
  sha256 text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);
`;

/**
 * Brings the schema up to date, in one transaction. Any number of processes may do so at once: they do it one after
 * another, and all but the first find it done.
 *
 * @throws AccountError STORE_UNAVAILABLE where the database holds a migration that is not in the list (a newer Accord
 * was here) or differs from the one in the list. Nothing is changed then.
 */
export function migrate(database: Database, migrations: readonly Migration[]): Promise<void> {
  return database.transaction(async (session) => {
    await session.query(lockMigrations, []);
    const applied = await appliedIn(session);
    for (const one of applied) assertKnown(one, migrations);
    const numbers = new Set(applied.map(({ number }) => number));
    for (const migration of migrations) {
      if (numbers.has(migration.number)) continue;
      await session.script(migration.sql);
      await session.query(writeApplied, [migration.number, migration.name, hashOf(migration)]);
    }
  });
}

async function appliedIn(session: Session): Promise<readonly Applied[]> {
  const [prepared] = await session.query(isPrepared, []);
  // Only where it is missing: who may use a schema need not be allowed to make one.
  if (prepared !== true) await session.script(PREPARE);
  return session.query(readApplied, []);
}

function assertKnown(applied: Applied, migrations: readonly Migration[]): void {
  const known = migrations.find(({ number }) => number === applied.number);
  const shown = `migration ${applied.number} (${applied.name})`;
  if (known === undefined) {
    const newest = migrations.at(-1)?.number ?? 0;
    const message = `The store was written by a newer Accord: it has ${shown}, and this one knows those up to ${newest}.`;
    throw storeUnavailable(undefined, `${message} Start the newer one.`);
  }
  if (hashOf(known) === applied.hash) return;
  const message = `The store was made by another version of ${shown} than this Accord has: a migration never changes.`;
  throw storeUnavailable(undefined, message);
}
