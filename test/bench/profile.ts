import { mkdir, readFile } from 'node:fs/promises';
import { measuredCpu, type CpuProfile } from './profile-packages.ts';
import { stretch, warmedUp, withServers, type Rig } from './measure.ts';
import type { Workload } from './workloads.ts';

const WARM_UP = { warmUpMs: 5_000, warmUpRequests: 5_000 };
const STRETCH_MS = 10_000;

/** Takes a CPU profile of the first server of a workload, Accord, and prints where its time goes. */
export async function profileWorkload(workload: Workload, rig: Rig): Promise<void> {
  const [variant] = workload.variants;
  const [connections] = workload.connections;
  if (!variant || connections === undefined) return;
  const folder = '.cpu-profiles';
  await mkdir(folder, { recursive: true });
  const file = `${folder}/${workload.id}.cpuprofile`;
  await withServers([variant], async (servers) => {
    const server = servers.get(variant.server);
    if (!server) return;
    const how = { rig, server, connections };
    await warmedUp((durationMs) => stretch(variant, { ...how, durationMs }), WARM_UP);
    await server.profile('start', file);
    const { measured, counted } = await stretch(variant, { ...how, durationMs: STRETCH_MS });
    await server.profile('stop', file);
    const requests = measured.latenciesMs.length;
    const cpuProfile = JSON.parse(await readFile(file, 'utf8')) as CpuProfile;
    process.stdout.write(
      `${workload.id}: ${requests} requests, ${((counted.cpuMs * 1_000) / requests).toFixed(1)} µs CPU each\n\n`,
    );
    for (const [heading, lines] of measuredCpu(cpuProfile, { requests, cpuMs: counted.cpuMs })) {
      process.stdout.write(`${heading}, µs a request\n${lines.join('\n')}\n\n`);
    }
    process.stdout.write(`The profile is ${file}.\n`);
  });
}
