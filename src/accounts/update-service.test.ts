import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeDatasource, fakeSource } from '../../test/support/fake-datasource.ts';
import { accountVersion } from '../domain/account-version.ts';
import { trustedCaller } from '../domain/caller.ts';
import { systemClock } from '../domain/clock.ts';
import { AccountError, type AccountErrorDetails, type ErrorCode } from '../domain/errors.ts';
import { Secret } from '../domain/secret.ts';
import type { Patch } from '../domain/update.ts';
import { createStore } from '../store/create-store.ts';
import { operationIds } from '../store/operation-id.ts';
import type { Store } from '../store/store.ts';
import { createLogger } from '../telemetry/logger.ts';
import { OperationLog } from './operation-log.ts';
import { Reconciler } from './reconciler.ts';
import type { UpdateCommand } from './update-command.ts';
import { UpdateService } from './update-service.ts';

let store: Store;
let fake: FakeDatasource;
let service: UpdateService;
let reconciler: Reconciler;
let run = 0;

beforeAll(async () => {
  store = await createStore({ url: new Secret('pglite:memory'), clock: systemClock });
});
afterAll(() => store.close());

/** A source of its own for each test, so that what one records no other sees. */
function start(offers: { readOne?: boolean } = {}): void {
  run += 1;
  const id = `fake${run}`;
  fake = new FakeDatasource([{ id: '1', name: 'Ana', note: 'old' }], { ...offers, sourceId: id });
  const sources = new Map([[id, { ...fakeSource(id, fake), provider: 'FAKE' }]]);
  const logger = createLogger({ level: 'silent' });
  const log = new OperationLog({ store, clock: systemClock, logger, nextId: operationIds(systemClock) });
  reconciler = new Reconciler({ sources, store, clock: systemClock, logger, settleMs: 0 });
  service = new UpdateService({ sources, store, log, reconciler, now: Date.now });
}

const update = (patch: Patch, id = 'fake:1', provider: string | null = 'FAKE', rest: Partial<UpdateCommand> = {}) =>
  service.update({
    id: id.replace(/^fake:/, `fake${run}:`),
    patch,
    provider,
    caller: trustedCaller('test'),
    mutation: 'updateFakeAccount',
    ifVersion: null,
    idempotencyKey: null,
    dryRun: false,
    ...rest,
  });

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

describe('the record', () => {
  it('is written before the call leaves, and ended with what became of it', async () => {
    const open: unknown[] = [];
    fake.beforeWrite = async () => {
      const { items } = await store.operations({ accountId: `fake${run}:1`, first: 10, after: null });
      open.push(items.map(({ state, finishedAt }) => ({ state, finishedAt })));
    };
    const { operation } = await update({ firstName: 'Iva' });
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
    failWrite(code, details);
    const { operation } = await update({ firstName: 'Iva' });
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
    expect((await update({ firstName: 'Ana' })).operation).toMatchObject({ state: 'NO_CHANGE', attempts: [] });
    expect((await update({ firstName: 'Iva' }, 'fake:1', 'FAKE', { ifVersion: 'old' })).operation).toMatchObject({
      state: 'CONFLICT',
    });
    expect((await update({ description: null })).operation).toBeNull();
    expect((await update({})).operation).toBeNull();
    expect((await update({ firstName: 'Iva' }, 'fake:1', 'FAKE', { dryRun: true })).operation).toBeNull();
    const { items } = await store.operations({ accountId: `fake${run}:1`, first: 10, after: null });
    expect(items.map(({ state }) => state)).toEqual(['CONFLICT', 'NO_CHANGE']);
  });

  it('must be possible: without a store nothing leaves', async () => {
    const closed = await createStore({ url: new Secret('pglite:memory'), clock: systemClock });
    const sources = new Map([['fake', { ...fakeSource('fake', fake), provider: 'FAKE' }]]);
    const logger = createLogger({ level: 'silent' });
    const log = new OperationLog({ store: closed, clock: systemClock, logger, nextId: operationIds(systemClock) });
    const blind = new UpdateService({ sources, store: closed, log, reconciler, now: Date.now });
    await closed.close();
    const command = {
      id: 'fake:1',
      patch: { firstName: 'x' },
      provider: 'FAKE',
      caller: trustedCaller('a'),
      mutation: 'm',
    };
    await expect(
      blind.update({ ...command, ifVersion: null, idempotencyKey: null, dryRun: false }),
    ).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(fake.calls.filter((call) => call.startsWith('write'))).toEqual([]);
  });
});

