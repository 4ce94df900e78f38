import { describe, expect, it } from '@jest/globals';
import { postgres } from '../store/backends.ts';
import { ask, makeAccount, markUpdate, type MarkedUpdate } from './marked-updates.ts';
import { allOperations, brokenPromises, findIn, type ToldOperation } from './record-check.ts';
import type { ServerProcess } from './server-process.ts';
import type { Hold } from './statement-proxy.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

const where = postgres.missing === null ? '' : ` (${postgres.missing})`;
const describeThere = postgres.missing === null ? describe : describe.skip;

/** How the store stops: its network carries nothing any more, or its connections are reset. */
const WAYS = ['stall', 'cut'] as const;
type Way = (typeof WAYS)[number];

/** An update is recorded by one statement or another. */
const RECORDS = { 'with a key': 'record_claimed_operation', 'without a key': 'record_operation' } as const;
type Keyed = keyof typeof RECORDS;
const WAYS_KEYED = WAYS.flatMap((way) =>
  (['with a key', 'without a key'] as const).map((keyed) => [way, keyed] as const),
);

// Three tries of at most 5.25 s each, and one to give the lock back; a caller waits no longer than for a slow provider.
const ANSWERED_WITHIN_MS = 25_000;
const TEST_MS = 120_000;

describeThere(`the store stops in the middle of an update${where}`, () => {
  it.concurrent.each(WAYS)(
    'STOP-BEFORE-CLAIM %s: refused, and nothing leaves',
    (way) =>
      onBench(async ({ bench, server, update }) => {
        bench.proxy?.[way]();
        await inTime(ask(server, update));
        expect(update).toMatchObject({ errors: ['STORE_UNAVAILABLE'], answers: [] });
        expect(requestsOf(bench, update)).toEqual([]);
        bench.proxy?.restore();
        // Where the claim was not made, the same key is good for the same update.
        expect(await ask(server, update)).toMatchObject({ outcome: 'APPLIED', replayed: false });
      }),
    TEST_MS,
  );

  it.concurrent.each(WAYS_KEYED)(
    'STOP-BEFORE-BEGIN %s, %s: between the read and the record it is refused, and nothing leaves',
    (way, keyed) =>
      onBench(async ({ bench, server, update, another }) => {
        await askAndStop({ bench, server, update }, { way, statement: RECORDS[keyed], moment: 'before' });
        expect(update).toMatchObject({ errors: ['STORE_UNAVAILABLE'], answers: [] });
        expect(requestsOf(bench, update).map(({ kind }) => kind)).toEqual(['token', 'read']);
        bench.proxy?.restore();
        expect(await ask(server, another)).toMatchObject({ outcome: 'APPLIED' });
        expect(await evidenceOf(bench, server, update)).toMatchObject({ writes: [], recorded: [] });
      }, keyed),
    TEST_MS,
  );

  it.concurrent.each(WAYS_KEYED)(
    'STOP-IN-BEGIN %s, %s: recorded unknown to the server, it is refused, nothing leaves, and the record is settled',
    (way, keyed) =>
      onBench(async ({ bench, server, update, another }) => {
        await askAndStop({ bench, server, update }, { way, statement: RECORDS[keyed], moment: 'after' });
        expect(update).toMatchObject({ errors: ['STORE_UNAVAILABLE'], answers: [] });
        bench.proxy?.restore();
        // Nobody knows any more that nothing was sent; the next update of the account settles it first.
        expect(await ask(server, another)).toMatchObject({ outcome: 'APPLIED' });
        const { writes, operation } = await evidenceOf(bench, server, update);
        expect(writes).toEqual([]);
        expect(operation).toMatchObject({ state: 'UNKNOWN', reason: expect.stringContaining('unchanged so far') });
      }, keyed),
    TEST_MS,
  );

  it.concurrent.each(WAYS.flatMap((way) => (['before', 'after'] as const).map((moment) => [way, moment] as const)))(
    'STOP-BEFORE-FINISH %s, %s its statement: the caller is told all, and the record is settled afterwards',
    (way, moment) =>
      onBench(async ({ bench, server, update }) => {
        await askAndStop({ bench, server, update }, { way, statement: 'finish_operation', moment });
        expect(update).toMatchObject({ errors: [], answers: [{ outcome: 'APPLIED' }] });
        bench.proxy?.restore();
        const id = update.answers[0]?.operation?.id ?? '';
        expect(await reconcile(server, id)).toMatchObject({ id, state: 'APPLIED' });
        const evidence = await evidenceOf(bench, server, update);
        expect(brokenPromises(update, { ...evidence, operations: evidence.recorded })).toEqual([]);
        expect(await ask(server, update)).toMatchObject({ outcome: 'APPLIED', replayed: true, operation: { id } });
        expect((await evidenceOf(bench, server, update)).writes).toHaveLength(1);
      }),
    TEST_MS,
  );
});

interface Scene {
  readonly bench: Workbench;
  readonly server: ServerProcess;
  readonly update: MarkedUpdate;
  /** Of the same account, to be asked for later. */
  readonly another: MarkedUpdate;
}

async function onBench(play: (scene: Scene) => Promise<void>, keyed: Keyed = 'with a key'): Promise<void> {
  const bench = await createWorkbench('PostgreSQL');
  try {
    const server = await bench.startServer();
    const account = makeAccount(bench.demo, 'kibo', 1);
    const update = markUpdate('kibo', account, {
      marker: 'the update',
      key: keyed === 'with a key' ? 'the key' : null,
    });
    const another = markUpdate('kibo', account, { marker: 'another update', key: null });
    await play({ bench, server, update, another });
  } finally {
    await bench.close();
  }
}

/** Asks for the update and stops the store when the statement is there. */
async function askAndStop(
  { bench, server, update }: Omit<Scene, 'another'>,
  { way, ...hold }: Hold & { readonly way: Way },
): Promise<void> {
  const reached = bench.proxy?.hold(hold);
  const answer = ask(server, update);
  await reached;
  bench.proxy?.[way]();
  await inTime(answer);
}

async function inTime(answer: Promise<unknown>): Promise<void> {
  const from = performance.now();
  await answer;
  expect(performance.now() - from).toBeLessThan(ANSWERED_WITHIN_MS);
}

async function reconcile(server: ServerProcess, id: string): Promise<unknown> {
  const text = 'mutation ($id: ID!) { reconcileOperation(id: $id) { id state reason } }';
  return (await server.query(text, { id })).data?.reconcileOperation;
}

function requestsOf({ demo }: Workbench, { provider }: MarkedUpdate) {
  return demo.emulators[provider].requests;
}

async function evidenceOf(bench: Workbench, server: ServerProcess, update: MarkedUpdate) {
  const operations: readonly ToldOperation[] = await allOperations(server);
  return findIn({ operations, writes: requestsOf(bench, update) }, update);
}
