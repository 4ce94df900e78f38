import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { Secret } from '../../src/domain/secret.ts';

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly url: Secret;
  /** How many connections to it are open, as the database itself counts them. */
  connections(): Promise<number>;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** A kind of database that the store runs on. */
export interface Backend {
  readonly name: string;
  /** Why it is left out here; null where it is there. */
  readonly missing: string | null;
  create(): Promise<TestDatabase>;
}

const pglite: Backend = {
  name: 'PGlite',
  missing: null,
  create: () =>
    Promise.resolve({
      url: new Secret('pglite:memory'),
      connections: () => Promise.resolve(0),
      drop: () => Promise.resolve(),
    }),
};

const serverUrl = process.env.ACCORD_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** PostgreSQL, from ACCORD_TEST_DATABASE_URL or at 127.0.0.1:5432. */
export const postgres: Backend = {
  name: 'PostgreSQL',
  missing: await withServer(() => Promise.resolve(null)).catch(
    () => `no server answers at ${new URL(serverUrl).host}; ACCORD_TEST_DATABASE_URL can name one`,
  ),
  create: createPostgres,
};

/** Every backend of the store. The same suite runs over each. */
export const backends: readonly Backend[] = [pglite, postgres];

async function createPostgres(): Promise<TestDatabase> {
  const name = `accord_test_${randomBytes(8).toString('hex')}`;
  await withServer(async (client) => {
    await client.query(`CREATE DATABASE ${name}`);
    // No test takes the server's power away, and so none has to wait for its disk.
    await client.query(`ALTER DATABASE ${name} SET synchronous_commit = off`);
  });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: new Secret(url.href),
    connections: () =>
      withServer(async (client) => {
        const counted = 'SELECT count(*)::integer AS open FROM pg_stat_activity WHERE datname = $1';
        const { rows } = await client.query<{ open: number }>(counted, [name]);
        return rows[0]?.open ?? NaN;
      }),
    drop: async () => {
      await withServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** Runs work with a connection to the server itself, beside the store. */
export async function withServer<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: serverUrl, connectionTimeoutMillis: 20_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
