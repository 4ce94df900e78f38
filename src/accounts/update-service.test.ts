import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeDatasource, fakeSource } from '../../test/support/fake-datasource.ts';
import { AccountError, type AccountErrorDetails, type ErrorCode } from '../domain/errors.ts';
import type { Patch } from '../domain/update.ts';
import { memorySnapshots } from './snapshots.ts';
import { UpdateService } from './update-service.ts';

let fake: FakeDatasource;
let service: UpdateService;

function start(offers: { readOne?: boolean } = {}): void {
  fake = new FakeDatasource([{ id: '1', name: 'Ana', note: 'old' }], offers);
  service = new UpdateService({ sources: new Map([['fake', fakeSource('fake', fake)]]), snapshots: memorySnapshots() });
}

const update = (patch: Patch, id = 'fake:1', provider: string | null = 'FAKE') =>
  service.update({ id, patch, provider });

const failWrite = (code: ErrorCode, details: AccountErrorDetails): void => {
  fake.failing = { write: new AccountError(code, 'It failed.', details) };
};

beforeEach(() => {
  start();
});

describe('the way of an update', () => {
  it('reads, sends only what differs, and tells what was seen afterwards', async () => {
    const result = await update({ firstName: 'Iva', description: 'old' });
    expect(fake.calls).toEqual(['read 1', 'write 1 {"name":"Iva"}']);
    expect(result).toMatchObject({
      outcome: 'APPLIED',
      changes: [{ field: 'firstName', from: 'Ana', to: 'Iva', effect: 'APPLIED' }],
      account: { firstName: 'Iva', description: 'old' },
      userErrors: [],
    });
  });

  it('keeps null apart from absent', async () => {
    await update({ firstName: null });
    expect(fake.calls.at(-1)).toBe('write 1 {"name":null}');
    expect(fake.records.get('1')).toEqual({ id: '1', name: null, note: 'old' });
  });

  it('sends nothing where nothing differs, and calls nobody where nothing is named', async () => {
    expect(await update({ firstName: 'Ana' })).toMatchObject({ outcome: 'NO_CHANGE', account: { firstName: 'Ana' } });
    expect(fake.calls).toEqual(['read 1']);
    expect(await update({})).toMatchObject({ outcome: 'NO_CHANGE', changes: [], userErrors: [] });
    expect(fake.calls).toEqual(['read 1']);
  });

  it('keeps updates of one account in a line and lets those of others pass', async () => {
    fake.records.set('2', { id: '2', name: 'Bo', note: null });
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    fake.beforeWrite = () => (fake.calls.at(-1)?.startsWith('write 1') === true ? gate : Promise.resolve());
    const first = update({ firstName: 'Iva' });
    const second = update({ description: 'new' });
    expect(await update({ firstName: 'Cy' }, 'fake:2')).toMatchObject({ outcome: 'APPLIED' });
    expect(fake.calls.filter((call) => call === 'read 1')).toHaveLength(1);
    open();
    await Promise.all([first, second]);
    expect(fake.calls.filter((call) => call.endsWith('1') || call.startsWith('write 1'))).toEqual([
      'read 1',
      'write 1 {"name":"Iva"}',
      'read 1',
      'write 1 {"note":"new"}',
    ]);
  });

  it('goes on with the line after a failure', async () => {
    failWrite('UPSTREAM_TIMEOUT', { dispatched: true });
    expect(await update({ firstName: 'Iva' })).toMatchObject({ outcome: 'UNKNOWN' });
    fake.failing = {};
    expect(await update({ firstName: 'Iva' })).toMatchObject({ outcome: 'APPLIED' });
  });
});

describe('what is refused before any call', () => {
  it.each([
    ['a malformed id', 'fake:../1', 'FAKE', 'INVALID_VALUE', ['id']],
    ['an id without a source', '1', 'FAKE', 'INVALID_VALUE', ['id']],
    ['an unknown source', 'other:1', 'FAKE', 'NOT_FOUND', ['id']],
    ['an id of another provider', 'fake:1', 'KIBO', 'INVALID_VALUE', ['id']],
  ])('%s', async (_name, id, provider, code, field) => {
    const result = await update({ firstName: 'x' }, id, provider);
    expect(result).toMatchObject({ outcome: 'REJECTED', userErrors: [{ code, field }] });
    expect(fake.calls).toEqual([]);
  });

  it.each<[string, Patch, string, string[]]>([
    ['a field that is not writable', { color: 'red' }, 'FIELD_NOT_WRITABLE', ['patch', 'color']],
    ['a null that cannot be cleared', { description: null }, 'FIELD_NOT_CLEARABLE', ['patch', 'description']],
    ['a value of the wrong type', { firstName: 3 }, 'INVALID_VALUE', ['patch', 'firstName']],
  ])('%s', async (_name, patch, code, field) => {
    expect(await update(patch)).toMatchObject({ outcome: 'REJECTED', userErrors: [{ code, field }] });
    expect(fake.calls).toEqual([]);
  });
});

describe('what goes wrong on the way', () => {
  it('rejects where the account cannot be read, or is not there', async () => {
    fake.failing = { read: new AccountError('UPSTREAM_TIMEOUT', 'Too slow.', { dispatched: true }) };
    expect(await update({ firstName: 'x' })).toMatchObject({
      outcome: 'REJECTED',
      userErrors: [{ code: 'UPSTREAM_TIMEOUT' }],
    });
    fake.failing = {};
    expect(await update({ firstName: 'x' }, 'fake:7')).toMatchObject({
      outcome: 'REJECTED',
      userErrors: [{ code: 'NOT_FOUND', field: ['id'] }],
    });
    expect(fake.calls).toEqual(['read 1', 'read 7']);
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
    failWrite(code, details);
    const result = await update({ firstName: 'Iva' });
    expect(result).toMatchObject({ outcome, userErrors: [{ code }] });
    expect(result.changes[0]?.effect).toBe(outcome === 'UNKNOWN' ? 'UNVERIFIED' : 'PLANNED');
  });

  it('tells what the provider dropped', async () => {
    fake.ignored = ['note'];
    expect(await update({ firstName: 'Iva', description: 'new' })).toMatchObject({
      outcome: 'PARTIALLY_APPLIED',
      changes: [{ effect: 'APPLIED' }, { effect: 'DROPPED_BY_PROVIDER' }],
      userErrors: [{ code: 'UPSTREAM_REFUSED', field: ['patch', 'description'] }],
    });
    expect(await update({ description: 'new' })).toMatchObject({ outcome: 'REJECTED' });
  });

  it('calls UNKNOWN what was accepted and could not be read afterwards', async () => {
    fake.canVerify = false;
    expect(await update({ firstName: 'Iva' })).toMatchObject({
      outcome: 'UNKNOWN',
      changes: [{ effect: 'UNVERIFIED' }],
      userErrors: [{ code: 'UPSTREAM_UNAVAILABLE' }],
    });
  });
});

describe('where a provider offers no read', () => {
  it('works from the last answer, once there is one', async () => {
    start({ readOne: false });
    expect(await update({ firstName: 'Iva' })).toMatchObject({ outcome: 'APPLIED', changes: [{ from: null }] });
    expect(await update({ firstName: 'Iva' })).toMatchObject({
      outcome: 'NO_CHANGE',
      account: { freshness: 'SNAPSHOT' },
    });
    expect(fake.calls).toEqual(['write 1 {"name":"Iva"}']);
  });
});
