import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openMemoryStore, UpdateBench } from '../../test/support/update-bench.ts';
import { accountVersion } from '../domain/account-version.ts';
import { AccountError, type AccountErrorDetails, type ErrorCode } from '../domain/errors.ts';
import type { Patch } from '../domain/update.ts';
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

describe('the way of an update', () => {
  it('reads, sends only what differs, and tells what was seen afterwards', async () => {
    const result = await bench.update({ firstName: 'Iva', description: 'old' });
    expect(bench.fake.calls).toEqual(['read 1', 'write 1 {"name":"Iva"}']);
    expect(result).toMatchObject({
      outcome: 'APPLIED',
      changes: [{ field: 'firstName', from: 'Ana', to: 'Iva', effect: 'APPLIED' }],
      account: { firstName: 'Iva', description: 'old' },
      userErrors: [],
    });
  });

  it('keeps null apart from absent', async () => {
    await bench.update({ firstName: null });
    expect(bench.fake.calls.at(-1)).toBe('write 1 {"name":null}');
    expect(bench.fake.records.get('1')).toEqual({ id: '1', name: null, note: 'old' });
  });

  it('sends nothing where nothing differs, and calls nobody where nothing is named', async () => {
    expect(await bench.update({ firstName: 'Ana' })).toMatchObject({
      outcome: 'NO_CHANGE',
      account: { firstName: 'Ana' },
    });
    expect(bench.fake.calls).toEqual(['read 1']);
    expect(await bench.update({})).toMatchObject({ outcome: 'NO_CHANGE', changes: [], userErrors: [] });
    expect(bench.fake.calls).toEqual(['read 1']);
  });

  it('keeps updates of one account in a line and lets those of others pass', async () => {
    bench.fake.records.set('2', { id: '2', name: 'Bo', note: null });
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    bench.fake.beforeWrite = () => (bench.fake.calls.at(-1)?.startsWith('write 1') === true ? gate : Promise.resolve());
    const first = bench.update({ firstName: 'Iva' });
    const second = bench.update({ description: 'new' });
    expect(await bench.update({ firstName: 'Cy' }, { id: `${bench.sourceId}:2` })).toMatchObject({
      outcome: 'APPLIED',
    });
    expect(bench.fake.calls.filter((call) => call === 'read 1')).toHaveLength(1);
    open();
    await Promise.all([first, second]);
    expect(bench.fake.calls.filter((call) => call.endsWith('1') || call.startsWith('write 1'))).toEqual([
      'read 1',
      'write 1 {"name":"Iva"}',
      'read 1',
      'write 1 {"note":"new"}',
    ]);
  });

  it('goes on with the line after a failure', async () => {
    bench.failWrite('UPSTREAM_TIMEOUT', { dispatched: true });
    expect(await bench.update({ firstName: 'Iva' })).toMatchObject({ outcome: 'UNKNOWN' });
    bench.fake.failing = {};
    expect(await bench.update({ firstName: 'Iva' })).toMatchObject({ outcome: 'APPLIED' });
  });
});

describe('what is refused before any call', () => {
  it.each([
    ['a malformed id', 'fake:../1', 'FAKE', 'INVALID_VALUE', ['id']],
    ['an id without a source', '1', 'FAKE', 'INVALID_VALUE', ['id']],
    ['an unknown source', 'other:1', 'FAKE', 'NOT_FOUND', ['id']],
    ['an id of another provider', 'fake:1', 'KIBO', 'INVALID_VALUE', ['id']],
  ])('%s', async (_name, named, provider, code, field) => {
    const id = named.replace(/^fake:/, `${bench.sourceId}:`);
    const result = await bench.update({ firstName: 'x' }, { id, provider });
    expect(result).toMatchObject({ outcome: 'REJECTED', userErrors: [{ code, field }] });
    expect(bench.fake.calls).toEqual([]);
  });

  it.each<[string, Patch, string, string[]]>([
    ['a field that is not writable', { color: 'red' }, 'FIELD_NOT_WRITABLE', ['patch', 'color']],
    ['a null that cannot be cleared', { description: null }, 'FIELD_NOT_CLEARABLE', ['patch', 'description']],
    ['a value of the wrong type', { firstName: 3 }, 'INVALID_VALUE', ['patch', 'firstName']],
  ])('%s', async (_name, patch, code, field) => {
    expect(await bench.update(patch)).toMatchObject({ outcome: 'REJECTED', userErrors: [{ code, field }] });
    expect(bench.fake.calls).toEqual([]);
  });
});

