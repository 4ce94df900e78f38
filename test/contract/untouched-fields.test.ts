import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { cppUpdates } from './cpp.updates.ts';
import { huaweiCloudUpdates } from './huawei-cloud.updates.ts';
import { kameleoonUpdates } from './kameleoon.updates.ts';
import { kiboUpdates } from './kibo.updates.ts';
import { runBatch, type Bench, type RandomUpdates } from './untouched.run.ts';
import { wacmUpdates } from './wacm.updates.ts';

/** How many updates at once. */
const BATCH = 10;

// To see a failure again: set the seed and the path that it printed.
const { ACCORD_UNTOUCHED_RUNS = '1000', ACCORD_UNTOUCHED_SEED, ACCORD_UNTOUCHED_PATH } = process.env;
const runs = Number(ACCORD_UNTOUCHED_RUNS);
const seed = ACCORD_UNTOUCHED_SEED === undefined ? Date.now() | 0 : Number(ACCORD_UNTOUCHED_SEED);
// Ten times what it takes, so that time ends only what hangs, and the search for a smaller failure.
const limitMs = 20_000 + runs * 60;

describe(`a field that no update names is the same afterwards (ACCORD_UNTOUCHED_SEED=${String(seed)})`, () => {
  let accord: RunningAccord;
  beforeAll(async () => {
    accord = await startAccord();
  });
  afterAll(() => accord.close());

  it.each([kameleoonUpdates, kiboUpdates, wacmUpdates, huaweiCloudUpdates, cppUpdates])(
    `$provider: after ${String(runs)} random updates`,
    async (model: RandomUpdates) => {
      const bench: Bench = { accord, model, accounts: 0 };
      const emulators = Object.values(accord.emulators);
      for (const emulator of emulators) emulator.clearJournal();
      let applied = 0;
      const batch = fc.tuple(...Array.from({ length: BATCH }, (_, place) => model.updates(place)));
      await fc.assert(
        fc.asyncProperty(batch, async (updates) => {
          const result = await runBatch(bench, updates);
          expect(result.problems).toEqual([]);
          applied += result.applied;
        }),
        {
          ...{ numRuns: Math.ceil(runs / BATCH), seed, interruptAfterTimeLimit: limitMs, markInterruptAsFailure: true },
          ...(ACCORD_UNTOUCHED_PATH !== undefined && { path: ACCORD_UNTOUCHED_PATH }),
        },
      );
      // Most of them must have been something to do, or nothing was shown.
      if (ACCORD_UNTOUCHED_PATH === undefined) expect(applied).toBeGreaterThan(runs * 0.8);
      const called = emulators.filter(({ requests }) => requests.length > 0).map(({ provider }) => provider);
      expect(called).toEqual([model.provider]);
    },
    limitMs + 30_000,
  );
});
