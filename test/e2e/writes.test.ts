import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/domain/clock.ts';
import type { EmulatorId } from '../../src/emulators/shared/emulator.ts';
import { asked, keyAt, update, writesOf, type OperationAnswer, type UpdateAnswer } from '../support/graph-updates.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

let accord: RunningAccord;
let skewMs = 0;

beforeAll(async () => {
  accord = await startAccord({ clock: { ...systemClock, now: () => Date.now() + skewMs } });
});
afterAll(() => accord.close());
beforeEach(() => {
  for (const emulator of Object.values(accord.emulators)) emulator.reset();
  skewMs = 0;
  place += 1;
});

// An account for each test: the record and the snapshots outlive a reset of the emulators.
let place = -1;
const idOf = (provider: EmulatorId) => {
  const key = keyAt(accord.emulators[provider], place);
  return `${provider}:${provider === 'cpp' && !key.includes('@') ? `${key}@cpp.hr` : key}`;
};
const writes = () => Object.values(accord.emulators).flatMap(writesOf);
const version = (id: string) =>
  asked<{ version: string }>(accord, 'query ($id: ID!) { result: account(id: $id) { version } }', { id });
const recordOf = async (accountId: string) => {
  const text = 'query ($id: ID!) { result: operations(filter: { accountId: $id }) { nodes { id state } } }';
  return (await asked<{ nodes: readonly OperationAnswer[] }>(accord, text, { id: accountId })).nodes;
};

interface PlannedUpdate {
  readonly provider: EmulatorId;
  readonly patch: Readonly<Record<string, unknown>>;
  /** The kind and field of each warning. */
  readonly warnings: readonly (readonly [string, string])[];
}

/** One update for each provider, with everything that its page makes one warn of. */
const updates: readonly PlannedUpdate[] = [
  {
    provider: 'kameleoon',
    patch: { firstName: 'Žana', locale: 'en-GB', teamId: null },
    warnings: [
      ['LOSSY', 'locale'],
      ['ASSUMED_SEMANTICS', 'teamId'],
    ],
  },
  { provider: 'kibo', patch: { phone: '+385 1 4870 111', externalId: null, lastName: 'Kovač "7"' }, warnings: [] },
  {
    provider: 'wacm',
    patch: { firstName: 'Žana', address: { city: 'Zadar', line2: null } },
    warnings: [['ASSUMED_SEMANTICS', 'address.line2']],
  },
  { provider: 'huawei-cloud', patch: { description: '组织 \u2028 žć' }, warnings: [] },
  {
    provider: 'cpp',
    patch: { email: 'nova.adresa@example.com', lastName: null },
    warnings: [
      ['SIDE_EFFECT', 'email'],
      ['ASSUMED_SEMANTICS', 'lastName'],
      ['ASSUMED_SEMANTICS', 'status'],
      ['ASSUMED_SEMANTICS', 'role'],
    ],
  },
];

/** The patch as the provider needs it: WACM's calls name the address of the account. */
function patchOf({ provider, patch }: PlannedUpdate, id: string): Readonly<Record<string, unknown>> {
  if (provider !== 'wacm') return patch;
  return { email: String(accord.emulators.wacm.account(id.slice('wacm:'.length))?.email), ...patch };
}

const plannedOnly = (result: UpdateAnswer) => result.changes.map(({ effect }) => effect);

