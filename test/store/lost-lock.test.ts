import { afterEach, expect, it } from '@jest/globals';
import type { AccountHold } from '../../src/store/store.ts';
import { gate } from './account-locks.suite.ts';
import { postgres, withServer } from './backends.ts';
import { describeOn } from './describe-on.ts';
import { at, begin, freshAccount, newOperation, operationEnd } from './samples.ts';
import { closeStallingProxies, createStallingProxy } from './stalling-proxy.ts';

const SLOW_MS = 60_000;
const unavailable = { code: 'STORE_UNAVAILABLE' };

// A store whose lock connection is gone while it works on an account.
describeOn(postgres, 'a lost lock', ({ store, another, database }) => {
  afterEach(closeStallingProxies);

  /** Ends the connections that hold advisory locks, and answers how many. */
  async function endLockConnections(): Promise<number> {
    const name = new URL(database().url.reveal()).pathname.slice(1);
    return withServer(async (client) => {
      const { rowCount } = await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database d ON d.oid = pg_locks.database
         WHERE locktype = 'advisory' AND granted AND d.datname = $1`,
        [name],
      );
      return rowCount ?? 0;
    });
  }

  /** Waits for the moment at which the store itself knows. */
  const noticed = (hold: AccountHold): Promise<void> =>
    new Promise((resolve) => {
      if (hold.lost.aborted) resolve();
      hold.lost.addEventListener('abort', () => {
        resolve();
      });
    });

  it('is told, and nothing can be recorded under it', async () => {
    const operation = newOperation({ accountId: freshAccount() });
    await store().withAccountLock(operation.accountId, async (hold) => {
      expect(await endLockConnections()).toBe(1);
      await noticed(hold);
      await expect(store().begin(hold, operation)).rejects.toMatchObject(unavailable);
    });
    expect(await store().operation(operation.id)).toBeNull();
  });

  it('lets begin fail also where the store has not noticed yet', async () => {
    for (let round = 0; round < 20; round += 1) {
      const operation = newOperation({ accountId: freshAccount() });
      await store().withAccountLock(operation.accountId, async (hold) => {
        const [ended, begun] = await Promise.allSettled([endLockConnections(), store().begin(hold, operation)]);
        expect(ended).toMatchObject({ status: 'fulfilled', value: 1 });
        // Either it was recorded, under the lock, before the end; or it was not recorded at all.
        const recorded = await store().operation(operation.id);
        expect(recorded === null).toBe(begun.status === 'rejected');
      });
    }
  });

  it('can be had by another store, and then its old holder comes too late', async () => {
    const two = await another();
    const accountId = freshAccount();
    const late = newOperation({ accountId });
    const winner = newOperation({ accountId });
    await store().withAccountLock(accountId, async (hold) => {
      await endLockConnections();
      await begin(two, winner);
      await two.finish(operationEnd(winner.id));
      await expect(store().begin(hold, late)).rejects.toMatchObject(unavailable);
      await expect(
        store().beginAttempt(hold, {
          operationId: winner.id,
          ended: { number: 1, finishedAt: at(1), status: null, errorCode: null, upstreamRequestId: null },
          attempt: { number: 2, startedAt: at(2), method: 'PUT', path: '/' },
        }),
      ).rejects.toMatchObject(unavailable);
    });
    expect(await store().operation(late.id)).toBeNull();
  });

  it('that nobody has told the store of fences all the same', async () => {
    const proxy = await createStallingProxy(database().url);
    const cut = await another({ url: proxy.url, limits: { statementMs: 300 } });
    const accountId = freshAccount();
    const late = newOperation({ accountId });
    const winner = newOperation({ accountId });
    await cut.withAccountLock(accountId, async (hold) => {
      // So far this is the store's only connection: new ones pass, and this one's end is not heard of.
      proxy.cut();
      await endLockConnections();
      await begin(store(), winner);
      await store().finish(operationEnd(winner.id));
      expect(hold.lost.aborted).toBe(false);
      await expect(cut.begin(hold, late)).rejects.toMatchObject(unavailable);
    });
    expect(await cut.operation(late.id)).toBeNull();
  });

  it('does not keep what was begun from being ended', async () => {
    const operation = newOperation({ accountId: freshAccount() });
    await store().withAccountLock(operation.accountId, async (hold) => {
      await store().begin(hold, operation);
      await endLockConnections();
      await noticed(hold);
      expect(await store().finish(operationEnd(operation.id))).toBe(true);
    });
  });

  it('is lost for all holders of the process, and had anew by the next', async () => {
    const accounts = [freshAccount(), freshAccount(), freshAccount()];
    const ended = gate();
    let inside = 0;
    const works = accounts.map((accountId) =>
      store().withAccountLock(accountId, async (hold) => {
        inside += 1;
        if (inside === accounts.length) {
          await endLockConnections();
          ended.open();
        }
        await ended.opened;
        await noticed(hold);
        await expect(store().begin(hold, newOperation({ accountId }))).rejects.toMatchObject(unavailable);
      }),
    );
    await Promise.all(works);
    for (const accountId of accounts) await begin(store(), newOperation({ accountId }));
  });

  it(
    'fails begin in time where the connection carries nothing any more',
    async () => {
      const proxy = await createStallingProxy(database().url);
      const cut = await another({ url: proxy.url, limits: { statementMs: 300, connectMs: 300 } });
      const operation = newOperation({ accountId: freshAccount() });
      const startedMs = performance.now();
      const cutOff = cut.withAccountLock(operation.accountId, async (hold) => {
        proxy.stall();
        await cut.begin(hold, operation);
      });
      await expect(cutOff).rejects.toMatchObject(unavailable);
      expect(performance.now() - startedMs).toBeLessThan(3_000);
      expect(await store().operation(operation.id)).toBeNull();
      // The server notices when the connection is closed, and the account is free.
      proxy.restore();
      await begin(store(), operation);
      // The store goes on by a new connection.
      await begin(cut, newOperation({ accountId: freshAccount() }));
      await cut.close();
    },
    SLOW_MS,
  );
});
