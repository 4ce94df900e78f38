import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgres } from '../store/backends.ts';
import { ask, makeAccount, markUpdate, PROVIDERS, type MarkedUpdate } from './marked-updates.ts';
import { brokenPromises, findIn, newestOperations } from './record-check.ts';
import { seededRandom } from './seeded-random.ts';
import type { ServerProcess } from './server-process.ts';
import { createWorkbench, type StoreKind, type Workbench } from './workbench.ts';

const RESTARTS = Number(process.env.ACCORD_RESTARTS ?? '2');
const CALLERS = 12;
const ACCOUNTS = 3;
/** What safety.md allows. */
const STOP_MS = 20_000;

const STORES: readonly { readonly kind: StoreKind; readonly missing: string | null }[] = [
  { kind: 'PGlite', missing: null },
  { kind: 'PostgreSQL', missing: postgres.missing },
];

for (const { kind, missing } of STORES) {
  const describeThere = missing === null ? describe : describe.skip;
  describeThere(`SIGTERM while updates are under way, on ${missing === null ? kind : `${kind} (${missing})`}`, () => {
    let bench: Workbench;
    let keys: ReadonlyMap<string, readonly string[]>;
    let server: ServerProcess;
    beforeAll(async () => {
      bench = await createWorkbench(kind);
      const numbers = Array.from({ length: ACCOUNTS }, (_, index) => index + 1);
      keys = new Map(PROVIDERS.map((each) => [each, numbers.map((n) => makeAccount(bench.demo, each, n))]));
      server = await bench.startServer();
    }, 120_000);
    afterAll(() => bench.close());

    it(
      `${String(RESTARTS)} restarts under load: what was accepted ends and is answered, and nothing is lost`,
      async () => {
        let inFlight = 0;
        for (let round = 0; round < RESTARTS; round += 1) {
          const random = seededRandom(round);
          for (const { faults } of Object.values(bench.demo.emulators)) {
            faults.clear();
            faults.add({ match: { kind: 'write' }, fault: { type: 'latency', ms: 20 + random.whole(150) } });
          }
          const asked: MarkedUpdate[] = [];
          const answered = new Set<MarkedUpdate>();
          let isOver = false;
          const callers = Array.from({ length: CALLERS }, async (_, caller) => {
            for (let n = 0; !isOver; n += 1) {
              const provider = random.pick(PROVIDERS);
              const name = `r${String(round)}.${String(caller)}.${String(n)}`;
              const update = markUpdate(provider, random.pick(keys.get(provider) ?? []), { marker: name, key: name });
              asked.push(update);
              if ((await ask(server, update)) !== null) answered.add(update);
              // The door is shut: nobody else gets in.
              else isOver = true;
            }
          });
          await delay(150 + random.whole(400));
          const before = answered.size;
          const from = performance.now();
          const ended = await server.stop();
          const tookMs = performance.now() - from;
          await Promise.all(callers);
          expect(ended).toEqual({ code: 0, signal: null });
          expect(tookMs).toBeLessThan(STOP_MS);
          inFlight += answered.size - before;

          server = await bench.startServer();
          const operations = await newestOperations(server, 200);
          const broken = asked.flatMap((update) => {
            const evidence = { operations, writes: bench.demo.emulators[update.provider].requests };
            if (answered.has(update)) return brokenPromises(update, evidence);
            const { recorded, writes } = findIn(evidence, update);
            return recorded.length + writes.length === 0 ? [] : [`${update.marker} was begun and not answered`];
          });
          expect(broken).toEqual([]);
        }
        // A stop that nothing was under way at shows nothing.
        expect(inFlight).toBeGreaterThan(RESTARTS);
      },
      60_000 + RESTARTS * 20_000,
    );
  });
}
