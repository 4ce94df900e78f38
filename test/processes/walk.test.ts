import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
/** How much more than at rest it may hold: in all, and of its own objects. */
const MAX_GROWTH_MIB = { resident: 40, heap: 10 };
/** How many pages lie between two looks at the memory. */
const PAGES_PER_LOOK = 5;
const SOURCES = ['kameleoon', 'kibo', 'huawei-cloud', 'cpp'] as const;

let demo: DemoProviders;
let program: StartedProgram;
let server: ServerProcess;
const folder = mkdtempSync(join(tmpdir(), 'accord-walk-'));

beforeAll(async () => {
  const people = createPeople(ACCOUNTS, { everywhere: true });
  const seed = { people };
  demo = await startDemoProviders({ kameleoon: seed, kibo: seed, 'huawei-cloud': seed, cpp: seed, wacm: seed });
  const config = join(folder, 'accord.config.yaml');
  // JSON is YAML.
  writeFileSync(config, JSON.stringify({ store: { url: 'pglite:memory' }, sources: demo.sources }));
  const reporter = join(import.meta.dirname, 'report-memory.child.ts');
  program = startProgram(config, ['--expose-gc', '--import', reporter]);
  server = await program.ready();
});
afterAll(async () => {
  await server.stop();
  await demo.close();
  rmSync(folder, { recursive: true });
});

/** What the server holds when it has thrown its garbage away, in MiB: in all, and of its own objects. */
async function held(): Promise<{ readonly resident: number; readonly heap: number }> {
  const before = program.output().length;
  program.signal('SIGUSR2');
  for (;;) {
    const told = /holds (\d+) (\d+)\n/.exec(program.output().slice(before));
    if (told) return { resident: Number(told[1]) / 1024 ** 2, heap: Number(told[2]) / 1024 ** 2 };
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

it(`WALK ${ACCOUNTS} accounts per source, ${FIRST} at a time: every account once, one call per page, memory flat`, async () => {
  // At rest, with everything loaded that a page needs.
  await fetchPage(null);
  for (const id of SOURCES) demo.emulators[id].clearJournal();
  const idle = await held();
  const looks = [idle];
  let pages = 0;
  const ids: string[] = [];
  for await (const page of walk()) {
    pages += 1;
    expect(page.problems.filter(({ source }) => source.id !== 'wacm')).toEqual([]);
    ids.push(...page.edges.map(({ node }) => node.id));
    if (pages % PAGES_PER_LOOK === 0) looks.push(await held());
  }

  const inOrder = SOURCES.map((source) => ids.filter((id) => id.startsWith(`${source}:`)));
  expect(inOrder.map((found) => new Set(found).size)).toEqual(SOURCES.map(() => ACCOUNTS));
  expect(ids).toEqual(inOrder.flat());

  const fullPages = ACCOUNTS / FIRST;
  const calls = SOURCES.map((id) => demo.emulators[id].requests.filter(({ kind }) => kind === 'read').length);
  // Kameleoon and CPP tell no total: where the last page is full, only one more call shows that it was the last.
  expect(calls).toEqual([fullPages + 1, fullPages, fullPages, fullPages + 1]);
  expect(pages).toBe(fullPages * SOURCES.length);

  const resident = Math.max(...looks.map((look) => look.resident));
  const heap = Math.max(...looks.map((look) => look.heap));
  expect(resident - idle.resident).toBeLessThanOrEqual(MAX_GROWTH_MIB.resident);
  expect(heap - idle.heap).toBeLessThanOrEqual(MAX_GROWTH_MIB.heap);
  if (process.env.ACCORD_WALK_ACCOUNTS === undefined) return;
  const figures = `${ids.length} accounts, ${pages} pages, ${calls.join(' + ')} calls`;
  const memory = [idle.resident, resident, idle.heap, heap].map(Math.round);
  process.stdout.write(
    `walk: ${figures}; MiB at rest, at most, and of it heap at rest, at most: ${memory.join(', ')}\n`,
  );
}, 300_000);
