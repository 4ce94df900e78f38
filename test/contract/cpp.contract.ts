import { expect } from '@jest/globals';
import type { Contract } from './contract.ts';
import { cppCases } from './cpp.cases.ts';
import { CPP_KEY, cppAccount, cppCells } from './cpp.cells.ts';
import { cppErrors } from './cpp.errors.ts';
import { cppReads } from './cpp.reads.ts';
import { cppUnifiedCases } from './cpp.unified.cases.ts';
import { cppUnnamedCases } from './cpp.unnamed.cases.ts';

/** CPP's page `PUT api/account`. */
export const cppContract: Contract = {
  provider: 'cpp',
  prefix: 'CPP',
  graph: {
    mutation: 'updateCppAccount',
    input: 'UpdateCppAccountInput',
    patch: 'CppAccountPatch',
    details: 'CppDetails',
  },
  account: { key: CPP_KEY, given: cppAccount },
  // "URI Parameters: None": the user is looked up by the Username in the body.
  write: { method: 'PUT', path: () => '/api/account' },
  // The server also speaks XML, and JSON under the name of HTML, so that both sides of the format are said.
  headers: {
    authorization: 'Bearer demo-cpp-token',
    'content-type': expect.stringMatching(/^application\/json\b/),
    accept: 'application/json',
  },
  // The answer may be an echo, so the account is read again.
  calls: { accepted: ['read', 'write', 'read'], refused: ['read', 'write'], unchanged: ['read'] },
  secrets: ['canary', 'demo-cpp-token'],
  probe: { firstName: 'Probe' },
  response: [
    ...['Username', 'Email', 'GoogleLoginEmails', 'Name', 'Surname', 'Status', 'Role', 'AccountId'],
    ...['TranslationLanguage', 'DepartmentId'],
    // Of the read model AccountInfoDTO, on another page of the same help.
    ...['DeparmentName', 'OrganizationName', 'IsEnabled'],
  ],
  fields: cppCells,
  cases: [...cppCases, ...cppUnnamedCases, ...cppUnifiedCases],
  errors: cppErrors,
  reads: cppReads,
};
