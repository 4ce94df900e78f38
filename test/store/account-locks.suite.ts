import { describe, expect, it } from '@jest/globals';
import type { AccountHold } from '../../src/store/store.ts';
import { ManualClock } from '../support/manual-clock.ts';
import type { Bench } from './describe-on.ts';
import { freshAccount, newOperation } from './samples.ts';

/** A promise to be resolved by hand. */
export function gate<Value = void>() {
  const { promise, resolve } = Promise.withResolvers<Value>();
  return { opened: promise, open: resolve };
}

/** What a store must do to keep updates of one account apart. */
export function accountLocksSuite({ store, another }: Bench): void {
  describe('withAccountLock', () => {
    it('answers what the work answers, and throws what it throws', async () => {
      const accountId = freshAccount();
      expect(await store().withAccountLock(accountId, () => Promise.resolve(7))).toBe(7);
      const failure = new Error('mine');
      await expect(store().withAccountLock(accountId, () => Promise.reject(failure))).rejects.toBe(failure);
      // It is free again after both.
      expect(await store().tryAccountLock(accountId, () => Promise.resolve('free'))).toBe('free');
    });

    it('runs one at a time, in the order in which they came', async () => {
      const accountId = freshAccount();
      const log: string[] = [];
      const run = (name: number) =>
        store().withAccountLock(accountId, async () => {
          log.push(`start ${name}`);
          await store().ping();
          log.push(`end ${name}`);
        });
      await Promise.all([0, 1, 2, 3, 4].map(run));
      expect(log).toEqual([0, 1, 2, 3, 4].flatMap((name) => [`start ${name}`, `end ${name}`]));
    });

    it('keeps accounts apart', async () => {
      const inside = gate();
      const leave = gate();
      const held = store().withAccountLock(freshAccount(), async () => {
        inside.open();
        await leave.opened;
      });
      await inside.opened;
      expect(await store().withAccountLock(freshAccount(), () => Promise.resolve('at once'))).toBe('at once');
      leave.open();
      await held;
    });

    it('leaves the line when the signal aborts, with its reason, and lets the next one in', async () => {
      const accountId = freshAccount();
      const inside = gate();
      const leave = gate();
      const held = store().withAccountLock(accountId, async () => {
        inside.open();
        await leave.opened;
      });
      await inside.opened;
      const giveUp = new AbortController();
      let ran = false;
      const waiting = store().withAccountLock(
        accountId,
        () => {
          ran = true;
          return Promise.resolve();
        },
        giveUp.signal,
      );
      const next = store().withAccountLock(accountId, () => Promise.resolve('next'));
      const reason = new Error('nobody waits any more');
      giveUp.abort(reason);
      await expect(waiting).rejects.toBe(reason);
      leave.open();
      await held;
      expect(await next).toBe('next');
      expect(ran).toBe(false);
    });

    it('does not start for a signal that was aborted before', async () => {
      const reason = new Error('before');
      const never = store().withAccountLock(freshAccount(), () => Promise.resolve(), AbortSignal.abort(reason));
      await expect(never).rejects.toBe(reason);
    });

    it('gives up in time, and leaves no timer behind', async () => {
      const clock = new ManualClock();
      const impatient = await another({ clock, limits: { lockWaitMs: 500 } });
      const accountId = freshAccount();
      const inside = gate();
      const leave = gate();
      const held = impatient.withAccountLock(accountId, async () => {
        inside.open();
        await leave.opened;
      });
      await inside.opened;
      const waiting = impatient.withAccountLock(accountId, () => Promise.resolve());
      clock.advance(500);
      await expect(waiting).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
      leave.open();
      await held;
      expect(clock.pending).toBe(0);
    });
  });

  describe('tryAccountLock', () => {
    it('does nothing where the account is held', async () => {
      const accountId = freshAccount();
      let ran = false;
      await store().withAccountLock(accountId, async () => {
        const work = () => {
          ran = true;
          return Promise.resolve('ran');
        };
        expect(await store().tryAccountLock(accountId, work)).toBeNull();
      });
      expect(ran).toBe(false);
    });

    it('keeps others out while it runs', async () => {
      const accountId = freshAccount();
      const log: string[] = [];
      const inside = gate();
      const tried = store().tryAccountLock(accountId, async () => {
        inside.open();
        await store().ping();
        log.push('tried');
        return true;
      });
      await inside.opened;
      await store().withAccountLock(accountId, () => Promise.resolve(log.push('waited')));
      await tried;
      expect(log).toEqual(['tried', 'waited']);
    });
  });

  describe('a hold', () => {
    it('is good for its own account only', async () => {
      const operation = newOperation({ accountId: freshAccount() });
      await store().withAccountLock(freshAccount(), async (hold) => {
        await expect(store().begin(hold, operation)).rejects.toThrow(TypeError);
      });
      expect(await store().operation(operation.id)).toBeNull();
    });

    it('is over when its work is', async () => {
      const operation = newOperation({ accountId: freshAccount() });
      let kept: AccountHold | undefined;
      await store().withAccountLock(operation.accountId, (hold) => {
        kept = hold;
        return Promise.resolve();
      });
      if (!kept) throw new Error();
      await expect(store().begin(kept, operation)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      expect(await store().operation(operation.id)).toBeNull();
    });

    it('cannot be made up', async () => {
      const operation = newOperation({ accountId: freshAccount() });
      const hold: AccountHold = { accountId: operation.accountId, lost: new AbortController().signal };
      await expect(store().begin(hold, operation)).rejects.toThrow(TypeError);
    });
  });

  describe('a store that is closed', () => {
    it('refuses everything, in its own words, and can be closed again', async () => {
      const closing = await another();
      const accountId = freshAccount();
      await closing.withAccountLock(accountId, () => Promise.resolve());
      await closing.close();
      await closing.close();
      const closed = { code: 'STORE_UNAVAILABLE' };
      await expect(closing.ping()).rejects.toMatchObject(closed);
      await expect(closing.withAccountLock(accountId, () => Promise.resolve())).rejects.toMatchObject(closed);
      await expect(closing.tryAccountLock(accountId, () => Promise.resolve(1))).rejects.toMatchObject(closed);
      await expect(closing.operations({ first: 1, after: null })).rejects.toMatchObject(closed);
    });

    it('tells those who hold and those who wait', async () => {
      const closing = await another();
      const operation = newOperation({ accountId: freshAccount() });
      const inside = gate<AccountHold>();
      const leave = gate();
      const holding = closing.withAccountLock(operation.accountId, async (hold) => {
        inside.open(hold);
        await leave.opened;
        await closing.begin(hold, operation);
      });
      const hold = await inside.opened;
      const waiting = closing.withAccountLock(operation.accountId, () => Promise.resolve());
      const lost = expect(waiting).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await closing.close();
      await lost;
      expect(hold.lost.aborted).toBe(true);
      leave.open();
      await expect(holding).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    });
  });
}
