import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openMemoryStore, UpdateBench } from '../../test/support/update-bench.ts';
import { accountVersion } from '../domain/account-version.ts';
import { trustedCaller } from '../domain/caller.ts';
import type { Patch } from '../domain/update.ts';
import type { Store } from '../store/store.ts';
import type { UpdateCommand } from './update-command.ts';

let store: Store;
let bench: UpdateBench;
beforeAll(async () => {
  store = await openMemoryStore();
});
afterAll(() => store.close());
beforeEach(() => {
  bench = new UpdateBench(store);
});

describe('an idempotency key', () => {
  const keyed = (patch: Patch, idempotencyKey: string, rest: Partial<UpdateCommand> = {}) =>
    bench.update(patch, { idempotencyKey, ...rest });

  it('answers a repetition with what came of the first, without a call', async () => {
    const first = await keyed({ firstName: 'Iva' }, 'k1');
    const calls = bench.fake.calls.length;
    const again = await keyed({ firstName: 'Iva' }, 'k1');
    expect(bench.fake.calls).toHaveLength(calls);
    expect(again).toMatchObject({ ...first, replayed: true, account: { ...first.account } });
    expect(again.account && accountVersion(again.account)).toBe(first.account && accountVersion(first.account));
  });

  it('is refused for another patch, another account or another version', async () => {
    await keyed({ firstName: 'Iva' }, 'k2');
    bench.fake.records.set('2', { id: '2', name: 'Bo', note: null });
    const reused = { outcome: 'REJECTED', userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: ['idempotencyKey'] }] };
    expect(await keyed({ firstName: 'Eva' }, 'k2')).toMatchObject(reused);
    expect(await keyed({ firstName: 'Iva' }, 'k2', { id: `${bench.sourceId}:2` })).toMatchObject(reused);
    expect(await keyed({ firstName: 'Iva' }, 'k2', { ifVersion: 'v' })).toMatchObject(reused);
  });

  it('belongs to one caller and one mutation', async () => {
    await keyed({ firstName: 'Iva' }, 'k3');
    expect(await keyed({ firstName: 'Eva' }, 'k3', { caller: trustedCaller('other') })).toMatchObject({
      outcome: 'APPLIED',
    });
    expect(await keyed({ firstName: 'Ena' }, 'k3', { mutation: 'updateAccount' })).toMatchObject({
      outcome: 'APPLIED',
    });
  });

  it('tells PENDING while the first is under way, and lets only one of a hundred write', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    bench.fake.beforeWrite = () => gate;
    const all = Array.from({ length: 100 }, () => keyed({ firstName: 'Iva' }, 'k4'));
    expect(await Promise.any(all)).toMatchObject({ outcome: 'PENDING', replayed: true });
    open();
    const outcomes = (await Promise.all(all)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'APPLIED')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['APPLIED', 'PENDING']));
    expect(bench.fake.calls.filter((call) => call.startsWith('write'))).toHaveLength(1);
  });

  it('is free again after a refusal, and refused itself where it is none', async () => {
    expect(await keyed({ firstName: 'Iva' }, 'k5', { id: `${bench.sourceId}:7` })).toMatchObject({
      outcome: 'REJECTED',
    });
    expect(await keyed({ firstName: 'Iva' }, 'k5')).toMatchObject({ outcome: 'APPLIED' });
    for (const key of ['', 'a\nb', 'x'.repeat(256)]) {
      expect(await keyed({ firstName: 'Eva' }, key)).toMatchObject({
        outcome: 'REJECTED',
        userErrors: [{ code: 'INVALID_VALUE', field: ['idempotencyKey'] }],
      });
    }
  });
});