describe('a dry run', () => {
  it('tells the call that would leave, to the letter, and sends none', async () => {
    const planned = await update({ firstName: 'Iva', description: 'old' }, 'fake:1', 'FAKE', { dryRun: true });
    expect(planned).toMatchObject({
      outcome: 'PLANNED',
      account: { firstName: 'Ana' },
      changes: [{ field: 'firstName', effect: 'PLANNED' }],
      plan: [{ method: 'PATCH', path: '/1', body: { name: 'Iva' } }],
    });
    expect(fake.calls).toEqual(['read 1']);
    await update({ firstName: 'Iva', description: 'old' });
    expect(fake.calls.at(-1)).toBe(`write 1 ${JSON.stringify(planned.plan[0]?.body)}`);
  });

  it('ends like the update where nothing would be sent', async () => {
    expect(await update({ firstName: 'Ana' }, 'fake:1', 'FAKE', { dryRun: true })).toMatchObject({
      outcome: 'NO_CHANGE',
    });
    expect(await update({ color: 1 }, 'fake:1', 'FAKE', { dryRun: true })).toMatchObject({ outcome: 'REJECTED' });
  });
});

describe('ifVersion', () => {
  it('lets an update pass while the account is at it, and no longer', async () => {
    const { account } = await update({ firstName: 'Iva' });
    const ifVersion = account && accountVersion(account);
    expect(await update({ description: 'a' }, 'fake:1', 'FAKE', { ifVersion })).toMatchObject({ outcome: 'APPLIED' });
    expect(await update({ description: 'b' }, 'fake:1', 'FAKE', { ifVersion })).toMatchObject({
      outcome: 'CONFLICT',
      account: { description: 'a' },
      userErrors: [{ code: 'CONFLICT', field: ['ifVersion'] }],
    });
    expect(fake.records.get('1')?.note).toBe('a');
  });

  it('cannot be compared where nothing is known of the account', async () => {
    start({ readOne: false });
    expect(await update({ firstName: 'Iva' }, 'fake:1', 'FAKE', { ifVersion: 'x' })).toMatchObject({
      outcome: 'REJECTED',
      userErrors: [{ code: 'READ_NOT_SUPPORTED', field: ['ifVersion'] }],
    });
    expect(fake.calls).toEqual([]);
  });
});

describe('an idempotency key', () => {
  const keyed = (patch: Patch, idempotencyKey: string, rest: Partial<UpdateCommand> = {}) =>
    update(patch, 'fake:1', 'FAKE', { idempotencyKey, ...rest });

  it('answers a repetition with what came of the first, without a call', async () => {
    const first = await keyed({ firstName: 'Iva' }, 'k1');
    const calls = fake.calls.length;
    const again = await keyed({ firstName: 'Iva' }, 'k1');
    expect(fake.calls).toHaveLength(calls);
    expect(again).toMatchObject({ ...first, replayed: true, account: { ...first.account } });
    expect(again.account && accountVersion(again.account)).toBe(first.account && accountVersion(first.account));
  });

  it('is refused for another patch, another account or another version', async () => {
    await keyed({ firstName: 'Iva' }, 'k2');
    fake.records.set('2', { id: '2', name: 'Bo', note: null });
    const reused = { outcome: 'REJECTED', userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: ['idempotencyKey'] }] };
    expect(await keyed({ firstName: 'Eva' }, 'k2')).toMatchObject(reused);
    expect(await keyed({ firstName: 'Iva' }, 'k2', { id: `fake${run}:2` })).toMatchObject(reused);
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
    fake.beforeWrite = () => gate;
    const all = Array.from({ length: 100 }, () => keyed({ firstName: 'Iva' }, 'k4'));
    expect(await Promise.any(all)).toMatchObject({ outcome: 'PENDING', replayed: true });
    open();
    const outcomes = (await Promise.all(all)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'APPLIED')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['APPLIED', 'PENDING']));
    expect(fake.calls.filter((call) => call.startsWith('write'))).toHaveLength(1);
  });

  it('is free again after a refusal, and refused itself where it is none', async () => {
    expect(await keyed({ firstName: 'Iva' }, 'k5', { id: `fake${run}:7` })).toMatchObject({ outcome: 'REJECTED' });
    expect(await keyed({ firstName: 'Iva' }, 'k5')).toMatchObject({ outcome: 'APPLIED' });
    for (const key of ['', 'a\nb', 'x'.repeat(256)]) {
      expect(await keyed({ firstName: 'Eva' }, key)).toMatchObject({
        outcome: 'REJECTED',
        userErrors: [{ code: 'INVALID_VALUE', field: ['idempotencyKey'] }],
      });
    }
  });
});

