import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchProcess } from './child-process.ts';
import type { Counted, Load, Measured } from './messages.ts';
import { machineNow } from './machine.ts';
import type { Round, VariantRounds } from './w4-findings.ts';
import { writeReport } from './w4-report.ts';

/**
 * W4: `updateKiboAccount` of one field, which is one GET, one PUT and one durable record.
 *
 * Everything is a process of its own: the upstream, the servers and the load. They are measured in turns, round by round,
 * so that what else the machine does meets all of them alike. The servers have one core, the upstream and the load the
 * other one. `--quick` takes a tenth of the time and writes no report; `--profile` also writes a CPU profile of the server
 * with the record.
 */
const quick = process.argv.includes('--quick');
const profile = process.argv.includes('--profile');
const ROUNDS = quick ? 2 : 5;
const WARM_UP_MS = quick ? 1_000 : 5_000;
const STRETCH_MS = quick ? 1_000 : 4_000;
const MAX_REQUESTS = 100_000;
const CONNECTIONS = [1, 32];
const SERVER_CORE = 0;
const OTHER_CORE = 1;

interface Variant {
  readonly name: string;
  readonly server: BenchProcess;
  readonly url: string;
  readonly request: Load['request'];
}

const began = machineNow();
const folder = await mkdtemp(join(tmpdir(), 'accord-bench-'));
const processes: BenchProcess[] = [];
function start(script: string, core: number, args: readonly string[] = [], execArgv: string[] = []): BenchProcess {
  const started = new BenchProcess(script, core, { args, execArgv });
  processes.push(started);
  return started;
}

try {
  const load = start('load.ts', OTHER_CORE);
  const upstream = await start('upstream.ts', OTHER_CORE).origin();
  const profiling = profile ? ['--cpu-prof', '--cpu-prof-dir=.cpu-profiles'] : [];
  const recorded = start('accord-server.ts', SERVER_CORE, [upstream, join(folder, 'store')], profiling);
  const unrecorded = start('accord-server.ts', SERVER_CORE, [upstream, 'none']);
  const plain = start('plain-server.ts', SERVER_CORE, [upstream]);
  const recordedUrl = `${await recorded.origin()}/graphql`;
  const variants: readonly Variant[] = [
    { name: 'recorded', server: recorded, url: recordedUrl, request: 'graphql' },
    { name: 'recorded, with an idempotency key', server: recorded, url: recordedUrl, request: 'graphql-with-key' },
    { name: 'without the record', server: unrecorded, url: `${await unrecorded.origin()}/graphql`, request: 'graphql' },
    { name: 'plain Node', server: plain, url: `${await plain.origin()}/`, request: 'plain' },
  ];
  const rounds = await measure(variants, load);
  await writeReport({ variants: rounds, began, ended: machineNow(), stretchMs: STRETCH_MS, isKept: !quick });
} finally {
  await Promise.all(processes.map((one) => one.stop()));
  await rm(folder, { recursive: true, force: true });
}

async function measure(variants: readonly Variant[], load: BenchProcess): Promise<readonly VariantRounds[]> {
  const found = variants.map(({ name }) => ({
    name,
    rounds: new Map(CONNECTIONS.map((count) => [count, [] as Round[]])),
  }));
  for (const variant of variants) await stretch(variant, load, { connections: 32, durationMs: WARM_UP_MS });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const connections of CONNECTIONS) {
      for (const [index, variant] of variants.entries()) {
        const result = await stretch(variant, load, { connections, durationMs: STRETCH_MS });
        found[index]?.rounds.get(connections)?.push(result);
      }
    }
  }
  return found;
}

async function stretch(
  { server, url, request, name }: Variant,
  load: BenchProcess,
  { connections, durationMs }: { readonly connections: number; readonly durationMs: number },
): Promise<Round> {
  await server.count();
  const measured: Measured = await load.load({ url, connections, durationMs, maxRequests: MAX_REQUESTS, request });
  const counted: Counted = await server.count();
  if (measured.failure !== null) throw new Error(`"${name}" answered: ${measured.failure}`);
  return { measured, counted };
}
