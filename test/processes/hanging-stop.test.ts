import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { postgres } from '../store/backends.ts';
import { ask, makeAccount, markUpdate } from './marked-updates.ts';
import { brokenPromises, newestOperations, nothingInFlight } from './record-check.ts';
import { createWorkbench, type StoreKind, type Workbench } from './workbench.ts';

/** What safety.md allows. */
const STOP_MS = 20_000;
// At once, as most of it is waiting. That PostgreSQL is missing is told by stops.test.ts.
const KINDS: readonly StoreKind[] = postgres.missing === null ? ['PGlite', 'PostgreSQL'] : ['PGlite'];

describe('SIGTERM while a provider never answers', () => {
  const benches: Workbench[] = [];
  afterEach(async () => {
    await Promise.all(benches.splice(0).map((bench) => bench.close()));
  });

  it(`is delayed by no more than its time, and the update is UNKNOWN and recorded, on ${KINDS.join(' and ')}`, async () => {
    const stops = KINDS.map(async (kind) => {
      const bench = await createWorkbench(kind);
      benches.push(bench);
      await stopWhileHanging(bench);
    });
    // All of them, so that none is closed while it runs.
    const failed = (await Promise.allSettled(stops)).filter(({ status }) => status === 'rejected');
    expect(failed).toEqual([]);
  }, 180_000);
});

async function stopWhileHanging(bench: Workbench): Promise<void> {
  const { faults, requests } = bench.demo.emulators.kibo;
  const [account, other] = [1, 2].map((n) => makeAccount(bench.demo, 'kibo', n));
  const server = await bench.startServer();
  faults.add({ match: { kind: 'write' }, fault: { type: 'hang' } });
  // Two of one account: the second waits for the first, and then takes as long again.
  const updates = [account, account, other].map((id = '', index) =>
    markUpdate('kibo', id, { marker: `hanging ${String(index)}`, key: `hanging ${String(index)}` }),
  );
  const hanging = (): number => requests.filter(({ kind, status }) => kind === 'write' && status === null).length;
  const answers = Promise.all(updates.map((update) => ask(server, update)));
  while (hanging() < 2) await delay(5);
  const from = performance.now();
  const ended = await server.stop();
  const tookMs = performance.now() - from;
  await answers;
  expect(ended).toEqual({ code: 0, signal: null });
  expect(tookMs).toBeLessThan(STOP_MS);
  // The provider's time for a call is over before the stop's; what comes after it is cut off.
  const told = updates.flatMap((update) => update.answers);
  expect(told).toMatchObject([{ outcome: 'UNKNOWN' }, { outcome: 'UNKNOWN' }]);
  const next = await bench.startServer();
  await nothingInFlight(next);
  const operations = await newestOperations(next, 20);
  const broken = updates.flatMap((update) => brokenPromises(update, { operations, writes: requests }));
  expect(broken).toEqual([]);
}