describe('a dry run', () => {
  it.each(updates)('WRITES-DRY-RUN $provider: plans the very bytes that the update then sends', async (planned) => {
    const { provider, warnings } = planned;
    const emulator = accord.emulators[provider];
    const id = idOf(provider);
    const patch = patchOf(planned, id);

    const dry = await update(accord, provider, { id, patch, dryRun: true });
    expect(dry).toMatchObject({ outcome: 'PLANNED', operation: null, replayed: false, userErrors: [] });
    expect(dry.warnings.map(({ code, field }) => [code, field])).toEqual(warnings);
    expect(new Set(plannedOnly(dry))).toEqual(new Set(['PLANNED']));
    expect(writes()).toEqual([]);
    expect(await recordOf(id)).toEqual([]);

    const real = await update(accord, provider, { id, patch });
    expect(real).toMatchObject({ outcome: 'APPLIED', plan: [], replayed: false, operation: { state: 'APPLIED' } });
    expect(real.warnings).toEqual(dry.warnings);
    const [sent, ...more] = writesOf(emulator);
    expect(more).toEqual([]);
    const told = dry.plan.map(({ method, path, body }) => [method, emulator.basePath + path, JSON.stringify(body)]);
    expect(told).toEqual([[sent?.method, sent?.path, sent?.body]]);
    expect(real.changes.map(({ field, from, to }) => [field, from, to])).toEqual(
      dry.changes.map(({ field, from, to }) => [field, from, to]),
    );
    expect(real.operation?.attempts).toMatchObject([{ method: sent?.method, path: dry.plan[0]?.path, status: 200 }]);
  });

  it('WRITES-DRY-RUN-SECRET shows the place of a password, and never the password', async () => {
    const id = idOf('kibo');
    const patch = { password: 'canary-Password-1', firstName: 'Iva' };
    const dry = await update(accord, 'kibo', { id, patch, dryRun: true });
    await update(accord, 'kibo', { id, patch });
    const sent = writesOf(accord.emulators.kibo)[0]?.body ?? '';
    expect(JSON.stringify(dry)).not.toContain('canary');
    expect(JSON.stringify(dry.plan[0]?.body)).toBe(sent.replace('canary-Password-1', '[secret]'));
    expect(sent).toContain('canary-Password-1');
  });

  it('WRITES-DRY-RUN-ENDINGS tells what the update would be refused for, or that it would change nothing', async () => {
    const id = idOf('kibo');
    const { emailAddress } = accord.emulators.kibo.account(id.slice(5)) ?? {};
    const same = await update(accord, 'kibo', { id, patch: { email: emailAddress }, dryRun: true });
    expect(same).toMatchObject({ outcome: 'NO_CHANGE', plan: [], operation: null });
    const bad = await update(accord, 'kibo', { id, patch: { email: 'no address' }, dryRun: true });
    expect(bad).toMatchObject({
      outcome: 'REJECTED',
      userErrors: [{ code: 'INVALID_VALUE', field: ['patch', 'email'] }],
    });
    const stale = await update(accord, 'kibo', { id, patch: { phone: '1' }, ifVersion: 'stale', dryRun: true });
    expect(stale).toMatchObject({ outcome: 'CONFLICT', operation: null });
    expect(writes()).toEqual([]);
    expect(await recordOf(id)).toEqual([]);
  });
});

describe('versions', () => {
  it.each(['kameleoon', 'kibo', 'huawei-cloud', 'cpp'] as const)(
    'WRITES-VERSION %s: good for one update, and told anew by its answer',
    async (provider) => {
      const id = idOf(provider);
      const name = provider === 'huawei-cloud' ? 'description' : 'firstName';
      const before = await version(id);
      expect(await version(id)).toEqual(before);
      const first = await update(accord, provider, { id, patch: { [name]: 'Iva' }, ifVersion: before.version });
      expect(first).toMatchObject({ outcome: 'APPLIED', account: await version(id) });
      expect(first.account?.version).not.toBe(before.version);

      const late = await update(accord, provider, { id, patch: { [name]: 'Eva' }, ifVersion: before.version });
      expect(late).toMatchObject({
        outcome: 'CONFLICT',
        account: { id, version: first.account?.version },
        changes: [],
        userErrors: [{ code: 'CONFLICT', field: ['ifVersion'] }],
        operation: { state: 'CONFLICT', attempts: [] },
      });
      const next = { id, patch: { [name]: 'Eva' }, ifVersion: first.account?.version ?? '' };
      expect(await update(accord, provider, next)).toMatchObject({ outcome: 'APPLIED' });
      expect(writesOf(accord.emulators[provider])).toHaveLength(2);
    },
  );

  it('WRITES-VERSION-BEHIND notices what somebody else changed at the provider', async () => {
    const id = idOf('kibo');
    const before = await version(id);
    accord.emulators.kibo.put(id.slice(5), { externalId: 'behind' });
    const result = await update(accord, 'kibo', { id, patch: { phone: '1' }, ifVersion: before.version });
    expect(result.outcome).toBe('CONFLICT');
    expect(writes()).toEqual([]);
  });

  it('WRITES-VERSION-UNREAD cannot compare what was never seen, and says so', async () => {
    const id = idOf('wacm');
    const email = String(accord.emulators.wacm.account(id.slice(5))?.email);
    const result = await update(accord, 'wacm', { id, patch: { email, firstName: 'Iva' }, ifVersion: 'any' });
    expect(result).toMatchObject({
      outcome: 'REJECTED',
      operation: null,
      userErrors: [{ code: 'READ_NOT_SUPPORTED', field: ['ifVersion'] }],
    });
    expect(writes()).toEqual([]);
  });
});

