import { afterEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { toStored } from '../../src/domain/stored-value.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { readOperation } from '../../src/store/operation-reads.ts';
import { PgliteDatabase } from '../../src/store/pglite/pglite-database.ts';
import { connectionSettings } from '../../src/store/postgres/connection-settings.ts';
import { PostgresDatabase } from '../../src/store/postgres/postgres-database.ts';
import { dumpSchema, readSchema } from '../../src/store/schema-dump.ts';
import type { Database, Statement } from '../../src/store/sql/database.ts';
import { migrate } from '../../src/store/sql/migrate.ts';
import type { Migration } from '../../src/store/sql/migration.ts';
import { defaultLimits } from '../../src/store/store-limits.ts';
import { Snapshots } from '../../src/store/snapshots.ts';
import { backends, postgres, type TestDatabase } from './backends.ts';
import { killChildren, startChild } from './child.ts';
import { reading } from './samples.ts';

const SLOW_MS = 120_000;

afterEach(killChildren);

const applied: Statement<string> = {
  name: 'test_applied',
  text: 'SELECT number::text AS number FROM accord.migrations ORDER BY number',
  parse: (row) => String(row.number),
};
const putEarlier: Statement<string> = {
  name: 'test_put_earlier',
  text: 'INSERT INTO accord.snapshots (account_id, source_id, observed_at, reading) VALUES ($1, $2, $3, $4)',
  parse: String,
};
const tables: Statement<string> = {
  name: 'test_tables',
  text: "SELECT tablename FROM pg_tables WHERE schemaname = 'accord' ORDER BY 1",
  parse: (row) => String(row.tablename),
};

const earlierId = '01900000-0000-7000-8000-000000000001';
// The second call came first, as rows have no order.
const earlierOperations = `
  INSERT INTO accord.operations (id, account_id, source_id, actor, mutation, state, changes, intent, created_at) VALUES
    ('${earlierId}', 'kibo:1', 'kibo', 'me', 'updateKiboAccount', 'IN_FLIGHT', '[]', '{}', '2025-01-02T03:04:05Z'),
    ('${earlierId.replace(/1$/, '2')}', 'kibo:2', 'kibo', 'me', 'updateKiboAccount', 'NO_CHANGE', '[]', '{}', '2025-01-02T03:04:05Z');
  INSERT INTO accord.attempts VALUES
    ('${earlierId}', 2, '2025-01-02T03:04:07Z', null, 'PUT', '/users/a', null, null, null),
    ('${earlierId}', 1, '2025-01-02T03:04:05.678Z', '2025-01-02T03:04:06Z', 'PUT', '/users/a', 429, 'RATE_LIMITED', 'r-1')`;

function open(database: TestDatabase): Promise<Database> {
  const { url } = database;
  if (url.reveal().startsWith('pglite:')) return PgliteDatabase.open(null, defaultLimits);
  return Promise.resolve(new PostgresDatabase(connectionSettings(url, defaultLimits), null));
}

/** Runs a test on an empty database. */
async function onEmpty(backend: (typeof backends)[number], test: (database: Database) => Promise<void>): Promise<void> {
  const made = await backend.create();
  const database = await open(made);
  try {
    await test(database);
  } finally {
    await database.close();
    await made.drop();
  }
}

const one: Migration = {
  number: 1,
  name: 'one',
  sql: 'CREATE TABLE accord.one (a integer); CREATE TABLE accord.b ();',
};
const two: Migration = { number: 2, name: 'two', sql: 'ALTER TABLE accord.one ADD COLUMN b text' };
const broken: Migration = { number: 2, name: 'broken', sql: 'CREATE TABLE accord.two (); SELECT 1 / 0' };

for (const backend of backends) {
  const describeIf = backend.missing === null ? describe : describe.skip;
  const why = backend.missing === null ? '' : ` (${backend.missing})`;

  describeIf(`migrations on ${backend.name}${why}`, () => {
    it(
      'are applied once, in order, and new ones after the old',
      () =>
        onEmpty(backend, async (database) => {
          await migrate(database, [one]);
          expect(await database.query(applied, [])).toEqual(['1']);
          await migrate(database, [one, two]);
          await migrate(database, [one, two]);
          expect(await database.query(applied, [])).toEqual(['1', '2']);
          expect(await database.query(tables, [])).toEqual(['b', 'migrations', 'one']);
        }),
      SLOW_MS,
    );

    it(
      'leave nothing behind where one of them fails',
      () =>
        onEmpty(backend, async (database) => {
          await expect(migrate(database, [one, broken])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
          expect(await database.query(tables, [])).toEqual([]);
          await migrate(database, [one]);
          await expect(migrate(database, [one, broken])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
          expect(await database.query(tables, [])).toEqual(['b', 'migrations', 'one']);
        }),
      SLOW_MS,
    );

    it(
      'refuse a store that a newer one has written, and say so',
      () =>
        onEmpty(backend, async (database) => {
          await migrate(database, [one, two]);
          const refused = migrate(database, [one]);
          await expect(refused).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
          await expect(refused).rejects.toThrow(/newer Accord: it has migration 2 \(two\).* up to 1/);
        }),
      SLOW_MS,
    );

    it(
      'refuse a migration that was changed after it was applied, and say which',
      () =>
        onEmpty(backend, async (database) => {
          await migrate(database, [one]);
          const changed = { ...one, sql: `${one.sql} ` };
          const refused = migrate(database, [changed, two]);
          await expect(refused).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
          await expect(refused).rejects.toThrow(/another version of migration 1 \(one\)/);
          expect(await database.query(applied, [])).toEqual(['1']);
        }),
      SLOW_MS,
    );

    it(
      'let the snapshots of an earlier version be found by an address',
      () =>
        onEmpty(backend, async (database) => {
          await migrate(database, migrations.slice(0, 2));
          const kept = reading('wacm:1', { email: 'ana@x.hr' });
          const { id, sourceId, observedAt } = kept.account;
          await database.query(putEarlier, [id, sourceId, observedAt, toStored(kept)]);
          await migrate(database, migrations);
          const page = await new Snapshots(database).page({ sourceId, after: null, limit: 9, email: 'ana@x.hr' });
          expect(page.items.map((item) => item.position)).toEqual(['wacm:1']);
        }),
      SLOW_MS,
    );

    it(
      'take the attempts of an earlier version along with their operations',
      () =>
        onEmpty(backend, async (database) => {
          await migrate(database, migrations.slice(0, 3));
          await database.script(earlierOperations);
          await migrate(database, migrations);
          expect((await readOperation(database, earlierId))?.attempts).toEqual([
            {
              ...{ number: 1, method: 'PUT', path: '/users/a', startedAt: new Date('2025-01-02T03:04:05.678Z') },
              finishedAt: new Date('2025-01-02T03:04:06Z'),
              ...{ status: 429, errorCode: 'RATE_LIMITED', upstreamRequestId: 'r-1' },
            },
            {
              ...{ number: 2, method: 'PUT', path: '/users/a', startedAt: new Date('2025-01-02T03:04:07Z') },
              ...{ finishedAt: null, status: null, errorCode: null, upstreamRequestId: null },
            },
          ]);
          expect((await readOperation(database, earlierId.replace(/1$/, '2')))?.attempts).toEqual([]);
        }),
      SLOW_MS,
    );

    it(
      'make the schema that is written down',
      () =>
        onEmpty(backend, async (database) => {
          await migrate(database, migrations);
          expect(await readSchema(database)).toBe(await dumpSchema());
        }),
      SLOW_MS,
    );
  });
}

describe('the migrations', () => {
  it('are numbered without gaps', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_migration, index) => index + 1));
  });
});

(postgres.missing === null ? describe : describe.skip)(
  `migrations by several (${postgres.missing ?? 'PostgreSQL'})`,
  () => {
    it(
      'processes at once are applied once, and all of them can go on',
      async () => {
        const database = await postgres.create();
        try {
          const children = Array.from({ length: 5 }, () => startChild('ping.child.ts', database.url.reveal()));
          expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0, 0, 0]);
          const opened = await open(database);
          expect(await opened.query(applied, [])).toEqual(migrations.map(({ number }) => String(number)));
          await opened.close();
        } finally {
          await database.drop();
        }
      },
      SLOW_MS,
    );

    it(
      'stores at once are applied once, in 20 rounds',
      async () => {
        for (let round = 0; round < 20; round += 1) {
          const made = await postgres.create();
          const databases = await Promise.all([1, 2, 3, 4, 5].map(() => open(made)));
          const name = `n${randomUUID().slice(0, 8)}`;
          await Promise.all(databases.map((database) => migrate(database, [{ ...one, name }, two])));
          await Promise.all(databases.map((database) => database.close()));
          await made.drop();
        }
      },
      SLOW_MS,
    );
  },
);
