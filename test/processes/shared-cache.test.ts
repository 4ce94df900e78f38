import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseConfig } from '../../src/config/parse-config.ts';
import { providers } from '../../src/providers/registry.ts';
import { dropFromRedis, prefixesOf, redis } from '../cache/backends.ts';
import { postgres } from '../store/backends.ts';
import type { ServerProcess } from './server-process.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

const cache = { url: redis.url.reveal(), ttlSeconds: 600 };
const missing = [redis, postgres].filter((backend) => backend.missing !== null).map(({ name }) => name);
const isMissing = missing.length > 0;
const header = { 'x-accord-upstream': '1' };

(isMissing ? describe.skip : describe)(
  `two processes on one Redis${isMissing ? ` (no ${missing.join(', ')})` : ''}`,
  () => {
    let bench: Workbench;
    let one: ServerProcess;
    let other: ServerProcess;
    let id = '';

    beforeAll(async () => {
      bench = await createWorkbench('PostgreSQL', { cache });
      id = `kibo:${String(bench.demo.emulators.kibo.accounts()[0]?.id)}`;
      [one, other] = await Promise.all([bench.startServer(), bench.startServer()]);
    });
    afterAll(async () => {
      const config = { cache, sources: bench.demo.sources };
      await bench.close();
      await dropFromRedis(prefixesOf(parseConfig(config, { env: {}, providers: providers.map((one) => one.config) })));
    });

    const read = async (server: ServerProcess) => {
      const answer = await server.query(
        `{ account(id: "${id}") { firstName freshness observedAt version } }`,
        {},
        header,
      );
      const { calls } = answer.extensions?.upstream as { readonly calls: number };
      return { ...(answer.data?.account as { firstName: string; freshness: string; version: string }), calls };
    };

    /** Reads until it is served out of the cache: one that a busy machine makes late is left alone for 5 s. */
    const readKept = async (server: ServerProcess) => {
      const giveUpAt = Date.now() + 30_000;
      for (;;) {
        const seen = await read(server);
        if (seen.freshness === 'CACHED' || Date.now() > giveUpAt) return seen;
      }
    };

    const write = (server: ServerProcess, patch: object, more: object = {}) =>
      server.query(
        'mutation ($input: UpdateKiboAccountInput!) { updateKiboAccount(input: $input) { outcome } }',
        { input: { id, patch, ...more } },
        header,
      );

    it('what one has read serves the other', async () => {
      expect(await read(one)).toMatchObject({ freshness: 'LIVE', calls: 1 });
      const kept = await readKept(one);
      expect(kept).toMatchObject({ freshness: 'CACHED', calls: 0 });
      // When it was observed is told as it was.
      expect(await readKept(other)).toEqual(kept);
    });

    it('a write through one is seen by a read through the other at once, 20 times in turn', async () => {
      for (let turn = 0; turn < 20; turn += 1) {
        const [writer, reader] = turn % 2 === 0 ? [one, other] : [other, one];
        await read(reader);
        expect(await write(writer, { firstName: `Turn ${turn}` })).toMatchObject({
          data: { updateKiboAccount: { outcome: 'APPLIED' } },
        });
        // Both at once: the second may join the first, or find what it has brought.
        const seen = await Promise.all([read(reader), read(reader), read(writer)]);
        expect(seen.map(({ firstName }) => firstName)).toEqual(Array(3).fill(`Turn ${turn}`));
      }
    });

    it('a write whose end is unknown is hidden by no cache', async () => {
      await read(other);
      const { faults } = bench.demo.emulators.kibo;
      const remove = faults.add({ match: { method: 'PUT' }, fault: { type: 'reset-after-apply' } });
      expect(await write(one, { firstName: 'Lost' })).toMatchObject({
        data: { updateKiboAccount: { outcome: 'UNKNOWN' } },
      });
      remove();
      expect(await read(other)).toMatchObject({ firstName: 'Lost', freshness: 'LIVE' });
      // It stays out of the cache until it is found out.
      expect(await read(other)).toMatchObject({ firstName: 'Lost', freshness: 'LIVE' });
    });

    it('an update decides by the provider, not by the cache', async () => {
      await write(one, { firstName: 'Settled' });
      const { version, freshness } = await readKept(other);
      expect(freshness).toBe('CACHED');
      const { kibo } = bench.demo.emulators;
      const key = id.slice('kibo:'.length);
      kibo.put(key, { ...kibo.account(key), lastName: 'Changed elsewhere' });
      const answer = await write(other, { firstName: 'Mine' }, { ifVersion: version });
      expect(answer).toMatchObject({ data: { updateKiboAccount: { outcome: 'CONFLICT' } } });
    });
  },
);
