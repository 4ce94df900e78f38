import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { median } from './statistics.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const SERVER = process.env.ACCORD_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const TIMES = 5;

interface Start {
  readonly readyMs: number;
  readonly cpuMs: number;
  readonly rssMiB: number;
}

/** How long the built program takes until it serves, and its memory then: with PostgreSQL, and with the embedded store. */
export async function measureStarts(folder: string): Promise<void> {
  const database = `accord_bench_${process.pid}`;
  await administer(`create database ${database}`);
  try {
    const url = new URL(SERVER);
    url.pathname = `/${database}`;
    await measureStart('PostgreSQL', await configure(folder, url.href));
    await measureStart('embedded store', await configure(folder, `pglite:${join(folder, 'store')}`));
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

async function configure(folder: string, url: string): Promise<string> {
  const kibo = { id: 'kibo', provider: 'kibo', baseUrl: 'http://127.0.0.1:9/api', tenantId: 1 };
  const sources = [{ ...kibo, auth: { type: 'bearer', token: 'bench' } }];
  const file = join(folder, 'start.yaml');
  await writeFile(file, JSON.stringify({ store: { url }, sources }));
  return file;
}

async function measureStart(name: string, config: string): Promise<void> {
  // The first one makes the store.
  await startOnce(config);
  const starts: Start[] = [];
  for (let index = 0; index < TIMES; index += 1) starts.push(await startOnce(config));
  const over = (value: (start: Start) => number): string => median(starts.map(value)).toFixed(0);
  const [ready, cpu, rss] = [over(({ readyMs }) => readyMs), over(({ cpuMs }) => cpuMs), over(({ rssMiB }) => rssMiB)];
  process.stdout.write(`${name}: ready after ${ready} ms, ${cpu} ms of them CPU; RSS ${rss} MiB; median of ${TIMES}\n`);
}

async function startOnce(config: string): Promise<Start> {
  const startedAt = performance.now();
  const env = { PATH: process.env.PATH, PORT: '0' };
  const child = spawn(process.execPath, [PROGRAM, '--config', config], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  for await (const chunk of child.stdout) if (String(chunk).includes('accord is ready')) break;
  const readyMs = performance.now() - startedAt;
  // Linux tells both; elsewhere they are left out.
  const [stat, status] = await Promise.all(
    ['stat', 'status'].map((name) => readFile(`/proc/${child.pid ?? 0}/${name}`, 'utf8').catch(() => '')),
  );
  const times = stat?.slice(stat.lastIndexOf(')')).split(' ') ?? [];
  child.kill('SIGTERM');
  await gone;
  return {
    readyMs,
    // In hundredths of a second.
    cpuMs: (Number(times[12]) + Number(times[13])) * 10,
    rssMiB: Number(/VmRSS:\s+(\d+)/.exec(status ?? '')?.[1]) / 1024,
  };
}
