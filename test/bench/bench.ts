import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../scripts/bundle.ts';
import { BenchProcess } from './child-process.ts';
import { OTHER_CORE } from './cores.ts';
import { rowsOf } from './findings.ts';
import { machineNow } from './machine.ts';
import { measure, type Extent, type Rig } from './measure.ts';
import { parseOptions, type Options } from './options.ts';
import { profileWorkload } from './profile.ts';
import { report, type Sections } from './report.ts';
import { soak } from './soak.ts';
import { measureStarts } from './start.ts';
import { measureWorkers } from './workers.ts';
import { workloadsOf, type Surroundings, type Workload } from './workloads.ts';

/**
 * `npm run bench`: the workloads of the design, Accord beside a plain Node server, the ordinary stack and Hive Gateway.
 *
 * Everything is a process of its own: the upstream, the servers and the load. The servers of a workload are measured in
 * turns, round by round. The servers have one core, the upstream and the load the other one.
 */
const FULL: Extent = { rounds: 3, warmUpMs: 5_000, warmUpRequests: 5_000, stretchMs: 4_000 };
const QUICK: Extent = { rounds: 1, warmUpMs: 1_000, warmUpRequests: 2_000, stretchMs: 2_000 };

const options = parseOptions(process.argv.slice(2));
installOthers();
await bundle({ root: 'test/bench', entries: ['accord-server.ts'], folder: 'dist/bench' });
const folder = await mkdtemp(join(tmpdir(), 'accord-bench-'));
const core = options.workers ? null : OTHER_CORE;
const rig: Rig = {
  upstream: new BenchProcess('upstream.ts', core),
  load: new BenchProcess('load.ts', core),
  backgroundLoad: new BenchProcess('load.ts', core),
};
try {
  await run(options, { upstream: await rig.upstream.origin(), folder });
} finally {
  await Promise.all(Object.values(rig).map((one: BenchProcess) => one.stop()));
  await rm(folder, { recursive: true, force: true });
}

async function run(chosen: Options, surroundings: Surroundings): Promise<void> {
  const { profile, only, isQuick, soakMs, start, workers } = chosen;
  const workloads = workloadsOf(surroundings);
  const [w1] = workloads;
  if (soakMs !== null && w1) return soak(w1, rig, soakMs);
  if (start) return measureStarts(surroundings);
  if (workers) return measureWorkers(workloads.slice(0, 2), rig, surroundings);
  if (profile !== null) {
    const workload = workloads.find(({ id }) => id === profile);
    if (workload) await profileWorkload(workload, rig);
    return;
  }
  for (const workload of workloads.filter(({ id }) => only.includes(id))) {
    await report(await sectionOf(workload, isQuick ? QUICK : FULL), { isKept: !isQuick });
  }
}

async function sectionOf(workload: Workload, extent: Extent): Promise<Sections> {
  const began = machineNow();
  const rows = rowsOf(await measure(workload, rig, extent));
  const { id, title } = workload;
  return { workloads: { [id]: { title, extent, began, ended: machineNow(), rows } } };
}

/** What is measured beside Accord, and the load generator, are installed where the bench is first run. */
function installOthers(): void {
  const others = fileURLToPath(new URL('others/', import.meta.url));
  if (existsSync(join(others, 'node_modules', '.package-lock.json'))) return;
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: others, stdio: 'inherit' });
}
