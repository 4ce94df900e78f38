import { Client } from 'pg';

const SERVER = process.env.ACCORD_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** Lets `work` have the URL of a new PostgreSQL database, which is dropped afterwards. */
export async function withScratchDatabase(work: (url: string) => Promise<void>): Promise<void> {
  const database = `accord_bench_${process.pid}`;
  await administer(`create database ${database}`);
  try {
    const url = new URL(SERVER);
    url.pathname = `/${database}`;
    await work(url.href);
  } finally {
    await administer(`drop database ${database} with (force)`);
  }
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: SERVER });
  await client.connect();
  await client.query(statement);
  await client.end();
}
