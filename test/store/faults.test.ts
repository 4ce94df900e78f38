import { afterEach, expect, it } from '@jest/globals';
import { systemClock } from '../../src/domain/clock.ts';
import { Secret } from '../../src/domain/secret.ts';
import { createStore } from '../../src/store/create-store.ts';
import type { Store } from '../../src/store/store.ts';
import { describeError } from '../../src/telemetry/error-fields.ts';
import { postgres, withServer } from './backends.ts';
import { describeOn } from './describe-on.ts';
import { begin, claimRequest, endedOperation, freshAccount, newOperation, operationEnd, reading } from './samples.ts';
import { closeStallingProxies, createStallingProxy } from './stalling-proxy.ts';

const SLOW_MS = 60_000;
const limits = { connectMs: 300, statementMs: 300 };
// The limits, and some time for a machine that does other things too.
const BOUND_MS = 3_000;
const unavailable = { code: 'STORE_UNAVAILABLE' };

/** Every call that a store answers, by its name. */
const calls: readonly [string, (store: Store) => Promise<unknown>][] = [
  ['claim', (store) => store.claim(claimRequest())],
  ['release', (store) => store.release({ scope: 's', key: 'k', owner: '00000000-0000-4000-8000-000000000000' })],
  ['begin', (store) => begin(store, newOperation({ accountId: freshAccount() }))],
  ['recordEnded', (store) => store.recordEnded(endedOperation({ accountId: freshAccount() }))],
  ['finish', (store) => store.finish(operationEnd('00000000-0000-7000-8000-000000000000'))],
  ['operation', (store) => store.operation('00000000-0000-7000-8000-000000000000')],
  ['operations', (store) => store.operations({ first: 1, after: null })],
  ['openOperations', (store) => store.openOperations({ before: new Date(0), limit: 1, after: null })],
  ['putSnapshot', (store) => store.putSnapshot(reading('kibo-eu:1'))],
  ['snapshot', (store) => store.snapshot('kibo-eu:1')],
  ['snapshots', (store) => store.snapshots({ sourceId: 'kibo-eu', after: null, limit: 1 })],
  ['withAccountLock', (store) => store.withAccountLock(freshAccount(), () => Promise.resolve())],
  ['tryAccountLock', (store) => store.tryAccountLock(freshAccount(), () => Promise.resolve(1))],
  ['purgeExpired', (store) => store.purgeExpired(new Date(0))],
  ['ping', (store) => store.ping()],
];

async function timeOf(promise: Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await promise.catch(() => undefined);
  return performance.now() - startedMs;
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: unknown) => error as Error,
  );
}

describeOn(postgres, 'a store that fails', ({ store, another, database }) => {
  afterEach(closeStallingProxies);

  it('refuses to be opened where no server is, without telling the address or the password', async () => {
    const url = new Secret('postgres://somebody:canary7731@127.0.0.1:1/db');
    const error = await failureOf(createStore({ url, clock: systemClock, limits }));
    expect(error).toMatchObject({ ...unavailable, message: 'The store of operations is not available.' });
    expect(JSON.stringify([error, describeError(error), describeError(error.cause as Error)])).not.toContain('7731');
    expect(describeError(error.cause as Error)).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('refuses to be opened in time where the server does not speak', async () => {
    const proxy = await createStallingProxy(database().url);
    proxy.stall();
    const opening = createStore({ url: proxy.url, clock: systemClock, limits });
    expect(await timeOf(opening)).toBeLessThan(BOUND_MS);
    await expect(opening).rejects.toMatchObject(unavailable);
  });

  it(
    'answers every call with STORE_UNAVAILABLE in time, and recovers',
    async () => {
      const proxy = await createStallingProxy(database().url);
      const cut = await another({ url: proxy.url, limits });
      for (const [name, call] of calls) {
        await call(cut);
        proxy.stall();
        const failing = call(cut);
        expect(await timeOf(failing)).toBeLessThan(BOUND_MS);
        expect([name, await failureOf(failing)]).toMatchObject([name, unavailable]);
        proxy.restore();
      }
      for (const [, call] of calls) await call(cut);
    },
    SLOW_MS,
  );

  it(
    'answers every call with STORE_UNAVAILABLE when its connection is cut off meanwhile, and recovers',
    async () => {
      const proxy = await createStallingProxy(database().url);
      const cut = await another({ url: proxy.url });
      for (const [name, call] of calls) {
        await call(cut);
        proxy.stall();
        const failing = call(cut);
        proxy.restore();
        expect([name, await failureOf(failing)]).toMatchObject([name, unavailable]);
        await call(cut);
      }
    },
    SLOW_MS,
  );

  it(
    'answers in time also where more ask than there are connections',
    async () => {
      const proxy = await createStallingProxy(database().url);
      const cut = await another({ url: proxy.url, limits });
      await cut.ping();
      proxy.stall();
      const asked = Array.from({ length: 50 }, () => cut.ping());
      expect(await timeOf(Promise.allSettled(asked))).toBeLessThan(BOUND_MS);
      for (const ping of asked) await expect(ping).rejects.toMatchObject(unavailable);
      expect(await timeOf(cut.close())).toBeLessThan(BOUND_MS);
    },
    SLOW_MS,
  );

  it(
    'is closed in time where the server does not answer the goodbye',
    async () => {
      const proxy = await createStallingProxy(database().url);
      const cut = await another({ url: proxy.url, limits });
      await begin(cut, newOperation({ accountId: freshAccount() }));
      proxy.stall();
      expect(await timeOf(cut.close())).toBeLessThan(BOUND_MS);
      // Nothing is left open that would keep the process from ending.
      const giveUpAt = performance.now() + BOUND_MS;
      while (proxy.listeners() > 0 && performance.now() < giveUpAt) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(proxy.listeners()).toBe(0);
    },
    SLOW_MS,
  );

  it(
    'fails what is under way when the server ends every connection, and goes on with the next call',
    async () => {
      const name = new URL(database().url.reveal()).pathname.slice(1);
      const end = () =>
        withServer((client) =>
          client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]),
        );
      for (let round = 0; round < 10; round += 1) {
        const works = Array.from({ length: 20 }, () => begin(store(), newOperation({ accountId: freshAccount() })));
        const [settled] = await Promise.all([Promise.allSettled(works), end()]);
        for (const work of settled) if (work.status === 'rejected') expect(work.reason).toMatchObject(unavailable);
        // A connection that has just died may be handed out once more.
        await begin(store(), newOperation({ accountId: freshAccount() })).catch(() => undefined);
        await begin(store(), newOperation({ accountId: freshAccount() }));
      }
    },
    SLOW_MS,
  );

  it('works the same whatever the database has set for itself', async () => {
    const name = new URL(database().url.reveal()).pathname.slice(1);
    await withServer(async (client) => {
      await client.query(`ALTER DATABASE ${name} SET datestyle = 'German, DMY'`);
      await client.query(`ALTER DATABASE ${name} SET timezone = 'Asia/Kathmandu'`);
      await client.query(`ALTER DATABASE ${name} SET default_transaction_isolation = 'serializable'`);
      await client.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    });
    const odd = await another();
    const operation = newOperation({ accountId: freshAccount() });
    await begin(odd, operation);
    await odd.finish(operationEnd(operation.id));
    const seen = await odd.operation(operation.id);
    expect(seen).toStrictEqual(await store().operation(operation.id));
    expect(seen?.createdAt).toEqual(operation.createdAt);
  });
});
