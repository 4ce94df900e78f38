import { afterAll, describe, expect, it } from '@jest/globals';
import { KILL_POINTS } from './kill-points.ts';
import { KillChain } from './kill-chain.ts';
import { createWorkbench, type StoreKind } from './workbench.ts';

// To see a failure again: set the first seed that it printed.
const { ACCORD_KILL_SEEDS = '1', ACCORD_KILL_FIRST_SEED } = process.env;
const seeds = Number(ACCORD_KILL_SEEDS);
const firstSeed = ACCORD_KILL_FIRST_SEED === undefined ? Date.now() % 1_000_000 : Number(ACCORD_KILL_FIRST_SEED);

/** What is open is looked at again at each start: after so many rounds there is a new store. */
const ROUNDS_OF_ONE_STORE = 50;

/** Kills the server at each await of the update, over one kind of store. */
export function describeKills(kind: StoreKind, missing: string | null): void {
  const describeThere = missing === null ? describe : describe.skip;
  const where = missing === null ? kind : `${kind} (${missing})`;
  describeThere(`kill -9 at an await of the update, on ${where} (ACCORD_KILL_FIRST_SEED=${String(firstSeed)})`, () => {
    let chain: KillChain | null = null;
    const tally = new Map<string, number>();
    const endChain = async (): Promise<readonly string[]> => {
      const ended = chain;
      chain = null;
      if (ended === null) return [];
      try {
        return await ended.end(tally);
      } finally {
        await ended.bench.close();
      }
    };
    const nextChain = async (): Promise<KillChain> => {
      if (chain !== null && chain.rounds >= ROUNDS_OF_ONE_STORE) expect(await endChain()).toEqual([]);
      chain ??= await KillChain.start(await createWorkbench(kind));
      return chain;
    };
    afterAll(() => chain?.bench.close());

    it.each(KILL_POINTS.filter(({ stores }) => stores.includes(kind)))(
      `$name: ${String(seeds)} times`,
      async (point) => {
        const broken: string[] = [];
        for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
          const current = await nextChain();
          broken.push(...(await current.round(point, seed)));
        }
        expect(broken).toEqual([]);
      },
      60_000 + seeds * 20_000,
    );

    it('at the end no operation is missing, none was written twice, and every one is settled or says why not', async () => {
      expect(await endChain()).toEqual([]);
      const lines = [...tally].map(([ending, count]) => `${kind}: ${ending}: ${String(count)}\n`);
      if (seeds > 1) process.stderr.write(lines.toSorted().join(''));
    }, 120_000);
  });
}