describe('what goes wrong on the way', () => {
  it('rejects where the account cannot be read, or is not there', async () => {
    bench.fake.failing = { read: new AccountError('UPSTREAM_TIMEOUT', 'Too slow.', { dispatched: true }) };
    expect(await bench.update({ firstName: 'x' })).toMatchObject({
      outcome: 'REJECTED',
      userErrors: [{ code: 'UPSTREAM_TIMEOUT' }],
    });
    bench.fake.failing = {};
    expect(await bench.update({ firstName: 'x' }, { id: `${bench.sourceId}:7` })).toMatchObject({
      outcome: 'REJECTED',
      userErrors: [{ code: 'NOT_FOUND', field: ['id'] }],
    });
    expect(bench.fake.calls).toEqual(['read 1', 'read 7']);
  });

  it.each<[string, ErrorCode, AccountErrorDetails, string]>([
    ['never left', 'UPSTREAM_UNAVAILABLE', { dispatched: false }, 'REJECTED'],
    ['was refused', 'UPSTREAM_REFUSED', { dispatched: true, status: 400 }, 'REJECTED'],
    ['was one too many', 'RATE_LIMITED', { dispatched: true, status: 429 }, 'REJECTED'],
    ['timed out', 'UPSTREAM_TIMEOUT', { dispatched: true }, 'UNKNOWN'],
    ['was reset', 'UPSTREAM_UNAVAILABLE', { dispatched: true }, 'UNKNOWN'],
    ['ended in a 500', 'UPSTREAM_UNAVAILABLE', { dispatched: true, status: 500 }, 'UNKNOWN'],
    ['ended in a 408', 'UPSTREAM_TIMEOUT', { dispatched: true, status: 408 }, 'UNKNOWN'],
    ['was answered with nonsense', 'UPSTREAM_MALFORMED', { dispatched: true, status: 200 }, 'UNKNOWN'],
    ['says nothing of itself', 'INTERNAL', {}, 'UNKNOWN'],
  ])('a write that %s', async (_name, code, details, outcome) => {
    bench.failWrite(code, details);
    const result = await bench.update({ firstName: 'Iva' });
    expect(result).toMatchObject({ outcome, userErrors: [{ code }] });
    expect(result.changes[0]?.effect).toBe(outcome === 'UNKNOWN' ? 'UNVERIFIED' : 'PLANNED');
  });

  it('tells what the provider dropped', async () => {
    bench.fake.ignored = ['note'];
    expect(await bench.update({ firstName: 'Iva', description: 'new' })).toMatchObject({
      outcome: 'PARTIALLY_APPLIED',
      changes: [{ effect: 'APPLIED' }, { effect: 'DROPPED_BY_PROVIDER' }],
      userErrors: [{ code: 'UPSTREAM_REFUSED', field: ['patch', 'description'] }],
    });
    expect(await bench.update({ description: 'new' })).toMatchObject({ outcome: 'REJECTED' });
  });

  it('calls UNKNOWN what was accepted and could not be read afterwards', async () => {
    bench.fake.canVerify = false;
    expect(await bench.update({ firstName: 'Iva' })).toMatchObject({
      outcome: 'UNKNOWN',
      changes: [{ effect: 'UNVERIFIED' }],
      userErrors: [{ code: 'UPSTREAM_UNAVAILABLE' }],
    });
  });
});

describe('where a provider offers no read', () => {
  it('works from the last answer, once there is one', async () => {
    bench = new UpdateBench(store, { readOne: false });
    expect(await bench.update({ firstName: 'Iva' })).toMatchObject({ outcome: 'APPLIED', changes: [{ from: null }] });
    expect(await bench.update({ firstName: 'Iva' })).toMatchObject({
      outcome: 'NO_CHANGE',
      account: { freshness: 'SNAPSHOT' },
    });
    expect(bench.fake.calls).toEqual(['write 1 {"name":"Iva"}']);
  });
});

describe('a dry run', () => {
  it('tells the call that would leave, to the letter, and sends none', async () => {
    const planned = await bench.update({ firstName: 'Iva', description: 'old' }, { dryRun: true });
    expect(planned).toMatchObject({
      outcome: 'PLANNED',
      account: { firstName: 'Ana' },
      changes: [{ field: 'firstName', effect: 'PLANNED' }],
      plan: [{ method: 'PATCH', path: '/1', body: { name: 'Iva' } }],
    });
    expect(bench.fake.calls).toEqual(['read 1']);
    await bench.update({ firstName: 'Iva', description: 'old' });
    expect(bench.fake.calls.at(-1)).toBe(`write 1 ${JSON.stringify(planned.plan[0]?.body)}`);
  });

  it('ends like the update where nothing would be sent', async () => {
    expect(await bench.update({ firstName: 'Ana' }, { dryRun: true })).toMatchObject({
      outcome: 'NO_CHANGE',
    });
    expect(await bench.update({ color: 1 }, { dryRun: true })).toMatchObject({ outcome: 'REJECTED' });
  });
});

describe('ifVersion', () => {
  it('lets an update pass while the account is at it, and no longer', async () => {
    const { account } = await bench.update({ firstName: 'Iva' });
    const ifVersion = account && accountVersion(account);
    expect(await bench.update({ description: 'a' }, { ifVersion })).toMatchObject({ outcome: 'APPLIED' });
    expect(await bench.update({ description: 'b' }, { ifVersion })).toMatchObject({
      outcome: 'CONFLICT',
      account: { description: 'a' },
      userErrors: [{ code: 'CONFLICT', field: ['ifVersion'] }],
    });
    expect(bench.fake.records.get('1')?.note).toBe('a');
  });

  it('cannot be compared where nothing is known of the account', async () => {
    bench = new UpdateBench(store, { readOne: false });
    expect(await bench.update({ firstName: 'Iva' }, { ifVersion: 'x' })).toMatchObject({
      outcome: 'REJECTED',
      userErrors: [{ code: 'READ_NOT_SUPPORTED', field: ['ifVersion'] }],
    });
    expect(bench.fake.calls).toEqual([]);
  });
});
