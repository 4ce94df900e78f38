import { expect } from '@jest/globals';
import type { Contract } from './contract.ts';
import { huaweiCloudCases } from './huawei-cloud.cases.ts';
import { HUAWEI_KEY, huaweiCloudAccount, huaweiCloudCells } from './huawei-cloud.cells.ts';
import { huaweiCloudErrors } from './huawei-cloud.errors.ts';
import { describeHuaweiCloudCalls } from './huawei-cloud.extra.ts';
import { huaweiCloudReads } from './huawei-cloud.reads.ts';

/** Huawei Cloud's page "Updating an Account", `PATCH /v1/organizations/accounts/{account_id}`. */
export const huaweiCloudContract: Contract = {
  provider: 'huawei-cloud',
  prefix: 'HUAWEI',
  graph: {
    mutation: 'updateHuaweiCloudAccount',
    input: 'UpdateHuaweiCloudAccountInput',
    patch: 'HuaweiCloudAccountPatch',
    details: 'HuaweiCloudDetails',
  },
  account: { key: HUAWEI_KEY, given: huaweiCloudAccount },
  write: { method: 'PATCH', path: (key) => `/v1/organizations/accounts/${key}` },
  // The signing guide; the emulator verifies the signature itself.
  headers: {
    authorization: expect.stringMatching(
      /^SDK-HMAC-SHA256 Access=DEMOHUAWEIACCESSKEY0, SignedHeaders=[a-z0-9;-]*x-sdk-date[a-z0-9;-]*, Signature=[0-9a-f]{64}$/,
    ),
    'x-sdk-date': expect.stringMatching(/^\d{8}T\d{6}Z$/),
    'content-type': expect.stringMatching(/^application\/json\b/),
  },
  calls: { accepted: ['read', 'write'], refused: ['read', 'write'], unchanged: ['read'] },
  secrets: ['demo-huawei-secret-key', 'SDK-HMAC-SHA256', 'canary'],
  probe: { description: 'Probe' },
  // The account of the answer's `account`. The label of the address is lost on the page; the vendor's SDK has `email`.
  response: [
    ...['id', 'urn', 'join_method', 'status', 'joined_at', 'name'],
    ...['mobile_phone', 'intl_number_prefix', 'email', 'description'],
  ],
  fields: huaweiCloudCells,
  cases: huaweiCloudCases,
  errors: huaweiCloudErrors,
  reads: huaweiCloudReads,
  extra: describeHuaweiCloudCalls,
};
