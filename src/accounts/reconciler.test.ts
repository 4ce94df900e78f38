import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openMemoryStore, UpdateBench } from '../../test/support/update-bench.ts';
import { systemClock } from '../domain/clock.ts';
import { AccountError } from '../domain/errors.ts';
import { operationIds } from '../store/operation-id.ts';
import type { Store } from '../store/store.ts';
import { createLogger } from '../telemetry/logger.ts';
import { AccountReads } from './account-reads.ts';
import { Reconciler } from './reconciler.ts';

let store: Store;
let bench: UpdateBench;
beforeAll(async () => {
  store = await openMemoryStore();
});
afterAll(() => store.close());
beforeEach(() => {
  bench = new UpdateBench(store);
});

describe('what is not known', () => {
  const lostAnswer = async (applied: boolean) => {
    bench.fake.beforeWrite = () => {
      if (applied) bench.fake.records.set('1', { id: '1', name: 'Iva', note: 'old' });
      return Promise.resolve();
    };
    bench.failWrite('UPSTREAM_TIMEOUT', { dispatched: true });
    const { operation } = await bench.update({ firstName: 'Iva' }, { idempotencyKey: 'lost' });
    bench.fake.failing = {};
    expect(operation).toMatchObject({ state: 'UNKNOWN' });
    return operation?.id ?? '';
  };

  it.each([
    ['APPLIED', true],
    ['REJECTED', false],
  ])('is settled as %s by a later read, also for a repetition', async (state, applied) => {
    const id = await lostAnswer(applied);
    expect(await bench.reconciler.reconcile(id)).toMatchObject({ id, state });
    expect(await bench.update({ firstName: 'Iva' }, { idempotencyKey: 'lost' })).toMatchObject({
      outcome: state,
      replayed: true,
      operation: { id, state },
    });
    expect(bench.fake.calls.filter((call) => call.startsWith('write'))).toHaveLength(1);
  });

  it('stays UNKNOWN, with a reason, where the account shows neither value, is gone, or cannot be read', async () => {
    const id = await lostAnswer(false);
    bench.fake.records.set('1', { id: '1', name: 'somebody else', note: null });
    expect(await bench.reconciler.reconcile(id)).toMatchObject({
      state: 'UNKNOWN',
      reason: expect.stringMatching(/neither/),
    });
    bench.fake.records.clear();
    expect(await bench.reconciler.reconcile(id)).toMatchObject({
      state: 'UNKNOWN',
      reason: expect.stringMatching(/not there/),
    });
    bench.fake.failing = { read: new AccountError('UPSTREAM_TIMEOUT', 'Too slow.') };
    expect(await bench.reconciler.reconcile(id)).toMatchObject({
      state: 'UNKNOWN',
      reason: expect.stringMatching(/Too slow/),
    });
  });

  it('is not taken for REJECTED while the provider may still carry it out', async () => {
    const id = await lostAnswer(false);
    const { sources } = bench;
    const patient = new Reconciler({
      sources,
      store,
      reads: new AccountReads({ cache: null }),
      clock: systemClock,
      logger: createLogger({ level: 'silent' }),
    });
    expect(await patient.reconcile(id)).toMatchObject({ state: 'UNKNOWN', reason: expect.stringMatching(/so far/) });
  });

  it('is not judged by what a later update left', async () => {
    const applied = await lostAnswer(true);
    // Whoever finds the old name now must not think that the lost update never took effect.
    bench.fake.beforeWrite = () => Promise.resolve();
    expect(await bench.update({ firstName: 'Ana' })).toMatchObject({ outcome: 'APPLIED' });
    expect(await bench.reconciler.reconcile(applied)).toMatchObject({
      state: 'UNKNOWN',
      reason: expect.stringMatching(/came in between/),
    });
  });

  it('is not taken for APPLIED because a later update did the same', async () => {
    const lost = await lostAnswer(false);
    expect(await bench.update({ firstName: 'Iva' })).toMatchObject({ outcome: 'APPLIED' });
    expect(await bench.reconciler.reconcile(lost)).toMatchObject({ state: 'UNKNOWN' });
  });

  it('is settled first where a process died over the account', async () => {
    await store.withAccountLock(bench.accountId, (hold) =>
      store.begin(hold, {
        id: operationIds(systemClock)(),
        accountId: bench.accountId,
        sourceId: bench.sourceId,
        actor: 'dead',
        mutation: 'm',
        idempotencyKey: null,
        createdAt: new Date(),
        changes: [{ field: 'firstName', from: 'Ana', to: 'Ivo', effect: 'PLANNED' }],
        intent: { warnings: [], names: {} },
        attempt: { number: 1, startedAt: new Date(), method: 'PATCH', path: '/1' },
        claim: null,
      }),
    );
    expect(await bench.update({ firstName: 'Iva' })).toMatchObject({ outcome: 'APPLIED' });
    const { items } = await store.operations({ accountId: bench.accountId, first: 10, after: null });
    expect(items.map(({ actor, state }) => [actor, state])).toEqual([
      ['test', 'APPLIED'],
      ['dead', 'REJECTED'],
    ]);
  });

  it('is swept', async () => {
    const id = await lostAnswer(true);
    expect(await bench.reconciler.sweep()).toBeGreaterThan(0);
    expect(await store.operation(id)).toMatchObject({ state: 'APPLIED' });
  });
});
