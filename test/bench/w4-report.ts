import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Machine } from './machine.ts';
import { costsOf, rowOf, type Costs, type Row, type VariantRounds } from './w4-findings.ts';

export interface W4Findings {
  readonly variants: readonly VariantRounds[];
  readonly began: Machine;
  readonly ended: Machine;
  readonly stretchMs: number;
  /** Whether docs/performance.md and its JSON are written; else the table is only shown. */
  readonly isKept: boolean;
}

const TARGET_MS = 2;
const MARKDOWN = new URL('../../docs/performance.md', import.meta.url);
const JSON_FILE = new URL('../../docs/performance.json', import.meta.url);

/** Shows the findings, and writes them to docs/performance.md and docs/performance.json. */
export async function writeReport(findings: W4Findings): Promise<void> {
  const rows = findings.variants.flatMap(({ name, rounds }) =>
    [...rounds].map(([connections, found]) => rowOf(name, connections, found)),
  );
  const costs = costsOf(rows);
  const text = markdownOf(findings, rows, costs);
  process.stdout.write(text);
  if (!findings.isKept) return;
  const { began, ended, stretchMs } = findings;
  await write(JSON_FILE, JSON.stringify({ w4: { began, ended, stretchMs, rows, costs } }));
  await write(MARKDOWN, text);
}

/** Writes a file in the form that the check of the format wants. */
async function write(file: URL, text: string): Promise<void> {
  const filepath = fileURLToPath(file);
  await writeFile(filepath, await format(text, { ...(await resolveConfig(filepath)), filepath }));
}

function markdownOf({ began, ended, stretchMs, variants }: W4Findings, rows: readonly Row[], costs: Costs): string {
  const rounds = variants[0]?.rounds.get(1)?.length ?? 0;
  const verdict = costs.ownMs <= TARGET_MS ? 'met' : 'missed';
  return `# Performance

Made by \`npm run bench\`; the same figures for programs are in performance.json. Machines differ: compare lines of one
run, not of two.

Commit ${began.commit}, Node ${began.node}, ${began.cpu}, ${began.cores} cores, ${began.memoryGiB} GiB, ${began.at.slice(0, 10)}.
${began.isPinned ? 'The server under test had one core, the upstream and the load shared another.' : 'Processes were not pinned to cores.'}
Load average of the machine: ${began.loadAverage.toFixed(1)} before, ${ended.loadAverage.toFixed(1)} after.

## W4: one update

\`updateKiboAccount\` of one field of 200 accounts in turn: one GET, one PUT, and one durable record in the embedded store,
whose commits are on the disk (fdatasync) before the PUT leaves. The upstream is a static server in a process of its own; the
load is a loop of undici requests, in another. ${rounds} rounds of ${stretchMs / 1_000} s for each line, taken in turns; each figure is the
median of the rounds.

- **recorded**: Accord as it is, over the embedded store in a folder.
- **recorded, with an idempotency key**: the same with a new key for each update, which is claimed first.
- **without the record**: the same code over a store that keeps nothing.
- **plain Node**: the same GET, merge and PUT in a Node server without GraphQL, checks or promises: the limit.

${table(rows)}

One update with one connection, at the median, in milliseconds:

| what | ms |
| --- | ---: |
| Accord's own time, with the record (p50 minus its upstream calls) | ${ms(costs.ownMs)} |
| … in the quietest round | ${ms(costs.ownQuietestMs)} |
| … of which waiting for the disk | ${ms(costs.ownDiskMs)} |
| … with an idempotency key as well | ${ms(costs.ownWithKeyMs)} |
| … without the record | ${ms(costs.ownWithoutRecordMs)} |
| the record alone | ${ms(costs.recordMs)} |
| plain Node's own time | ${ms(costs.ownPlainMs)} |

The target is at most ${TARGET_MS} ms of Accord's own time with the record: **${verdict}** (${ms(costs.ownMs)} ms).
`;
}

function table(rows: readonly Row[]): string {
  const head = [
    '| variant | connections | requests/s | p50 ms (rounds) | p99 ms | upstream calls | of these ms | disk ms | CPU ms | peak RSS MiB |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  const lines = [...rows]
    .sort((a, b) => a.connections - b.connections)
    .map((row) => {
      const p50 = `${ms(row.p50Ms)} (${ms(row.p50LowestMs)}–${ms(row.p50HighestMs)})`;
      const calls = row.upstreamCallsPerOperation.toFixed(2);
      const figures = [
        row.requestsPerSecond.toFixed(0),
        p50,
        ms(row.p99Ms),
        calls,
        ms(row.upstreamMs),
        ms(row.diskMs),
        ms(row.cpuMs),
      ];
      return `| ${row.name} | ${row.connections} | ${figures.join(' | ')} | ${row.peakRssMiB.toFixed(0)} |`;
    });
  return [...head, ...lines].join('\n');
}

function ms(value: number): string {
  return value.toFixed(2);
}
