import { describe, expect, it } from '@jest/globals';
import { demoCredentials } from '../../src/emulators/huawei-cloud/huawei-cloud.emulator.ts';
import { startAccord } from '../support/running-accord.ts';
import type { Scene } from './contract.ts';
import { HUAWEI_KEY, huaweiCloudAccount } from './huawei-cloud.cells.ts';

const READ = 'query ($id: ID!) { account(id: $id) { email phone { raw } description } }';
const UPDATE = `mutation ($input: UpdateHuaweiCloudAccountInput!) {
  updateHuaweiCloudAccount(input: $input) { outcome account { email phone { raw } description } }
}`;
const id = `huawei-cloud:${HUAWEI_KEY}`;

/** What is to be said of single calls: how contact information is asked for, and the page's one header. */
export function describeHuaweiCloudCalls(scene: () => Scene): void {
  describe('calls', () => {
    it('HUAWEI-CONTACT asks for contact information with a read, and keeps it over an update, which shows none', async () => {
      const { accord, emulator } = scene();
      emulator.reset();
      emulator.put(HUAWEI_KEY, huaweiCloudAccount);
      const seen = { email: 'owner@adriatic.example', phone: { raw: '+86 13800138000' } };
      expect((await accord.query(READ, { id })).data?.account).toEqual({ ...seen, description: 'string' });
      const { data } = await accord.query(UPDATE, { input: { id, patch: { description: 'new' } } });
      expect(data?.updateHuaweiCloudAccount).toEqual({ outcome: 'APPLIED', account: { ...seen, description: 'new' } });
      const path = `/v1/organizations/accounts/${HUAWEI_KEY}`;
      expect(emulator.requests.map((request) => `${request.method} ${request.path}`)).toEqual([
        `GET ${path}?with_register_contact_info=true`,
        `GET ${path}?with_register_contact_info=true`,
        `PATCH ${path}`,
      ]);
    });

    it('HUAWEI-SECURITY-TOKEN-NONE sends no X-Security-Token with permanent keys', async () => {
      const { accord, emulator } = scene();
      emulator.reset();
      emulator.put(HUAWEI_KEY, huaweiCloudAccount);
      await accord.query(UPDATE, { input: { id, patch: { description: 'new' } } });
      expect(emulator.requests.filter(({ headers }) => 'x-security-token' in headers)).toEqual([]);
      expect(emulator.requests).toHaveLength(2);
    });

    it('HUAWEI-SECURITY-TOKEN: "If a temporary security credential is used, this header is required"', async () => {
      const securityToken = 'canary-security-token';
      const accord = await startAccord({
        auth: { 'huawei-cloud': { securityToken } },
        emulators: { 'huawei-cloud': { credentials: [{ ...demoCredentials, securityToken }] } },
      });
      try {
        const emulator = accord.emulators['huawei-cloud'];
        emulator.put(HUAWEI_KEY, huaweiCloudAccount);
        const answer = await accord.query(UPDATE, { input: { id, patch: { description: 'new' } } });
        expect(answer.data?.updateHuaweiCloudAccount).toMatchObject({ outcome: 'APPLIED' });
        expect(emulator.requests.map(({ headers }) => headers['x-security-token'])).toEqual([
          securityToken,
          securityToken,
        ]);
        expect(JSON.stringify(answer) + accord.log()).not.toContain('canary');
      } finally {
        await accord.close();
      }
    });
  });
}
