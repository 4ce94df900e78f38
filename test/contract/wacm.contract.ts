import { expect } from '@jest/globals';
import type { Contract } from './contract.ts';
import { wacmCases } from './wacm.cases.ts';
import { WACM_EMAIL, wacmAccount, wacmCells } from './wacm.cells.ts';
import { wacmErrors } from './wacm.errors.ts';
import { describeWacmUnread } from './wacm.extra.ts';
import { wacmReads } from './wacm.reads.ts';

// The page: "HTTP Basic Authentication using your WACM username and API key."
const credentials = Buffer.from('demo@wacm.example:demo-wacm-api-key').toString('base64');

/** WACM's page "Update Channel Account User", `PUT /v1/channel-accounts/users/{userId}`, below `/api`. */
export const wacmContract: Contract = {
  provider: 'wacm',
  prefix: 'WACM',
  graph: {
    mutation: 'updateWacmAccount',
    input: 'UpdateWacmAccountInput',
    patch: 'WacmAccountPatch',
    details: 'WacmDetails',
  },
  // What Accord knows of a user outlives a check, so that each check has a user of its own.
  account: { key: (count) => String(80_000 + count), given: wacmAccount },
  write: { method: 'PUT', path: (key) => `/api/v1/channel-accounts/users/${key}` },
  headers: {
    authorization: `Basic ${credentials}`,
    'content-type': expect.stringMatching(/^application\/json\b/),
  },
  calls: { accepted: ['write'], refused: ['write'], unchanged: [] },
  secrets: ['demo-wacm-api-key', credentials, 'canary'],
  probe: { email: WACM_EMAIL, firstName: 'Probe' },
  prime: ({ email }) => ({ email }),
  // The user of the answer's `data`. What its envelope means is told by the cases and the errors.
  response: [
    ...['id', 'channelAccountId', 'firstName', 'lastName', 'email', 'userRole', 'status', 'verified', 'mfa'],
    ...['imageUrl', 'creationDate', 'address1', 'address2', 'country', 'city', 'state', 'zip', 'phone', 'isSsoUser'],
  ],
  fields: wacmCells,
  cases: wacmCases,
  errors: wacmErrors,
  reads: wacmReads,
  extra: describeWacmUnread,
};
