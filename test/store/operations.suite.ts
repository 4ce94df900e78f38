import { describe, expect, it } from '@jest/globals';
import type { OperationRecord, OperationState } from '../../src/domain/operation.ts';
import type { EndState } from '../../src/domain/operation.ts';
import type { OperationQuery, Store } from '../../src/store/store.ts';
import type { Bench } from './describe-on.ts';
import {
  at,
  begin,
  changes,
  endedOperation,
  freshAccount,
  newOperation,
  nextId,
  operationEnd,
  reading,
} from './samples.ts';

const ended: readonly EndState[] = ['APPLIED', 'PARTIALLY_APPLIED', 'NO_CHANGE', 'REJECTED', 'CONFLICT'];

/** What a store must do with the record of an operation. */
export function operationsSuite({ store }: Bench): void {
  describe('an operation', () => {
    it('is recorded with its first attempt', async () => {
      const operation = newOperation({ accountId: freshAccount(), actor: 'Ада "42"', idempotencyKey: null });
      await begin(store(), operation);
      const { attempt, claim, ...subject } = operation;
      expect(claim).toBeNull();
      expect(await store().operation(operation.id)).toStrictEqual({
        ...subject,
        state: 'IN_FLIGHT',
        finishedAt: null,
        reason: null,
        attempts: [{ ...attempt, finishedAt: null, status: null, errorCode: null, upstreamRequestId: null }],
      });
    });

    it('is ended with its attempt, changes, reason and snapshot at once', async () => {
      const accountId = freshAccount();
      const operation = newOperation({ accountId });
      await begin(store(), operation);
      const end = operationEnd(operation.id, {
        state: 'PARTIALLY_APPLIED',
        reason: 'one was dropped',
        snapshot: reading(accountId),
      });
      expect(await store().finish(end)).toBe(true);
      const { number, ...attemptEnd } = end.attempt ?? { number: 0 };
      expect(await store().operation(operation.id)).toMatchObject({
        state: 'PARTIALLY_APPLIED',
        finishedAt: at(50),
        reason: 'one was dropped',
        changes: changes.map((change) => ({ ...change, effect: 'APPLIED' })),
        attempts: [{ ...operation.attempt, number, ...attemptEnd }],
      });
      expect(await store().snapshot(accountId)).toMatchObject({ account: { id: accountId, freshness: 'SNAPSHOT' } });
    });

    it('keeps the snapshot of an end that was not the last, where the last has none', async () => {
      const accountId = freshAccount();
      const operation = newOperation({ accountId });
      await begin(store(), operation);
      const open = { state: 'UNKNOWN', finishedAt: null, snapshot: reading(accountId) } as const;
      await store().finish(operationEnd(operation.id, open));
      await store().finish(operationEnd(operation.id, { state: 'REJECTED', attempt: null }));
      expect(await store().snapshot(accountId)).toMatchObject({ account: { id: accountId, freshness: 'SNAPSHOT' } });
    });

    it.each(ended)('that ended as %s cannot be ended again', async (state) => {
      const accountId = freshAccount();
      const operation = newOperation({ accountId });
      await begin(store(), operation);
      await store().finish(operationEnd(operation.id, { state }));
      const before = await store().operation(operation.id);
      const again = operationEnd(operation.id, { state: 'UNKNOWN', attempt: null, snapshot: reading(accountId) });
      expect(await store().finish(again)).toBe(false);
      expect(await store().operation(operation.id)).toStrictEqual(before);
      expect(await store().snapshot(accountId)).toBeNull();
    });

    it('that is UNKNOWN can be ended, again and again until it is known', async () => {
      const operation = newOperation({ accountId: freshAccount() });
      await begin(store(), operation);
      const unknown = { state: 'UNKNOWN', finishedAt: null, attempt: null } as const;
      expect(await store().finish(operationEnd(operation.id, { ...unknown, reason: 'no answer' }))).toBe(true);
      expect(await store().finish(operationEnd(operation.id, { ...unknown, reason: 'still none' }))).toBe(true);
      expect(await store().operation(operation.id)).toMatchObject({ state: 'UNKNOWN', reason: 'still none' });
      expect(await store().finish(operationEnd(operation.id, { attempt: null, reason: null }))).toBe(true);
      const settled = await store().operation(operation.id);
      expect(settled).toMatchObject({ state: 'APPLIED', reason: null, attempts: [{ status: null, finishedAt: null }] });
    });

    it('is ended by one of two who try at the same time', async () => {
      const operation = newOperation({ accountId: freshAccount() });
      await begin(store(), operation);
      const ends = Array.from({ length: 10 }, () => store().finish(operationEnd(operation.id)));
      expect((await Promise.all(ends)).filter(Boolean)).toHaveLength(1);
    });

    it('that is not there cannot be ended', async () => {
      expect(await store().finish(operationEnd(nextId()))).toBe(false);
    });

    it.each(['', 'x', '00000000-0000-7000-8000-000000000000', "' OR true --", 'a\0'])(
      'is not found by the id %j',
      async (id) => {
        expect(await store().operation(id)).toBeNull();
      },
    );

    it('is not recorded twice under one id', async () => {
      const operation = newOperation({ accountId: freshAccount() });
      await begin(store(), operation);
      await store().finish(operationEnd(operation.id));
      await expect(begin(store(), operation)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    });

    it('holds nothing that is too long or cannot be text', async () => {
      const long = newOperation({ accountId: freshAccount(), actor: 'x'.repeat(100_000) });
      await begin(store(), long);
      expect(await store().operation(long.id)).toMatchObject({ actor: long.actor });
      const nul = newOperation({ accountId: freshAccount(), actor: 'a\0b' });
      await expect(begin(store(), nul)).rejects.toMatchObject({ code: 'INVALID_VALUE' });
      expect(await store().operation(nul.id)).toBeNull();
    });
  });

  describe('of one account', () => {
    it('only one operation is in flight', async () => {
      const accountId = freshAccount();
      const first = newOperation({ accountId });
      await begin(store(), first);
      const second = newOperation({ accountId });
      await expect(begin(store(), second)).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
      expect(await store().operation(second.id)).toBeNull();
      // Neither does what is unknown stand in the way, nor what ends without a write.
      await store().recordEnded(endedOperation({ accountId }));
      await store().finish(operationEnd(first.id, { state: 'UNKNOWN', finishedAt: null }));
      await begin(store(), second);
      expect(await store().operation(second.id)).toMatchObject({ state: 'IN_FLIGHT' });
    });
  });

  describe('another attempt', () => {
    const next = (operationId: string, number: number) =>
      ({
        operationId,
        ended: {
          number: number - 1,
          finishedAt: at(9),
          status: 429,
          errorCode: 'RATE_LIMITED',
          upstreamRequestId: null,
        },
        attempt: { number, startedAt: at(10), method: 'PUT', path: '/again' },
      }) as const;

    it('is recorded before it leaves, with the end of the one before', async () => {
      const operation = newOperation({ accountId: freshAccount() });
      await store().withAccountLock(operation.accountId, async (hold) => {
        await store().begin(hold, operation);
        await store().beginAttempt(hold, next(operation.id, 2));
      });
      await store().finish(operationEnd(operation.id, { attempt: { ...next('', 3).ended, status: 200 } }));
      expect((await store().operation(operation.id))?.attempts).toMatchObject([
        { number: 1, status: 429, errorCode: 'RATE_LIMITED', finishedAt: at(9), path: '/users/a%40b' },
        { number: 2, status: 200, startedAt: at(10), path: '/again' },
      ]);
    });

    it.each(['APPLIED', 'UNKNOWN'] as const)('is refused once the operation is %s', async (state) => {
      const operation = newOperation({ accountId: freshAccount() });
      await begin(store(), operation);
      await store().finish(operationEnd(operation.id, { state }));
      const again = store().withAccountLock(operation.accountId, (hold) =>
        store().beginAttempt(hold, next(operation.id, 2)),
      );
      await expect(again).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
      expect((await store().operation(operation.id))?.attempts).toHaveLength(1);
    });

    it('is refused under the hold of another account', async () => {
      const operation = newOperation({ accountId: freshAccount() });
      await begin(store(), operation);
      const again = store().withAccountLock(freshAccount(), (hold) =>
        store().beginAttempt(hold, next(operation.id, 2)),
      );
      await expect(again).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
    });
  });

  describe('the list of operations', () => {
    it('goes from the newest to the oldest, page by page, without gaps or repetitions', async () => {
      const accountId = freshAccount();
      const ids = await recordSeveral(store(), Array<string>(7).fill(accountId));
      expect(await pagesOf(store(), { accountId, first: 3, after: null })).toEqual([
        [ids[6], ids[5], ids[4]],
        [ids[3], ids[2], ids[1]],
        [ids[0]],
      ]);
    });

    it('stays in place while new operations come in', async () => {
      const accountId = freshAccount();
      const [, one, two] = await recordSeveral(store(), Array<string>(3).fill(accountId));
      const first = await store().operations({ accountId, first: 1, after: null });
      await recordSeveral(store(), [accountId, accountId]);
      const second = await store().operations({ accountId, first: 1, after: first.items.at(-1)?.id ?? null });
      expect([first.items[0]?.id, second.items[0]?.id]).toEqual([two, one]);
    });

    it('says whether there is more, exactly', async () => {
      const accountId = freshAccount();
      await recordSeveral(store(), [accountId, accountId]);
      const hasMore = async (first: number) => (await store().operations({ accountId, first, after: null })).hasMore;
      expect([await hasMore(1), await hasMore(2), await hasMore(3)]).toEqual([true, false, false]);
    });

    it('is filtered by account, actor, source and state, also together', async () => {
      const [one, two] = [freshAccount('wacm'), freshAccount('cpp')];
      const actor = `actor ${nextId()}`;
      const record = async (accountId: string, state: OperationState): Promise<string> => {
        const operation = endedOperation({ accountId, actor, state: state as EndState });
        await store().recordEnded(operation);
        return operation.id;
      };
      const a = await record(one, 'NO_CHANGE');
      const b = await record(one, 'CONFLICT');
      const c = await record(two, 'CONFLICT');
      const found = (query: Partial<OperationQuery>) => idsOf(store(), { first: 50, after: null, ...query });
      expect(await found({ actor })).toEqual([c, b, a]);
      expect(await found({ accountId: one })).toEqual([b, a]);
      expect(await found({ actor, sourceIds: ['cpp', 'kibo-eu'] })).toEqual([c]);
      expect(await found({ actor, sourceIds: [] })).toEqual([]);
      expect(await found({ actor, states: ['CONFLICT', 'UNKNOWN'] })).toEqual([c, b]);
      expect(await found({ actor, states: [] })).toEqual([]);
      expect(await found({ actor, accountId: one, states: ['CONFLICT'], sourceIds: ['wacm'] })).toEqual([b]);
      expect(await found({ actor, accountId: one, after: b })).toEqual([a]);
      expect(await found({ actor: `${actor} ` })).toEqual([]);
      expect(await idsOf(store(), { first: 1, after: null })).toEqual([c]);
    });

    it('tells actors apart who begin alike', async () => {
      const start = 'x'.repeat(200);
      const [one, two] = ['a', 'b'].map((end) => endedOperation({ accountId: freshAccount(), actor: start + end }));
      if (!one || !two) throw new Error();
      await store().recordEnded(one);
      await store().recordEnded(two);
      expect(await idsOf(store(), { actor: two.actor, first: 5, after: null })).toEqual([two.id]);
    });

    it('is narrowed to what one may see: one’s own, and what belongs to some sources', async () => {
      const [one, two, three] = [freshAccount('wacm'), freshAccount('cpp'), freshAccount('kibo')];
      const [me, other] = [`me ${nextId()}`, `other ${nextId()}`];
      const record = async (accountId: string, actor: string): Promise<string> => {
        const operation = endedOperation({ accountId, actor, state: 'NO_CHANGE' });
        await store().recordEnded(operation);
        return operation.id;
      };
      const mine = await record(one, me);
      const seen = await record(two, other);
      await record(three, other);
      const found = (query: Partial<OperationQuery>) =>
        idsOf(store(), { first: 50, after: null, visibleTo: { actor: me, sourceIds: ['cpp'] }, ...query });
      expect([...(await found({ accountId: one })), ...(await found({ accountId: two }))]).toEqual([mine, seen]);
      expect(await found({ accountId: three })).toEqual([]);
      expect(await found({ actor: other })).toEqual([seen]);
      expect(await found({ actor: other, after: seen })).toEqual([]);
      expect(await found({ actor: other, visibleTo: { actor: me, sourceIds: [] } })).toEqual([]);
      expect(await found({ actor: me, visibleTo: { actor: me, sourceIds: [] } })).toEqual([mine]);
    });

    it.each(['', 'x', '1', "' OR true --"])('refuses the position %j', async (after) => {
      const error = { code: 'INVALID_VALUE', details: { field: 'after' } };
      await expect(store().operations({ first: 1, after })).rejects.toMatchObject(error);
    });
  });

  describe('the open operations', () => {
    it('are those IN_FLIGHT or UNKNOWN that are older, the oldest first, page by page', async () => {
      const createdAt = at(-1_000_000);
      const open: string[] = [];
      for (const state of ['IN_FLIGHT', 'APPLIED', 'UNKNOWN', 'IN_FLIGHT'] as const) {
        const operation = newOperation({ accountId: freshAccount(), createdAt });
        await begin(store(), operation);
        if (state !== 'IN_FLIGHT') await store().finish(operationEnd(operation.id, { state }));
        if (state !== 'APPLIED') open.push(operation.id);
      }
      const before = at(-999_999);
      const ids = (operations: readonly OperationRecord[]) => operations.map(({ id }) => id);
      expect(ids(await store().openOperations({ before, limit: 100, after: null }))).toEqual(open);
      expect(ids(await store().openOperations({ before, limit: 2, after: null }))).toEqual(open.slice(0, 2));
      expect(ids(await store().openOperations({ before, limit: 2, after: open[1] ?? null }))).toEqual(open.slice(2));
      expect(await store().openOperations({ before: createdAt, limit: 2, after: null })).toEqual([]);
    });
  });
}

async function recordSeveral(store: Store, accountIds: readonly string[]): Promise<string[]> {
  const operations = accountIds.map((accountId) => endedOperation({ accountId }));
  for (const operation of operations) await store.recordEnded(operation);
  return operations.map(({ id }) => id);
}

async function idsOf(store: Store, query: OperationQuery): Promise<string[]> {
  return (await store.operations(query)).items.map(({ id }) => id);
}

async function pagesOf(store: Store, query: OperationQuery): Promise<string[][]> {
  const pages: string[][] = [];
  for (let { after } = query, hasMore = true; hasMore;) {
    const page = await store.operations({ ...query, after });
    pages.push(page.items.map(({ id }) => id));
    after = page.items.at(-1)?.id ?? null;
    hasMore = page.hasMore;
  }
  return pages;
}
