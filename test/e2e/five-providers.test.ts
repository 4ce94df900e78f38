import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AccountByIdDocument,
  ListAccountsDocument,
  UpdateAccountDocument,
  UpdateCppAccountDocument,
  UpdateHuaweiCloudAccountDocument,
  UpdateKameleoonAccountDocument,
  UpdateKiboAccountDocument,
  UpdateWacmAccountDocument,
} from '../../schema/operations.gen.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

let accord: RunningAccord;

beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());

/** The first account that a source lists. */
async function someAccountOf(source: string) {
  const answer = await accord.execute(ListAccountsDocument, { first: 1, after: null, filter: { sources: [source] } });
  const account = answer.data?.accounts.edges[0]?.node;
  if (!account) throw new Error(`${source} lists nobody: ${JSON.stringify(answer)}`);
  return account;
}

async function read(id: string) {
  const answer = await accord.execute(AccountByIdDocument, { id });
  expect(answer.errors).toBeUndefined();
  return answer.data?.account;
}

describe('the main job, over real HTTP', () => {
  it('E2E-KAMELEOON updates an account and reads it again', async () => {
    const { id } = await someAccountOf('kameleoon');
    const input = { id, patch: { firstName: 'Žana', solutions: ['FEATURE_EXPERIMENTATION' as const] } };
    const answer = await accord.execute(UpdateKameleoonAccountDocument, { input });
    expect(answer.data?.updateKameleoonAccount).toMatchObject({ outcome: 'APPLIED', account: { firstName: 'Žana' } });
    expect(await read(id)).toMatchObject({ firstName: 'Žana', freshness: 'LIVE' });
  });

  it('E2E-KIBO updates an account and reads it again', async () => {
    const { id } = await someAccountOf('kibo');
    const input = { id, patch: { phone: '+385 1 4870 111', isActive: false } };
    const answer = await accord.execute(UpdateKiboAccountDocument, { input });
    expect(answer.data?.updateKiboAccount).toMatchObject({ outcome: 'APPLIED', userErrors: [] });
    expect(await read(id)).toMatchObject({ phone: { e164: '+38514870111' }, status: 'DEACTIVATED' });
  });

  it('E2E-WACM updates an account and then serves its last answer', async () => {
    const wacm = accord.emulators.wacm.accounts().find((user) => user.status === 'ACTIVE' && user.isSsoUser === false);
    const id = `wacm:${String(wacm?.id)}`;
    const unread = await accord.execute(AccountByIdDocument, { id });
    expect(unread.errors?.[0]?.extensions?.code).toBe('READ_NOT_SUPPORTED');
    const input = { id, patch: { email: String(wacm?.email), address: { city: 'Zadar', line2: null } } };
    const answer = await accord.execute(UpdateWacmAccountDocument, { input });
    expect(answer.data?.updateWacmAccount).toMatchObject({ outcome: 'APPLIED', account: { freshness: 'LIVE' } });
    expect(accord.emulators.wacm.account(String(wacm?.id))).toMatchObject({ city: 'Zadar' });
    expect(await read(id)).toMatchObject({ freshness: 'SNAPSHOT', address: { city: 'Zadar' } });
  });

  it('E2E-HUAWEI-CLOUD updates an account and reads it again', async () => {
    const { id, email } = await someAccountOf('huawei-cloud');
    const input = { id, patch: { description: '组织 žć' } };
    const answer = await accord.execute(UpdateHuaweiCloudAccountDocument, { input });
    expect(answer.data?.updateHuaweiCloudAccount).toMatchObject({ outcome: 'APPLIED', account: { email } });
    expect(await read(id)).toMatchObject({ description: '组织 žć', kind: 'TENANT', email });
  });

  it('E2E-CPP updates an account and reads it again', async () => {
    const { id } = await someAccountOf('cpp');
    const input = { id, patch: { lastName: 'Kovač', status: 'NOT_PAID' as const } };
    const answer = await accord.execute(UpdateCppAccountDocument, { input });
    expect(answer.data?.updateCppAccount).toMatchObject({ outcome: 'APPLIED', userErrors: [] });
    expect(await read(id)).toMatchObject({ lastName: 'Kovač', status: 'DEACTIVATED', statusReason: 'UNPAID' });
  });

  it.each(['kameleoon', 'kibo', 'cpp'])(
    'E2E-UNIFIED changes the unified status at %s, there and back',
    async (source) => {
      const { id } = await someAccountOf(source);
      for (const status of ['DEACTIVATED', 'ACTIVE'] as const) {
        await accord.execute(UpdateAccountDocument, { input: { id, patch: { status } } });
        expect(await read(id)).toMatchObject({ status });
      }
    },
  );

  it('E2E-UNIFIED-ROUND-TRIP leaves alone what the unified status only approximates', async () => {
    const { id, externalId } = await someAccountOf('cpp');
    accord.emulators.cpp.put(externalId, { Status: 'NotPaid' });
    const input = { id, patch: { status: 'DEACTIVATED' as const } };
    const answer = await accord.execute(UpdateAccountDocument, { input });
    expect(answer.data?.updateAccount.outcome).toBe('NO_CHANGE');
    expect(await read(id)).toMatchObject({ providerStatus: 'NotPaid' });
  });
});
