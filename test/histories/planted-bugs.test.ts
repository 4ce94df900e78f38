import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkersOf, runCampaign } from './campaign.ts';
import { datasourceBugs } from './planted-datasource-bugs.ts';
import { serviceBugs } from './planted-service-bugs.ts';
import { storeBugs } from './planted-store-bugs.ts';
import { closeWorlds, createWorlds, type World } from './world.ts';

/** Within which each must be found. The slowest take about twenty; how operations mesh is up to the machine. */
const HISTORIES = 400;
const SEED = 20_000;

let worlds: readonly World[];
beforeAll(async () => {
  worlds = await createWorlds();
});
afterAll(() => closeWorlds(worlds));

/** The checkers are only worth something if they find mistakes: each of these, planted alone. */
describe('a planted bug is found:', () => {
  it.each([...storeBugs, ...datasourceBugs, ...serviceBugs].map((bug) => [bug.name, bug] as const))(
    'one that %s',
    async (_name, bug) => {
      const { failures } = await runCampaign({ worlds, count: HISTORIES, seed: SEED, operations: 50, bug });
      expect(failures).not.toEqual([]);
      const found = failures.flatMap(checkersOf);
      expect(bug.foundBy.filter((checker) => found.includes(checker))).not.toEqual([]);
    },
    300_000,
  );
});
