import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeFailure, runCampaign } from './campaign.ts';
import { planHistory } from './plan.ts';
import { closeWorlds, createWorlds, type World } from './world.ts';

const HISTORIES = 200;
const OPERATIONS = 50;
// A seed of its own for each day, so that the days add up, and that of a failure is told.
const SEED = Number(process.env.ACCORD_HISTORIES_SEED ?? Math.floor(Date.now() / 86_400_000) * 1_000);

let worlds: readonly World[];
beforeAll(async () => {
  worlds = await createWorlds();
});
afterAll(() => closeWorlds(worlds));

describe('random histories over providers that fail, a store that fails, and a process that dies', () => {
  it(`keep all six promises, ${HISTORIES} times ${OPERATIONS} operations`, async () => {
    const figures = await runCampaign({ worlds, count: HISTORIES, seed: SEED, operations: OPERATIONS });
    expect(figures.failures.map((failure) => describeFailure(failure, OPERATIONS))).toEqual([]);
    expect(figures.counted).toBeGreaterThanOrEqual(HISTORIES);
  }, 600_000);

  it('are planned by their seed alone', () => {
    expect(planHistory(7, OPERATIONS)).toEqual(planHistory(7, OPERATIONS));
    expect(planHistory(7, OPERATIONS)).not.toEqual(planHistory(8, OPERATIONS));
  });
});
