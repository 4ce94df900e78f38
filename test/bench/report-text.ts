import type { Row } from './findings.ts';
import { workloadIds } from './options.ts';
import type { Sections, WorkloadFindings } from './report.ts';
import { verdictsOf } from './targets.ts';

/** What was measured, as Markdown. */
export function sectionText({ workloads }: Sections): string {
  const parts = workloadIds.flatMap((id) => {
    const found = workloads?.[id];
    return found ? [`### ${id}: ${found.title}\n\n${workloadText(id, found)}`] : [];
  });
  return parts.join('\n\n');
}

function workloadText(id: (typeof workloadIds)[number], found: WorkloadFindings): string {
  const { began, ended, extent, rows } = found;
  const where = [
    `Commit ${began.commit}, Node ${began.node}, ${began.cpu}, ${began.cores} cores, ${began.memoryGiB} GiB, ${began.at.slice(0, 16)}Z`,
    began.isPinned
      ? 'the server under test on one core, upstream and load on another'
      : 'processes not pinned to cores',
    `load average ${began.loadAverage.toFixed(1)} before and ${ended.loadAverage.toFixed(1)} after`,
    `median of ${extent.rounds * 2} rounds of ${extent.stretchMs / 1_000} s`,
  ];
  const verdicts = verdictsOf(id, rows).map((line) => `- ${line}`);
  return [`${where.join('; ')}.`, table(rows), verdicts.join('\n')].join('\n\n');
}

function table(rows: readonly Row[]): string {
  const timed = rows.some((row) => row.upstreamMs > 0);
  const headings = ['server', 'connections', 'requests/s', 'p50 ms (rounds)', 'p99 ms', 'upstream calls', 'CPU µs'];
  const more = ['core busy', 'peak RSS MiB', ...(timed ? ['in upstream ms', 'in disk ms'] : [])];
  const all = [...headings, ...more];
  const lines = rows.map((row) => [
    row.name,
    String(row.connections),
    row.requestsPerSecond.toFixed(0),
    `${ms(row.p50Ms)} (${ms(row.p50LowestMs)}–${ms(row.p50HighestMs)})`,
    ms(row.p99Ms),
    row.upstreamCallsPerOperation.toFixed(2),
    row.cpuUs.toFixed(0),
    `${(row.coreShare * 100).toFixed(0)} %`,
    row.peakRssMiB.toFixed(0),
    ...(timed ? [ms(row.upstreamMs), ms(row.diskMs)] : []),
  ]);
  const rule = all.map((_, column) => (column === 0 ? '---' : '---:'));
  return [all, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function ms(value: number): string {
  return value.toFixed(2);
}