describe('what became of each field', () => {
  it('WRITES-NO-CHANGE records it, and sends nothing', async () => {
    const id = idOf('kibo');
    const { firstName } = accord.emulators.kibo.account(id.slice(5)) ?? {};
    const result = await update(accord, 'kibo', { id, patch: { firstName } });
    expect(result).toMatchObject({
      outcome: 'NO_CHANGE',
      changes: [],
      operation: { state: 'NO_CHANGE', attempts: [], finishedAt: expect.any(String) },
    });
    expect(writes()).toEqual([]);
  });

  it('WRITES-DROPPED tells a field that the provider ignored, and the rest as applied', async () => {
    const id = idOf('kibo');
    accord.emulators.kibo.faults.add({ fault: { type: 'drop-fields', fields: ['phoneNumber'] } });
    const result = await update(accord, 'kibo', { id, patch: { phone: '+1', firstName: 'Iva' } });
    expect(result).toMatchObject({
      outcome: 'PARTIALLY_APPLIED',
      userErrors: [{ code: 'UPSTREAM_REFUSED', field: ['patch', 'phone'] }],
      operation: { state: 'PARTIALLY_APPLIED' },
    });
    expect(Object.fromEntries(result.changes.map(({ field, effect }) => [field, effect]))).toEqual({
      phone: 'DROPPED_BY_PROVIDER',
      firstName: 'APPLIED',
    });
    expect(result.operation?.changes).toEqual(result.changes);
  });

  it('WRITES-IGNORED calls an update REJECTED of which nothing took effect, whatever the status said', async () => {
    const id = idOf('kameleoon');
    accord.emulators.kameleoon.faults.add({ fault: { type: 'ok-without-apply' } });
    const result = await update(accord, 'kameleoon', { id, patch: { firstName: 'Iva' } });
    expect(result).toMatchObject({
      outcome: 'REJECTED',
      changes: [{ effect: 'DROPPED_BY_PROVIDER' }],
      operation: { state: 'REJECTED', attempts: [{ status: 200 }] },
    });
  });

  it('WRITES-UNVERIFIED does not claim to have seen a password', async () => {
    const result = await update(accord, 'kibo', { id: idOf('kibo'), patch: { password: 'New-1234' } });
    expect(result).toMatchObject({
      outcome: 'APPLIED',
      changes: [{ field: 'password', from: null, to: '[secret]', effect: 'UNVERIFIED' }],
    });
  });

  it('WRITES-OBSERVED says when the provider said it, and whether that was now', async () => {
    const text = 'query ($id: ID!) { result: account(id: $id) { freshness observedAt } }';
    skewMs = 3_600_000;
    const id = idOf('wacm');
    const email = String(accord.emulators.wacm.account(id.slice(5))?.email);
    const written = await update(accord, 'wacm', { id, patch: { email, firstName: 'Iva' } });
    expect(written).toMatchObject({ outcome: 'APPLIED', account: { freshness: 'LIVE' } });
    skewMs = 7_200_000;
    const { observedAt } = written.account ?? {};
    expect(await asked(accord, text, { id })).toEqual({ freshness: 'SNAPSHOT', observedAt });
    const live = await asked<{ freshness: string; observedAt: string }>(accord, text, { id: idOf('kibo') });
    expect(live.freshness).toBe('LIVE');
    const ageMs = Date.parse(live.observedAt) - Date.parse(String(observedAt));
    expect(ageMs).toBeGreaterThanOrEqual(3_600_000);
    expect(ageMs).toBeLessThan(3_700_000);
  });
});
