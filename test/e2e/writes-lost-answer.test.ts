import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/domain/clock.ts';
import type { EmulatorId } from '../../src/emulators/shared/emulator.ts';
import type { Fault } from '../../src/emulators/shared/faults.ts';
import { asked, keyAt, OPERATION, update, writesOf, type OperationAnswer } from '../support/graph-updates.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

let accord: RunningAccord;
let skewMs = 0;
let place = -1;

beforeAll(async () => {
  accord = await startAccord({ clock: { ...systemClock, now: () => Date.now() + skewMs } });
});
afterAll(() => accord.close());
beforeEach(() => {
  for (const emulator of Object.values(accord.emulators)) emulator.reset();
  skewMs = 0;
  place += 1;
});

const readable = ['kameleoon', 'kibo', 'huawei-cloud', 'cpp'] as const;
const fieldOf = (provider: EmulatorId) => (provider === 'huawei-cloud' ? 'description' : 'firstName');
const reconcile = (id: string | undefined) =>
  asked<OperationAnswer>(accord, `mutation ($id: ID!) { result: reconcileOperation(id: $id) { ${OPERATION} } }`, {
    id,
  });

/** One update whose write call meets a fault. */
async function updateUnder(provider: EmulatorId, fault: Fault, rest: { readonly idempotencyKey?: string } = {}) {
  const emulator = accord.emulators[provider];
  emulator.faults.add({ match: { kind: 'write' }, times: 1, fault });
  const id = `${provider}:${keyAt(emulator, place)}`;
  const email = provider === 'wacm' ? { email: String(emulator.account(keyAt(emulator, place))?.email) } : {};
  const input = { id, patch: { ...email, [fieldOf(provider)]: `Iva ${place}` }, ...rest };
  return { id, input, result: await update(accord, provider, input) };
}

const unknown = {
  outcome: 'UNKNOWN',
  account: null,
  replayed: false,
  operation: { state: 'UNKNOWN', finishedAt: null, reason: expect.any(String) },
};

