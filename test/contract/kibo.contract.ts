import { expect } from '@jest/globals';
import type { Contract } from './contract.ts';
import { kiboCases } from './kibo.cases.ts';
import { KIBO_KEY, kiboAccount, kiboCells } from './kibo.cells.ts';
import { kiboErrors } from './kibo.errors.ts';
import { kiboReads } from './kibo.reads.ts';

/** Kibo's page `PUT /platform/adminuser/accounts/{userId}`. */
export const kiboContract: Contract = {
  provider: 'kibo',
  prefix: 'KIBO',
  // The page's answer shows a password, so here each one does; every refusal comes with a stack trace.
  emulators: { kibo: { echoPassword: true, stackTrace: 'canary-stack' } },
  graph: {
    mutation: 'updateKiboAccount',
    input: 'UpdateKiboAccountInput',
    patch: 'KiboAccountPatch',
    details: 'KiboDetails',
  },
  account: { key: KIBO_KEY, given: kiboAccount },
  write: { method: 'PUT', path: (key) => `/api/platform/adminuser/accounts/${key}` },
  // The page: "the site ID is passed in the request header"; the vendor's SDKs name the headers.
  headers: {
    authorization: expect.stringMatching(/^Bearer emulated-./),
    'content-type': expect.stringMatching(/^application\/json\b/),
    'x-vol-tenant': '100',
    'x-vol-site': '200',
  },
  calls: { accepted: ['read', 'write'], refused: ['read', 'write'], unchanged: ['read'] },
  stamps: ['systemData.updatedOn', 'systemData.lastPasswordChangeOn'],
  secrets: ['canary', 'emulated-', 'demo-kibo-shared-secret', 'demo-kibo-password'],
  probe: { firstName: 'Probe' },
  response: [
    ...['emailAddress', 'userName', 'phoneNumber', 'externalId', 'localeCode', 'firstName', 'lastName', 'password'],
    ...['optInToEmail', 'optInToTextMessage', 'id', 'systemData', 'systemData.isPasswordChangeRequired'],
    ...['systemData.lastPasswordChangeOn', 'systemData.isLocked', 'systemData.lastLockedOn'],
    ...['systemData.failedLoginAttemptCount', 'systemData.remainingLoginAttempts'],
    ...['systemData.firstFailedLoginAttemptOn', 'systemData.lastLoginOn', 'systemData.createdOn'],
    ...['systemData.updatedOn', 'roles', 'roles.userId', 'roles.assignedInScope', 'roles.assignedInScope.type'],
    ...['roles.assignedInScope.id', 'roles.assignedInScope.name', 'roles.roleId', 'roles.roleName'],
    ...['roles.roleResources', 'roles.roleResources.type', 'roles.roleResources.id', 'roles.roleTags'],
    ...['roles.auditInfo', 'roles.auditInfo.updateDate', 'roles.auditInfo.createDate', 'roles.auditInfo.updateBy'],
    ...['roles.auditInfo.createBy', 'isActive', 'identityProviderId'],
  ],
  fields: kiboCells,
  cases: kiboCases,
  errors: kiboErrors,
  reads: kiboReads,
};