describe('what is not known', () => {
  const lostAnswer = async (applied: boolean) => {
    fake.beforeWrite = () => {
      if (applied) fake.records.set('1', { id: '1', name: 'Iva', note: 'old' });
      return Promise.resolve();
    };
    failWrite('UPSTREAM_TIMEOUT', { dispatched: true });
    const { operation } = await update({ firstName: 'Iva' }, 'fake:1', 'FAKE', { idempotencyKey: 'lost' });
    fake.failing = {};
    expect(operation).toMatchObject({ state: 'UNKNOWN' });
    return operation?.id ?? '';
  };

  it.each([
    ['APPLIED', true],
    ['REJECTED', false],
  ])('is settled as %s by a later read, also for a repetition', async (state, applied) => {
    const id = await lostAnswer(applied);
    expect(await reconciler.reconcile(id)).toMatchObject({ id, state });
    expect(await update({ firstName: 'Iva' }, 'fake:1', 'FAKE', { idempotencyKey: 'lost' })).toMatchObject({
      outcome: state,
      replayed: true,
      operation: { id, state },
    });
    expect(fake.calls.filter((call) => call.startsWith('write'))).toHaveLength(1);
  });

  it('stays UNKNOWN, with a reason, where the account shows neither value, is gone, or cannot be read', async () => {
    const id = await lostAnswer(false);
    fake.records.set('1', { id: '1', name: 'somebody else', note: null });
    expect(await reconciler.reconcile(id)).toMatchObject({
      state: 'UNKNOWN',
      reason: expect.stringMatching(/neither/),
    });
    fake.records.clear();
    expect(await reconciler.reconcile(id)).toMatchObject({
      state: 'UNKNOWN',
      reason: expect.stringMatching(/not there/),
    });
    fake.failing = { read: new AccountError('UPSTREAM_TIMEOUT', 'Too slow.') };
    expect(await reconciler.reconcile(id)).toMatchObject({
      state: 'UNKNOWN',
      reason: expect.stringMatching(/Too slow/),
    });
  });

  it('is not taken for REJECTED while the provider may still carry it out', async () => {
    const id = await lostAnswer(false);
    const sources = new Map([[`fake${run}`, { ...fakeSource(`fake${run}`, fake), provider: 'FAKE' }]]);
    const patient = new Reconciler({ sources, store, clock: systemClock, logger: createLogger({ level: 'silent' }) });
    expect(await patient.reconcile(id)).toMatchObject({ state: 'UNKNOWN', reason: expect.stringMatching(/so far/) });
  });

  it('is not judged by what a later update left', async () => {
    const applied = await lostAnswer(true);
    // Whoever finds the old name now must not think that the lost update never took effect.
    fake.beforeWrite = () => Promise.resolve();
    expect(await update({ firstName: 'Ana' })).toMatchObject({ outcome: 'APPLIED' });
    expect(await reconciler.reconcile(applied)).toMatchObject({
      state: 'UNKNOWN',
      reason: expect.stringMatching(/came in between/),
    });
  });

  it('is not taken for APPLIED because a later update did the same', async () => {
    const lost = await lostAnswer(false);
    expect(await update({ firstName: 'Iva' })).toMatchObject({ outcome: 'APPLIED' });
    expect(await reconciler.reconcile(lost)).toMatchObject({ state: 'UNKNOWN' });
  });

  it('is settled first where a process died over the account', async () => {
    await store.withAccountLock(`fake${run}:1`, (hold) =>
      store.begin(hold, {
        id: operationIds(systemClock)(),
        accountId: `fake${run}:1`,
        sourceId: `fake${run}`,
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
    expect(await update({ firstName: 'Iva' })).toMatchObject({ outcome: 'APPLIED' });
    const { items } = await store.operations({ accountId: `fake${run}:1`, first: 10, after: null });
    expect(items.map(({ actor, state }) => [actor, state])).toEqual([
      ['test', 'APPLIED'],
      ['dead', 'REJECTED'],
    ]);
  });

  it('is swept', async () => {
    const id = await lostAnswer(true);
    expect(await reconciler.sweep()).toBeGreaterThan(0);
    expect(await store.operation(id)).toMatchObject({ state: 'APPLIED' });
  });
});
