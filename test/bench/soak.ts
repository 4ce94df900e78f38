import { stretch, withServers, type Rig } from './measure.ts';
import type { Workload } from './workloads.ts';

const SLICE_MS = 15_000;
/** The heap finds its size, and code its last form. */
const SETTLING_MS = 5 * 60_000;

/** Half of W1's load for a while, and how the memory of Accord grows meanwhile. */
export async function soak({ variants: [variant] }: Workload, rig: Rig, totalMs: number): Promise<void> {
  if (!variant) return;
  await withServers([variant], async (servers) => {
    const server = servers.get(variant.server);
    if (!server) return;
    const how = { rig, server, connections: 32 };
    const full = await stretch(variant, { ...how, durationMs: SLICE_MS });
    const rate = Math.max(32, Math.round((full.measured.latenciesMs.length * 500) / full.measured.elapsedMs));
    const points: { readonly minutes: number; readonly rssMiB: number }[] = [];
    const startedAt = performance.now();
    const settlingMs = Math.min(SETTLING_MS, totalMs / 2);
    while (performance.now() - startedAt < totalMs) {
      const { counted } = await stretch(variant, { ...how, durationMs: SLICE_MS, rate });
      const sinceMs = performance.now() - startedAt;
      const minutes = sinceMs / 60_000;
      if (sinceMs > settlingMs) points.push({ minutes, rssMiB: counted.rssMiB });
      process.stdout.write(`${minutes.toFixed(1)} min  ${counted.rssMiB.toFixed(1)} MiB\n`);
    }
    process.stdout.write(
      `${rate} requests/s; ${slopeOf(points).toFixed(2)} MiB a minute after settling; below 1 wanted.\n`,
    );
  });
}

/** Of the straight line through all points that fits them best. */
function slopeOf(points: readonly { readonly minutes: number; readonly rssMiB: number }[]): number {
  const mean = (value: (point: (typeof points)[number]) => number): number =>
    points.reduce((sum, point) => sum + value(point), 0) / points.length;
  const [middle, height] = [mean(({ minutes }) => minutes), mean(({ rssMiB }) => rssMiB)];
  const spread = mean(({ minutes }) => (minutes - middle) ** 2);
  return mean(({ minutes, rssMiB }) => (minutes - middle) * (rssMiB - height)) / spread;
}
