import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListAccountsDocument, type ListAccountsQuery } from '../../schema/operations.gen.ts';
import { startDemoProviders, type DemoProviders } from '../../src/cli/demo-providers.ts';
import { createPeople } from '../../src/emulators/shared/people.ts';
import type { Answer } from '../support/client.ts';
import { startProgram, type ServerProcess, type StartedProgram } from './server-process.ts';

/** At each source. `npm run test:walk` has 10,000. */
const ACCOUNTS = Number(process.env.ACCORD_WALK_ACCOUNTS ?? 1000);
const FIRST = 200;
/** How much more its own objects may be after the walk than at rest: nothing is kept. */
const MAX_KEPT_MIB = 10;
/** How much more a process that is to stay small may take at any moment of the walk than at rest. */
const MAX_GROWTH_MIB = 40;
const SOURCES = ['kameleoon', 'kibo', 'huawei-cloud', 'cpp'] as const;

let demo: DemoProviders;
let program: StartedProgram;
let server: ServerProcess;
const folder = mkdtempSync(join(tmpdir(), 'accord-walk-'));

/** What `npm run start:small` tells Node. */
function smallFlags(): readonly string[] {
  const file = new URL('../../package.json', import.meta.url);
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
  const flags = (scripts['start:small'] ?? '').split(' ').filter((word) => word.startsWith('--'));
  expect(flags).toHaveLength(2);
  return flags;
}

beforeAll(async () => {
  const people = createPeople(ACCOUNTS, { everywhere: true });
  const seed = { people };
  demo = await startDemoProviders({ kameleoon: seed, kibo: seed, 'huawei-cloud': seed, cpp: seed, wacm: seed });
});
afterAll(async () => {
  await demo.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => server.stop());

async function start(execArgv: readonly string[]): Promise<void> {
  // Where a source's own limits make the walk wait for seconds, the next source is asked meanwhile.
  const sources = demo.sources.map((source) => ({ ...source, limits: { windows: [] } }));
  const config = join(folder, 'accord.config.yaml');
  // JSON is YAML.
  writeFileSync(config, JSON.stringify({ store: { url: 'pglite:memory' }, sources }));
  const reporter = join(import.meta.dirname, 'report-memory.child.ts');
  program = startProgram(config, [...execArgv, '--expose-gc', '--import', reporter]);
  server = await program.ready();
}

interface Memory {
  readonly resident: number;
  /** Resident, since it was asked last. */
  readonly most: number;
  /** Of its own objects, without garbage. */
  readonly heap: number;
}

/** What the server has of memory, in MiB. */
async function memory(): Promise<Memory> {
  const before = program.output().length;
  program.signal('SIGUSR2');
  for (;;) {
    const told = /holds (\d+) (\d+) (\d+)\n/.exec(program.output().slice(before));
    if (told) {
      const [resident = NaN, most = NaN, heap = NaN] = told.slice(1).map((bytes) => Number(bytes) / 1024 ** 2);
      return { resident, most, heap };
    }
    await server.query('{ __typename }');
  }
}

async function fetchPage(after: string | null): Promise<ListAccountsQuery['accounts']> {
  const answer: Answer<ListAccountsQuery> = await server.execute(ListAccountsDocument, { first: FIRST, after });
  if (!answer.data) throw new Error(JSON.stringify(answer));
  return answer.data.accounts;
}

/** Every page from the start, one after the other. */
async function* walk() {
  let after: string | null = null;
  do {
    const page = await fetchPage(after);
    yield page;
    after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
}

interface Walk {
  readonly ids: readonly string[];
  readonly pages: number;
  readonly rest: Memory;
  readonly end: Memory;
}

/** Every page, and the memory before and after. */
async function wholeWalk(): Promise<Walk> {
  // At rest, with everything loaded that a page needs.
  await fetchPage(null);
  for (const id of SOURCES) demo.emulators[id].clearJournal();
  const rest = await memory();
  let pages = 0;
  const ids: string[] = [];
  for await (const page of walk()) {
    pages += 1;
    expect(page.problems.filter(({ source }) => source.id !== 'wacm')).toEqual([]);
    ids.push(...page.edges.map(({ node }) => node.id));
  }
  return { ids, pages, rest, end: await memory() };
}

function tell(how: string, { ids, pages, rest, end }: Walk): void {
  if (process.env.ACCORD_WALK_ACCOUNTS === undefined) return;
  const mebibytes = [rest.resident, end.most, rest.heap, end.heap].map(Math.round).join(', ');
  process.stdout.write(
    `${how}: ${ids.length} accounts, ${pages} pages; MiB resident at rest and at most, kept at rest and afterwards: ${mebibytes}\n`,
  );
}

describe(`a walk of ${ACCOUNTS} accounts per source, ${FIRST} at a time`, () => {
  it('WALK every account once, one call per page, and nothing of it is kept', async () => {
    await start([]);
    const found = await wholeWalk();
    const { ids, pages, rest, end } = found;
    const inOrder = SOURCES.map((source) => ids.filter((id) => id.startsWith(`${source}:`)));
    expect(inOrder.map((some) => new Set(some).size)).toEqual(SOURCES.map(() => ACCOUNTS));
    expect(ids).toEqual(inOrder.flat());

    const fullPages = ACCOUNTS / FIRST;
    const calls = SOURCES.map((id) => demo.emulators[id].requests.filter(({ kind }) => kind === 'read').length);
    // Kameleoon and CPP tell no total: where the last page is full, only one more call shows that it was the last.
    expect(calls).toEqual([fullPages + 1, fullPages, fullPages, fullPages + 1]);
    expect(pages).toBe(fullPages * SOURCES.length);

    expect(end.heap - rest.heap).toBeLessThanOrEqual(MAX_KEPT_MIB);
    tell('as it is', found);
  }, 300_000);

  it('WALK-SMALL where little memory is to be taken, it grows by no more than 40 MiB', async () => {
    await start(smallFlags());
    const found = await wholeWalk();
    expect(found.end.most - found.rest.resident).toBeLessThanOrEqual(MAX_GROWTH_MIB);
    tell('small', found);
  }, 300_000);
});
