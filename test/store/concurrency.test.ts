import { afterEach, expect, it } from '@jest/globals';
import type { Claim } from '../../src/store/store.ts';
import { postgres } from './backends.ts';
import { killChildren, startChild } from './child.ts';
import { granted } from './claims.suite.ts';
import { describeOn } from './describe-on.ts';
import { begin, claimRequest, freshAccount, newOperation, operationEnd } from './samples.ts';

const SLOW_MS = 120_000;

// Several stores over one database are several processes, as far as the database can tell.
describeOn(postgres, 'several stores', ({ store, another, database }) => {
  afterEach(killChildren);

  it(
    'grant a key to exactly one of 100 callers, in 50 rounds',
    async () => {
      const stores = [store(), await another(), await another(), await another()];
      for (let round = 0; round < 50; round += 1) {
        const request = claimRequest();
        const asked = Array.from({ length: 100 }, (_, index) => (stores[index % 4] ?? store()).claim(request));
        const kinds = (await Promise.all(asked)).map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === 'GRANTED')).toHaveLength(1);
        expect(kinds.filter((kind) => kind === 'IN_FLIGHT')).toHaveLength(99);
      }
    },
    SLOW_MS,
  );

  it(
    'let exactly one take over what was abandoned, and only that one begin',
    async () => {
      const stores = [store(), await another(), await another()];
      for (let round = 0; round < 20; round += 1) {
        const request = claimRequest();
        const first = await granted(store(), request);
        const later = { ...request, now: new Date(request.now.getTime() + 60_000) };
        const claims = await Promise.all(Array.from({ length: 30 }, (_, i) => (stores[i % 3] ?? store()).claim(later)));
        const tickets = claims.filter((claim): claim is Claim & { kind: 'GRANTED' } => claim.kind === 'GRANTED');
        expect(tickets).toHaveLength(1);
        const begun = [first, ...tickets.map(({ ticket }) => ticket)].map((claim) =>
          begin(store(), newOperation({ accountId: freshAccount(), claim })),
        );
        expect((await Promise.allSettled(begun)).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
      }
    },
    SLOW_MS,
  );

  it('let one of many begin an operation of an account', async () => {
    const stores = [store(), await another()];
    const accountId = freshAccount();
    // The lock puts them in a line; that the first one has not ended, only the record knows.
    const operations = Array.from({ length: 20 }, () => newOperation({ accountId }));
    const begun = operations.map((operation, index) => begin(stores[index % 2] ?? store(), operation));
    const settled = await Promise.allSettled(begun);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { items } = await store().operations({ accountId, first: 100, after: null });
    expect(items).toHaveLength(1);
  });

  it(
    'lock an account across processes: no update of a counter is lost',
    async () => {
      const url = database().url.reveal();
      const children = [1, 2, 3].map(() => startChild('counter.child.ts', url, '40'));
      expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0]);
      const counter = await store().snapshot('kibo-eu:counter');
      expect(counter?.wire).toEqual({ count: 120 });
    },
    SLOW_MS,
  );

  it('serve a waiting store soon after another has left', async () => {
    const [one, two] = [store(), await another()];
    const accountId = freshAccount();
    const order: string[] = [];
    const { promise: inside, resolve: entered } = Promise.withResolvers<undefined>();
    const { promise: leave, resolve: letGo } = Promise.withResolvers<undefined>();
    const held = one.withAccountLock(accountId, async () => {
      entered(undefined);
      await leave;
      order.push('one');
    });
    await inside;
    expect(await two.tryAccountLock(accountId, () => Promise.resolve('free'))).toBeNull();
    const waiting = two.withAccountLock(accountId, () => Promise.resolve(order.push('two')));
    letGo(undefined);
    await Promise.all([held, waiting]);
    expect(order).toEqual(['one', 'two']);
  });

  it('end an operation once, whoever tries', async () => {
    const two = await another();
    const operation = newOperation({ accountId: freshAccount() });
    await begin(store(), operation);
    const ends = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? store() : two).finish(operationEnd(operation.id)),
    );
    expect((await Promise.all(ends)).filter(Boolean)).toHaveLength(1);
  });
});
