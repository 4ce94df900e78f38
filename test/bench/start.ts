import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Program, type Used } from './program.ts';
import { withScratchDatabase } from './scratch-database.ts';
import { median } from './statistics.ts';

const TIMES = 5;

interface Start extends Used {
  readonly readyMs: number;
}

/** How long the built program takes until it serves, and its memory then: with PostgreSQL, and with the embedded store. */
export async function measureStarts(folder: string): Promise<void> {
  await withScratchDatabase(async (url) => {
    await measureStart('PostgreSQL', await configure(folder, url));
  });
  await measureStart('embedded store', await configure(folder, `pglite:${join(folder, 'store')}`));
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
  const program = new Program(config);
  await program.origin;
  const readyMs = performance.now() - startedAt;
  const used = await program.used();
  await program.stop();
  return { readyMs, ...used };
}
