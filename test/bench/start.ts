import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchProcess } from './child-process.ts';
import { Program, type Used } from './program.ts';
import { withScratchDatabase } from './scratch-database.ts';
import { median, medianRatio } from './statistics.ts';
import type { Surroundings } from './workloads.ts';

const TIMES = 5;

interface Start extends Used {
  readonly readyMs: number;
}

/** A server that is starting. */
interface Starting {
  readonly ready: Promise<unknown>;
  readonly used: () => Promise<Used>;
  readonly stop: () => Promise<void>;
}

interface Starter {
  readonly name: string;
  readonly begin: () => Starting;
}

/**
 * How long the built program takes until it serves, and its memory then: with PostgreSQL, and with the embedded store. In
 * turns with the ordinary stack, which has no store: that one says what the machine's second is worth.
 */
export async function measureStarts({ folder, upstream }: Surroundings): Promise<void> {
  await withScratchDatabase(async (url) => {
    const postgres = await configure(join(folder, 'postgres.yaml'), url);
    const embedded = await configure(join(folder, 'embedded.yaml'), `pglite:${join(folder, 'store')}`);
    const starters = [
      { name: 'ordinary stack', begin: () => ordinaryStack(upstream) },
      { name: 'Accord with PostgreSQL', begin: () => accord(postgres) },
      { name: 'Accord with the embedded store', begin: () => accord(embedded) },
    ];
    tellOf(await measureInTurns(starters));
  });
}

async function configure(file: string, url: string): Promise<string> {
  const kibo = { id: 'kibo', provider: 'kibo', baseUrl: 'http://127.0.0.1:9/api', tenantId: 1 };
  const sources = [{ ...kibo, auth: { type: 'bearer', token: 'bench' } }];
  await writeFile(file, JSON.stringify({ store: { url }, sources }));
  return file;
}

async function measureInTurns(starters: readonly Starter[]): Promise<ReadonlyMap<string, readonly Start[]>> {
  // The first one makes the store.
  for (const { begin } of starters) await startOnce(begin);
  const found = new Map(starters.map(({ name }): [string, Start[]] => [name, []]));
  for (let round = 0; round < TIMES; round += 1) {
    for (const { name, begin } of starters) found.get(name)?.push(await startOnce(begin));
  }
  return found;
}

function tellOf(found: ReadonlyMap<string, readonly Start[]>): void {
  const readyTimes = (starts: readonly Start[]): readonly number[] => starts.map(({ readyMs }) => readyMs);
  const [first = []] = found.values();
  for (const [name, starts] of found) {
    const over = (value: (start: Start) => number): string => median(starts.map(value)).toFixed(0);
    const share = medianRatio(readyTimes(starts), readyTimes(first)).toFixed(2);
    process.stdout.write(
      `${name}: ready after ${over(({ readyMs }) => readyMs)} ms, ${share} of the first; ` +
        `${over(({ cpuMs }) => cpuMs)} ms CPU; RSS ${over(({ rssMiB }) => rssMiB)} MiB; median of ${TIMES}\n`,
    );
  }
}

async function startOnce(begin: () => Starting): Promise<Start> {
  const startedAt = performance.now();
  const { ready, used, stop } = begin();
  try {
    await ready;
    const readyMs = performance.now() - startedAt;
    return { readyMs, ...(await used()) };
  } finally {
    await stop();
  }
}

function accord(config: string): Starting {
  const program = new Program(config);
  return { ready: program.origin, used: () => program.used(), stop: () => program.stop() };
}

function ordinaryStack(upstream: string): Starting {
  const server = new BenchProcess('ordinary-server.ts', null, { args: [upstream] });
  return { ready: server.origin(), used: () => server.count(), stop: () => server.stop() };
}
