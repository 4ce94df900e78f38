import type { Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asked, inputType, keyAt, update, updateSelection, writesOf } from '../support/graph-updates.ts';
import type { Answer } from '../support/client.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

let accord: RunningAccord;
let place = -1;
let key = '';
let id = '';

beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());
// An account and a key for each test: the record outlives a reset of the emulators.
beforeEach(() => {
  for (const emulator of Object.values(accord.emulators)) emulator.reset();
  place += 1;
  key = `key ${place}`;
  id = `kibo:${keyAt(accord.emulators.kibo, place)}`;
});

const writes = () => writesOf(accord.emulators.kibo);
const calls = () => accord.emulators.kibo.requests.filter(({ kind }) => kind !== 'token');
const recorded = async (accountId: string) => {
  const text = 'query ($id: ID!) { result: operations(filter: { accountId: $id }) { nodes { id } } }';
  return (await asked<{ nodes: readonly { id: string }[] }>(accord, text, { id: accountId })).nodes;
};

describe('an idempotency key', () => {
  it('WRITES-KEY answers a repetition from the record, without a call', async () => {
    const input = { id, patch: { phone: '+1' }, idempotencyKey: key };
    const first = await update(accord, 'kibo', input);
    expect(first).toMatchObject({ outcome: 'APPLIED', replayed: false, operation: { idempotencyKey: key } });
    accord.emulators.kibo.put(id.slice(5), { phoneNumber: 'behind' });
    accord.emulators.kibo.clearJournal();
    const again = await update(accord, 'kibo', input);
    expect(again).toEqual({ ...first, replayed: true });
    expect(calls()).toEqual([]);
  });

  it('WRITES-KEY-HEADER takes it from the header of a request of one mutation, and the input before that', async () => {
    const first = await update(accord, 'kibo', { id, patch: { phone: '+1' } }, { 'idempotency-key': key });
    expect(first).toMatchObject({ outcome: 'APPLIED', operation: { idempotencyKey: key } });
    const again = await update(accord, 'kibo', { id, patch: { phone: '+1' }, idempotencyKey: key });
    expect(again).toEqual({ ...first, replayed: true });
    const named = { id, patch: { phone: '+2' }, idempotencyKey: `${key} b` };
    const both = await update(accord, 'kibo', named, { 'idempotency-key': key });
    expect(both).toMatchObject({ outcome: 'APPLIED', replayed: false, operation: { idempotencyKey: `${key} b` } });
    expect(writes()).toHaveLength(2);
  });

  it.each([
    ['two mutations', '{ a: UPDATE { outcome } b: UPDATE { outcome } }', ''],
    [
      'two behind a fragment',
      '{ ...both }',
      'fragment both on Mutation { a: UPDATE { outcome } b: UPDATE { outcome } }',
    ],
    ['two, one of them skipped', '{ a: UPDATE { outcome } b: UPDATE @skip(if: true) { outcome } }', ''],
  ])('WRITES-KEY-HEADER-MANY refuses it with %s, before anything runs', async (_name, selection, rest) => {
    const document = `mutation ($input: ${inputType('kibo')}) ${selection} ${rest}`;
    const text = document.replaceAll('UPDATE', 'updateKiboAccount(input: $input)');
    const response = await fetch(`${accord.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close', 'idempotency-key': key },
      body: JSON.stringify({ query: text, variables: { input: { id, patch: { phone: '+1' } } } }),
    });
    expect(response.status).toBe(400);
    const { errors, data } = (await response.json()) as Answer<unknown>;
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_VALUE' } }]);
    expect(data ?? null).toBeNull();
    expect(calls()).toEqual([]);
    expect(await recorded(id)).toEqual([]);
    // It was not used up.
    const one = await update(accord, 'kibo', { id, patch: { phone: '+1' }, idempotencyKey: key });
    expect(one).toMatchObject({ outcome: 'APPLIED', replayed: false });
  });

  it('WRITES-KEY-MANY lets several mutations of one request have a key each', async () => {
    const other = `kibo:${keyAt(accord.emulators.kibo, place + 20)}`;
    const text = `mutation ($a: ${inputType('kibo')}, $b: ${inputType('kibo')}) {
      a: ${updateSelection('kibo', 'a')} b: ${updateSelection('kibo', 'b')} }`;
    const variables = {
      a: { id, patch: { phone: '+1' }, idempotencyKey: `${key} a` },
      b: { id: other, patch: { phone: '+1' }, idempotencyKey: `${key} b` },
    };
    const first = await accord.query(text, variables);
    expect(first.data).toMatchObject({ a: { outcome: 'APPLIED' }, b: { outcome: 'APPLIED' } });
    const again = await accord.query(text, variables);
    expect(again.data).toMatchObject({ a: { replayed: true }, b: { replayed: true } });
    expect(writes()).toHaveLength(2);
  });

  it('WRITES-KEY-REUSED refuses another update under it, also where only a password differs', async () => {
    const input = { id, patch: { phone: '+1', password: 'One-1234' }, idempotencyKey: key };
    await update(accord, 'kibo', input);
    accord.emulators.kibo.clearJournal();
    for (const patch of [
      { phone: '+2', password: 'One-1234' },
      { phone: '+1', password: 'Two-1234' },
      { phone: '+1' },
      { phone: null, password: 'One-1234' },
    ]) {
      const result = await update(accord, 'kibo', { ...input, patch });
      expect(result).toMatchObject({
        outcome: 'REJECTED',
        operation: null,
        userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: ['idempotencyKey'] }],
      });
    }
    expect(calls()).toEqual([]);
    // The order of the fields is no difference.
    const turned = { ...input, patch: { password: 'One-1234', phone: '+1' } };
    expect(await update(accord, 'kibo', turned)).toMatchObject({ outcome: 'APPLIED', replayed: true });
  });

  it.each([
    ['an empty one', ''],
    ['one too long', 'k'.repeat(256)],
    ['a control character', 'a\u0007b'],
  ])('WRITES-KEY-FORM refuses %s', async (_name, bad) => {
    const result = await update(accord, 'kibo', { id, patch: { phone: '+1' }, idempotencyKey: bad });
    expect(result).toMatchObject({
      outcome: 'REJECTED',
      operation: null,
      userErrors: [{ code: 'INVALID_VALUE', field: ['idempotencyKey'] }],
    });
    expect(calls()).toEqual([]);
  });

  it('WRITES-KEY-REFUSED is not used up by an update that was refused before it was recorded', async () => {
    const bad = await update(accord, 'kibo', { id, patch: { email: 'no address' }, idempotencyKey: key });
    expect(bad).toMatchObject({ outcome: 'REJECTED', operation: null });
    const unknown = await update(accord, 'kibo', { id: 'kibo:nobody', patch: { phone: '1' }, idempotencyKey: key });
    expect(unknown).toMatchObject({ outcome: 'REJECTED', userErrors: [{ code: 'NOT_FOUND', field: ['id'] }] });
    const good = await update(accord, 'kibo', { id, patch: { phone: '+1' }, idempotencyKey: key });
    expect(good).toMatchObject({ outcome: 'APPLIED', replayed: false });
  });

  it('WRITES-KEY-DRY-RUN is not used up by a dry run', async () => {
    const input = { id, patch: { phone: '+1' }, idempotencyKey: key };
    expect(await update(accord, 'kibo', { ...input, dryRun: true })).toMatchObject({ outcome: 'PLANNED' });
    expect(await update(accord, 'kibo', input)).toMatchObject({ outcome: 'APPLIED', replayed: false });
  });

  it('WRITES-KEY-NO-CHANGE and CONFLICT are ends like others, and are repeated', async () => {
    const { firstName } = accord.emulators.kibo.account(id.slice(5)) ?? {};
    const same = { id, patch: { firstName }, idempotencyKey: key };
    const unchanged = await update(accord, 'kibo', same);
    expect(unchanged.outcome).toBe('NO_CHANGE');
    const stale = { id, patch: { phone: '+1' }, ifVersion: 'stale', idempotencyKey: `${key} b` };
    const conflict = await update(accord, 'kibo', stale);
    expect(conflict.outcome).toBe('CONFLICT');
    accord.emulators.kibo.put(id.slice(5), { firstName: 'behind' });
    const told = { freshness: 'SNAPSHOT' };
    for (const [input, first] of [
      [same, unchanged],
      [stale, conflict],
    ] as const) {
      const again = await update(accord, 'kibo', input);
      expect({ ...again, account: { ...again.account, ...told } }).toEqual({
        ...first,
        account: { ...first.account, ...told },
        replayed: true,
      });
    }
    expect(writes()).toEqual([]);
  });

  it('WRITES-KEY-PENDING tells of an update that is still under way, and of its end afterwards', async () => {
    const input = { id, patch: { phone: '+1' }, idempotencyKey: key };
    const cutOff = Promise.withResolvers<Socket>();
    accord.emulators.kibo.faults.add({
      match: { kind: 'write' },
      times: 1,
      fault: { type: 'raw', respond: cutOff.resolve, afterApply: true },
    });
    const first = update(accord, 'kibo', input);
    const socket = await cutOff.promise;
    const meanwhile = await update(accord, 'kibo', input);
    expect(meanwhile).toMatchObject({
      outcome: 'PENDING',
      replayed: true,
      account: null,
      operation: { state: 'IN_FLIGHT', idempotencyKey: key, finishedAt: null },
      userErrors: [{ code: 'OPERATION_IN_PROGRESS', field: ['idempotencyKey'], retryAfterSeconds: 1 }],
    });
    socket.destroy();
    const ended = await first;
    expect(ended).toMatchObject({ outcome: 'UNKNOWN', operation: { id: meanwhile.operation?.id } });
    expect(await update(accord, 'kibo', input)).toEqual({ ...ended, replayed: true });
    expect(writes()).toHaveLength(1);
  });

  it('WRITES-KEY-CROWD sends one write for fifty identical requests at once', async () => {
    const input = { id, patch: { phone: '+1' }, idempotencyKey: key };
    const results = await Promise.all(Array.from({ length: 50 }, () => update(accord, 'kibo', input)));
    expect(results.filter(({ outcome }) => outcome !== 'APPLIED' && outcome !== 'PENDING')).toEqual([]);
    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(writes()).toHaveLength(1);
    expect(await recorded(id)).toHaveLength(1);
  });
});
