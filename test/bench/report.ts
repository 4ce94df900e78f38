import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { chartOf } from './chart.ts';
import type { Row } from './findings.ts';
import type { Machine } from './machine.ts';
import type { Extent } from './measure.ts';
import type { WorkloadId } from './options.ts';
import { sectionText } from './report-text.ts';

/** What one workload has shown. */
export interface WorkloadFindings {
  readonly title: string;
  readonly extent: Extent;
  readonly began: Machine;
  readonly ended: Machine;
  readonly rows: readonly Row[];
}

/** All that was measured last, run by run: a run replaces what it measured and leaves the rest. */
export interface Sections {
  readonly workloads?: Readonly<Partial<Record<WorkloadId, WorkloadFindings>>>;
}

const MARKDOWN = new URL('../../docs/performance.md', import.meta.url);
const JSON_FILE = new URL('../../docs/performance.json', import.meta.url);
const CHART = new URL('../../docs/performance.svg', import.meta.url);
const [FROM, TO] = ['<!-- bench:start -->', '<!-- bench:end -->'];

/** Shows what was measured, and puts it into docs/performance.json, .md and .svg where it is to be kept. */
export async function report(found: Sections, { isKept }: { readonly isKept: boolean }): Promise<void> {
  process.stdout.write(`${await format(sectionText(found), { parser: 'markdown', printWidth: 120 })}\n`);
  if (!isKept) return;
  const all = merged(await kept(), found);
  await write(JSON_FILE, JSON.stringify(all));
  const page = await readFile(MARKDOWN, 'utf8');
  const [before = '', after = ''] = [page.split(FROM)[0], page.split(TO)[1]];
  await write(MARKDOWN, `${before}${FROM}\n\n${sectionText(all)}\n${TO}${after}`);
  await writeFile(CHART, chartOf(all.workloads ?? {}));
}

async function kept(): Promise<Sections> {
  const text = await readFile(JSON_FILE, 'utf8').catch(() => '{}');
  return JSON.parse(text) as Sections;
}

function merged(before: Sections, now: Sections): Sections {
  return { ...before, ...now, workloads: { ...before.workloads, ...now.workloads } };
}

/** Writes a file in the form that the check of the format wants. */
async function write(file: URL, text: string): Promise<void> {
  const filepath = fileURLToPath(file);
  await writeFile(filepath, await format(text, { ...(await resolveConfig(filepath)), filepath }));
}
