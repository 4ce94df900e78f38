import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgres } from '../store/backends.ts';
import { ask, makeAccount, markUpdate, PROVIDERS } from './marked-updates.ts';
import { brokenPromises, newestOperations } from './record-check.ts';
import type { ServerProcess } from './server-process.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

const ROUNDS = Number(process.env.ACCORD_KEY_ROUNDS ?? '3');
const PROCESSES = 3;
const REQUESTS = 100;

const where = postgres.missing === null ? '' : ` (${postgres.missing})`;
const describeThere = postgres.missing === null ? describe : describe.skip;

describeThere(`one idempotency key over ${String(PROCESSES)} processes on one PostgreSQL${where}`, () => {
  let bench: Workbench;
  let servers: readonly ServerProcess[];
  beforeAll(async () => {
    bench = await createWorkbench('PostgreSQL');
    // At once, so that the migrations meet as well.
    servers = await Promise.all(Array.from({ length: PROCESSES }, () => bench.startServer()));
  }, 120_000);
  afterAll(() => bench.close());

  it.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    `round %d: ${String(REQUESTS)} identical requests at once are one write`,
    async (round) => {
      const provider = PROVIDERS[round % PROVIDERS.length] ?? 'kibo';
      const emulator = bench.demo.emulators[provider];
      const account = makeAccount(bench.demo, provider, round + 1);
      const before = emulator.requests.length;
      const update = markUpdate(provider, account, { marker: `round-${String(round)}`, key: randomUUID() });
      // Every second round the write takes so long that most of the others come while it is under way.
      if (round % 2 === 1)
        emulator.faults.add({ match: { kind: 'write' }, times: 1, fault: { type: 'latency', ms: 300 } });
      const answers = await Promise.all(
        Array.from({ length: REQUESTS }, (_, index) => ask(servers[index % PROCESSES] ?? neverStarted(), update)),
      );
      const late = await Promise.all(servers.map((server) => ask(server, update)));

      const operations = await newestOperations(servers[0] ?? neverStarted(), 20);
      expect(brokenPromises(update, { operations, writes: emulator.requests })).toEqual([]);
      const id = operations.find(({ idempotencyKey }) => idempotencyKey === update.key)?.id;
      const writer = answers.filter((told) => told?.replayed === false);
      expect(writer).toMatchObject([{ outcome: 'APPLIED', operation: { id } }]);
      for (const told of answers.filter((one) => !writer.includes(one))) {
        expect(told?.outcome).toMatch(/^(PENDING|APPLIED)$/);
        expect(told?.replayed).toBe(true);
        // Before the update was recorded there is no operation to tell.
        if (told?.outcome === 'APPLIED' || told?.operation) expect(told.operation?.id).toBe(id);
      }
      for (const told of late) expect(told).toMatchObject({ outcome: 'APPLIED', replayed: true, operation: { id } });
      const writes = emulator.requests.slice(before).filter(({ kind }) => kind === 'write');
      expect(writes).toHaveLength(1);
    },
    60_000,
  );
});

function neverStarted(): never {
  throw new Error('The servers were not started.');
}
