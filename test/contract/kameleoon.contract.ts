import { expect } from '@jest/globals';
import type { Contract } from './contract.ts';
import { kameleoonCases } from './kameleoon.cases.ts';
import { kameleoonAccount, kameleoonCells } from './kameleoon.cells.ts';
import { kameleoonErrors } from './kameleoon.errors.ts';
import { kameleoonReads } from './kameleoon.reads.ts';

/** Kameleoon's page "Update account fields", `PATCH /accounts/{accountId}`. */
export const kameleoonContract: Contract = {
  provider: 'kameleoon',
  prefix: 'KAMELEOON',
  graph: {
    mutation: 'updateKameleoonAccount',
    input: 'UpdateKameleoonAccountInput',
    patch: 'KameleoonAccountPatch',
    details: 'KameleoonDetails',
  },
  account: { key: '100001', given: kameleoonAccount },
  write: { method: 'PATCH', path: (key) => `/accounts/${key}` },
  headers: {
    authorization: expect.stringMatching(/^Bearer emulated-./),
    'content-type': expect.stringMatching(/^application\/json\b/),
  },
  calls: { accepted: ['read', 'write'], refused: ['read', 'write'], unchanged: ['read'] },
  secrets: ['emulated-', 'demo-kameleoon-secret', 'canary'],
  probe: { firstName: 'Probe' },
  response: [
    ...['amClientId', 'amClientSecret', 'dateCreated', 'email', 'firstName', 'id', 'imageURL', 'isPasswordExpired'],
    ...['isProductRecoAllowed', 'lastName', 'passwordBlocked', 'preferredLocale', 'roles', 'roles.customers'],
    ...['roles.name', 'roles.privileges', 'roles.sites', 'solutions', 'status', 'teamId'],
  ],
  fields: kameleoonCells,
  cases: kameleoonCases,
  errors: kameleoonErrors,
  reads: kameleoonReads,
};
