import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { FindAccountsDocument } from '../../schema/operations.gen.ts';
import type { EmulatorId } from '../../src/emulators/shared/emulator.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

/** The longest that a call to a provider may take, retries and all. */
const DEADLINE_MS = 25_000;
const STEP_MS = 1000;
const variables = { first: 200, after: null };
const clock = new ManualClock(Date.now());
let accord: RunningAccord;

beforeAll(async () => {
  // The tokens and signatures of the emulators are good by the same clock.
  const now = { now: () => clock.now() };
  const emulators = { kameleoon: now, kibo: now, wacm: now, 'huawei-cloud': now, cpp: now };
  accord = await startAccord({ clock, emulators });
});
afterAll(() => accord.close());

/** Moves the clock on, step by step, until the work is done; answers how far. */
async function msUntil(work: Promise<unknown>): Promise<number> {
  const state = { isDone: false };
  void work.finally(() => (state.isDone = true));
  const from = clock.now();
  for (;;) {
    // As many turns as the answers of the other sources may take to come in.
    for (let turns = 0; turns < 200 && !state.isDone; turns += 1) await turn();
    if (state.isDone) return clock.now() - from;
    clock.advance(STEP_MS);
  }
}

/** A list while sources hang: the answer, and how long it took. */
async function listWhile(hanging: readonly EmulatorId[]) {
  const removes = hanging.map((id) =>
    accord.emulators[id].faults.add({ match: { kind: 'read' }, fault: { type: 'hang' } }),
  );
  const listing = accord.execute(FindAccountsDocument, variables);
  const tookMs = await msUntil(listing);
  removes.forEach((remove) => {
    remove();
  });
  return { answer: await listing, tookMs };
}

it('LIST-HANG the accounts of the others are there within the deadline of those that hang, and no later for more of them', async () => {
  const before = await accord.execute(FindAccountsDocument, variables);
  const alone = await listWhile(['kibo']);
  expect(alone.tookMs).toBeLessThanOrEqual(DEADLINE_MS);
  const hanging: readonly EmulatorId[] = ['kameleoon', 'kibo', 'cpp'];
  const { answer, tookMs } = await listWhile(hanging);
  expect(tookMs).toBeLessThanOrEqual(alone.tookMs + STEP_MS);

  const others = before.data?.accounts.nodes.filter(({ source }) => source.id === 'huawei-cloud');
  expect(others?.length).toBeGreaterThan(0);
  expect(answer.data?.accounts.nodes).toEqual(others);
  const problems = answer.data?.accounts.problems.map(({ source, code }) => [source.id, code]);
  expect(problems).toEqual([['wacm', 'READ_NOT_SUPPORTED'], ...hanging.map((id) => [id, 'UPSTREAM_TIMEOUT'])]);
});
