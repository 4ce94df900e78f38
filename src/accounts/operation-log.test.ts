import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openMemoryStore, UpdateBench } from '../../test/support/update-bench.ts';
import type { AccountErrorDetails, ErrorCode } from '../domain/errors.ts';
import type { Store } from '../store/store.ts';

let store: Store;
let bench: UpdateBench;
beforeAll(async () => {
  store = await openMemoryStore();
});
afterAll(() => store.close());
beforeEach(() => {
  bench = new UpdateBench(store);
});

describe('the record', () => {
  it('is written before the call leaves, and ended with what became of it', async () => {
    const open: unknown[] = [];
    bench.fake.beforeWrite = async () => {
      const { items } = await store.operations({ accountId: bench.accountId, first: 10, after: null });
      open.push(items.map(({ state, finishedAt }) => ({ state, finishedAt })));
    };
    const { operation } = await bench.update({ firstName: 'Iva' });
    expect(open).toEqual([[{ state: 'IN_FLIGHT', finishedAt: null }]]);
    expect(await store.operation(operation?.id ?? '')).toEqual(operation);
    expect(operation).toMatchObject({
      state: 'APPLIED',
      actor: 'test',
      mutation: 'updateFakeAccount',
      reason: null,
      changes: [{ field: 'firstName', from: 'Ana', to: 'Iva', effect: 'APPLIED' }],
      attempts: [{ number: 1, method: 'PATCH', path: '/1', status: 200, errorCode: null }],
    });
  });

  it.each<[string, ErrorCode, AccountErrorDetails, object]>([
    [
      'a refusal',
      'UPSTREAM_REFUSED',
      { dispatched: true, status: 400, upstreamRequestId: 'r1' },
      { state: 'REJECTED' },
    ],
    ['a timeout', 'UPSTREAM_TIMEOUT', { dispatched: true }, { state: 'UNKNOWN', finishedAt: null }],
  ])('keeps %s with its code', async (_name, code, details, expected) => {
    bench.failWrite(code, details);
    const { operation } = await bench.update({ firstName: 'Iva' });
    expect(operation).toMatchObject({
      ...expected,
      reason: 'It failed.',
      attempts: [
        { errorCode: code, status: details.status ?? null, upstreamRequestId: details.upstreamRequestId ?? null },
      ],
    });
    expect(await store.operation(operation?.id ?? '')).toEqual(operation);
  });

  it('also has what ended without a call, but not what was refused or only planned', async () => {
    expect((await bench.update({ firstName: 'Ana' })).operation).toMatchObject({ state: 'NO_CHANGE', attempts: [] });
    expect((await bench.update({ firstName: 'Iva' }, { ifVersion: 'old' })).operation).toMatchObject({
      state: 'CONFLICT',
    });
    expect((await bench.update({ description: null })).operation).toBeNull();
    expect((await bench.update({})).operation).toBeNull();
    expect((await bench.update({ firstName: 'Iva' }, { dryRun: true })).operation).toBeNull();
    const { items } = await store.operations({ accountId: bench.accountId, first: 10, after: null });
    expect(items.map(({ state }) => state)).toEqual(['CONFLICT', 'NO_CHANGE']);
  });

  it('must be possible: without a store nothing leaves', async () => {
    const closed = await openMemoryStore();
    bench = new UpdateBench(closed);
    await closed.close();
    await expect(bench.update({ firstName: 'x' })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(bench.fake.calls.filter((call) => call.startsWith('write'))).toEqual([]);
  });
});