describe('an answer that was lost', () => {
  it.each(readable)('WRITES-LOST-APPLIED %s: UNKNOWN, then APPLIED by a read', async (provider) => {
    const emulator = accord.emulators[provider];
    const { result } = await updateUnder(provider, { type: 'reset-after-apply' });
    expect(result).toMatchObject({
      ...unknown,
      changes: [{ field: fieldOf(provider), to: `Iva ${place}`, effect: 'UNVERIFIED' }],
      userErrors: [{ code: 'UPSTREAM_UNAVAILABLE' }],
    });
    expect(result.operation?.attempts).toMatchObject([{ status: null, errorCode: 'UPSTREAM_UNAVAILABLE' }]);
    expect(writesOf(emulator).map(({ applied }) => applied)).toEqual([true]);

    const settled = await reconcile(result.operation?.id);
    expect(settled).toMatchObject({
      id: result.operation?.id,
      state: 'APPLIED',
      reason: null,
      finishedAt: expect.any(String),
      changes: [{ field: fieldOf(provider), to: `Iva ${place}`, effect: 'APPLIED' }],
    });
    expect(settled.attempts).toEqual(result.operation?.attempts);
    expect(writesOf(emulator)).toHaveLength(1);
  });

  it.each(readable)(
    'WRITES-LOST-NEVER-APPLIED %s: UNKNOWN while it may still happen, then REJECTED',
    async (provider) => {
      const { result } = await updateUnder(provider, { type: 'reset' });
      expect(result).toMatchObject(unknown);
      const early = await reconcile(result.operation?.id);
      expect(early).toMatchObject({ state: 'UNKNOWN', finishedAt: null, changes: [{ effect: 'UNVERIFIED' }] });
      expect(early.reason).toMatch(/unchanged so far/);

      skewMs = 59_000;
      expect(await reconcile(result.operation?.id)).toMatchObject({ state: 'UNKNOWN' });
      skewMs = 61_000;
      const late = await reconcile(result.operation?.id);
      expect(late).toMatchObject({ state: 'REJECTED', changes: [{ effect: 'DROPPED_BY_PROVIDER' }] });
      expect(late.reason).toMatch(/did not take effect/);
      expect(late.finishedAt).not.toBeNull();
      expect(writesOf(accord.emulators[provider]).map(({ applied }) => applied)).toEqual([false]);
    },
  );

  it.each([
    ['a 500 after it', { type: 'status-after-apply', status: 500 }, 500, 'UPSTREAM_UNAVAILABLE'],
    ['a 503 after it', { type: 'status-after-apply', status: 503 }, 503, 'UPSTREAM_UNAVAILABLE'],
    ['an answer that makes no sense', { type: 'body', text: '<html>' }, 200, 'UPSTREAM_MALFORMED'],
    ['an answer that breaks off', { type: 'body', text: '{"id":' }, 200, 'UPSTREAM_MALFORMED'],
  ] as const)('WRITES-LOST-UNCLEAR %s says nothing about the write', async (_name, fault, status, errorCode) => {
    const { result } = await updateUnder('kibo', fault);
    expect(result).toMatchObject({ ...unknown, userErrors: [{ code: errorCode }] });
    expect(result.operation?.attempts).toMatchObject([{ status, errorCode, finishedAt: expect.any(String) }]);
    expect(await reconcile(result.operation?.id)).toMatchObject({ state: 'APPLIED' });
    expect(writesOf(accord.emulators.kibo)).toHaveLength(1);
  });

  it('WRITES-LOST-REFUSED knows that a refusal by the provider changed nothing', async () => {
    const { result } = await updateUnder('kibo', { type: 'status', status: 409 });
    expect(result).toMatchObject({
      outcome: 'REJECTED',
      operation: { state: 'REJECTED', attempts: [{ status: 409 }] },
    });
  });

  it('WRITES-LOST-REPLAY a repetition tells what is known, and changes its answer with it', async () => {
    const key = { idempotencyKey: 'lost' };
    const { input, result } = await updateUnder('kibo', { type: 'reset-after-apply' }, key);
    expect(await update(accord, 'kibo', input)).toEqual({ ...result, replayed: true });
    await reconcile(result.operation?.id);
    expect(await update(accord, 'kibo', input)).toMatchObject({
      outcome: 'APPLIED',
      replayed: true,
      account: { id: input.id, firstName: `Iva ${place}` },
      changes: [{ effect: 'APPLIED' }],
      userErrors: [],
      operation: { id: result.operation?.id, state: 'APPLIED' },
    });
    expect(writesOf(accord.emulators.kibo)).toHaveLength(1);
  });

  it('WRITES-LOST-OVERWRITTEN stays UNKNOWN where the account shows neither the old value nor the new', async () => {
    const { id, result } = await updateUnder('kibo', { type: 'reset-after-apply' });
    accord.emulators.kibo.put(id.slice(5), { firstName: 'Somebody else' });
    skewMs = 3_600_000;
    const settled = await reconcile(result.operation?.id);
    expect(settled).toMatchObject({ state: 'UNKNOWN', finishedAt: null, changes: [{ effect: 'UNVERIFIED' }] });
    expect(settled.reason).toMatch(/neither/);
  });

  it('WRITES-LOST-UNREADABLE stays UNKNOWN while the provider does not answer, and says so', async () => {
    const { result } = await updateUnder('kibo', { type: 'reset-after-apply' });
    const repair = accord.emulators.kibo.faults.add({ fault: { type: 'status', status: 503 } });
    const unsettled = await reconcile(result.operation?.id);
    expect(unsettled).toMatchObject({ state: 'UNKNOWN', reason: expect.stringMatching(/Reading the account failed/) });
    repair();
    expect(await reconcile(result.operation?.id)).toMatchObject({ state: 'APPLIED' });
  });

  it('WRITES-LOST-WACM stays UNKNOWN for good, since nobody can ask, and says so', async () => {
    const { id, result } = await updateUnder('wacm', { type: 'reset-after-apply' });
    expect(result).toMatchObject(unknown);
    accord.emulators.wacm.clearJournal();
    skewMs = 3_600_000;
    const settled = await reconcile(result.operation?.id);
    expect(settled).toMatchObject({ state: 'UNKNOWN', reason: expect.stringMatching(/no way to read an account/) });
    expect(accord.emulators.wacm.requests).toEqual([]);
    // It does not stand in the way of the next update.
    const email = String(accord.emulators.wacm.account(id.slice(5))?.email);
    expect(await update(accord, 'wacm', { id, patch: { email, lastName: 'K' } })).toMatchObject({ outcome: 'APPLIED' });
  });
});
