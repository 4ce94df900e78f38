import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Counted } from './messages.ts';
import { stretch, type Rig } from './measure.ts';
import { Program } from './program.ts';
import { withScratchDatabase } from './scratch-database.ts';
import { median, medianRatio } from './statistics.ts';
import { heavyPage, type Surroundings, type Variant, type Workload } from './workloads.ts';

const ROUNDS = 5;
const WARM_UP_MS = 8_000;
const STRETCH_MS = 5_000;
const COUNTS = [1, 2];
const WANTED = 1.7;

/** What one stretch of load showed. */
interface Figures {
  readonly requestsPerSecond: number;
  /** Cores that the program was busy on. */
  readonly cores: number;
}

/**
 * One worker and two, in turns, under the load of each workload and of one that takes upstream and load next to nothing. No
 * process is kept to a core here: what those two take is missing to two workers on a machine of two cores, and not to one.
 */
export async function measureWorkers(
  workloads: readonly Workload[],
  rig: Rig,
  { upstream, folder }: Surroundings,
): Promise<void> {
  await withScratchDatabase(async (store) => {
    const programs: Program[] = [];
    try {
      for (const workers of COUNTS) {
        const program = new Program(
          await configure(join(folder, `workers-${workers}.yaml`), { store, upstream, workers }),
        );
        programs.push(program);
        await program.origin;
      }
      for (const { id, variants } of workloads) if (variants[0]) await compare(id, variants[0], rig, programs);
      const page = heavyPage();
      await compare(page.name, page, rig, programs);
    } finally {
      await Promise.all(programs.map((program) => program.stop()));
    }
  });
}

interface Setting {
  readonly store: string;
  readonly upstream: string;
  readonly workers: number;
}

async function configure(file: string, { store, upstream, workers }: Setting): Promise<string> {
  const kibo = { id: 'kibo', provider: 'kibo', baseUrl: `${upstream}/api`, tenantId: 100, limits: { concurrency: 32 } };
  const sources = [{ ...kibo, auth: { type: 'bearer', token: 'bench' } }];
  await writeFile(file, JSON.stringify({ store: { url: store }, server: { workers }, sources }));
  return file;
}

async function compare(
  id: string,
  variant: Omit<Variant, 'server'>,
  rig: Rig,
  programs: readonly Program[],
): Promise<void> {
  const one = (program: Program, durationMs: number): Promise<Figures> => figures(variant, rig, program, durationMs);
  for (const program of programs) await one(program, WARM_UP_MS);
  const rounds = programs.map((): Figures[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, program] of programs.entries()) rounds[index]?.push(await one(program, STRETCH_MS));
  }
  const rates = rounds.map((found) => found.map((each) => each.requestsPerSecond));
  for (const [index, found] of rounds.entries()) {
    const cores = median(found.map((each) => each.cores)).toFixed(2);
    process.stdout.write(
      `${id}: ${COUNTS[index] ?? ''} workers: ${median(rates[index] ?? []).toFixed(0)} requests/s, ${cores} cores busy\n`,
    );
  }
  const [single = [], double = []] = rates;
  process.stdout.write(
    `${id}: two workers do ${medianRatio(double, single).toFixed(2)} times as much as one; ${WANTED} wanted\n`,
  );
}

async function figures(
  variant: Omit<Variant, 'server'>,
  rig: Rig,
  program: Program,
  durationMs: number,
): Promise<Figures> {
  let before = await program.used();
  const server = {
    origin: () => program.origin,
    count: async (): Promise<Counted> => {
      const now = await program.used();
      const { rssMiB } = now;
      const cpuMs = now.cpuMs - before.cpuMs;
      before = now;
      return { kind: 'counted', upstreamMs: {}, calls: 0, diskMs: [], cpuMs, rssMiB, peakRssMiB: rssMiB };
    },
  };
  const { measured, counted } = await stretch(variant, { rig, server, connections: 32, durationMs });
  const { elapsedMs, latenciesMs } = measured;
  return { requestsPerSecond: (latenciesMs.length * 1_000) / elapsedMs, cores: counted.cpuMs / elapsedMs };
}
