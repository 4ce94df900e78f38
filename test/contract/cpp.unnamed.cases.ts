import type { Fields } from '../../src/emulators/shared/emulator.ts';
import type { Case, Situation } from './contract.ts';
import { cppAccount, GUESSED, GUESSED_ROLE, GUESSED_STATUS, set } from './cpp.cells.ts';
import { refused } from './expectations.ts';

const NAME_CHANGE = [['firstName', 'Ana', 'Iva']] as const;
const nameChanged = set({ Name: 'Iva' }, { changes: NAME_CHANGE });

/** Lets so many reads show the account in other values; all of them unless told. */
const readAs = (fields: Fields, times = Infinity): Pick<Situation, 'faults'> => ({
  faults: [
    {
      match: { kind: 'read' },
      times,
      fault: { type: 'body', text: JSON.stringify([{ ...cppAccount, IsEnabled: true, ...fields }]) },
    },
  ],
});

const kept: readonly Case[] = [
  {
    id: 'CPP-KEEPS-NULLS',
    says: 'what is null is sent back as null',
    given: { Email: null, GoogleLoginEmails: null, Surname: null },
    patch: { firstName: 'Iva' },
    expect: nameChanged,
  },
  {
    id: 'CPP-KEEPS-EMPTY',
    says: 'and what is "" as ""',
    given: { Email: '', GoogleLoginEmails: '', Surname: '' },
    patch: { firstName: 'Iva' },
    expect: nameChanged,
  },
  {
    id: 'CPP-KEEPS-ZEROS',
    says: 'Croatian and no department, which are 0, stay so',
    given: { TranslationLanguage: 0, DepartmentId: 0 },
    patch: { firstName: 'Iva' },
    expect: nameChanged,
  },
  {
    id: 'CPP-KEEPS-SERVER-ID',
    says: 'a number that the server gave is never sent, so that it is never refused',
    given: { AccountId: 10_001 },
    patch: { firstName: 'Iva' },
    expect: nameChanged,
  },
  {
    id: 'CPP-KEEPS-NOT-PAID',
    says: 'a status that the unified one only approximates stays as it is',
    given: { Status: 'NotPaid', Role: 'SystemAdmin' },
    patch: { firstName: 'Iva' },
    expect: nameChanged,
  },
  {
    id: 'CPP-KEEPS-NAMES',
    says: 'a status and a role that came by name go back without a guess',
    ...readAs({}, 1),
    patch: { firstName: 'Iva' },
    expect: { ...nameChanged, warnings: [] },
  },
  {
    id: 'CPP-USERNAME-CASE',
    says: 'an id in other spelling leads to the same account',
    account: 'Ivana.Horvat',
    given: cppAccount,
    patch: { firstName: 'Iva' },
    expect: nameChanged,
  },
  {
    id: 'CPP-OTHER-DOMAIN',
    says: 'a user of another verified domain goes by the whole name',
    account: 'ana.kovac@partner.example',
    given: { ...cppAccount, Username: 'ana.kovac@partner.example' },
    patch: { firstName: 'Iva' },
    expect: nameChanged,
  },
];

/** What is not known would be guessed into the document, and might widen rights. */
const untold: readonly Case[] = [
  {
    id: 'CPP-STATUS-UNTOLD',
    says: 'a status that was not told must be named',
    given: { Status: undefined },
    patch: { firstName: 'Iva' },
    expect: refused('REQUIRED_BY_PROVIDER', ['patch', 'status'], { calls: ['read'], warnings: [GUESSED_ROLE] }),
  },
  {
    id: 'CPP-STATUS-NUMBER-UNKNOWN',
    says: 'so must one whose number stands for nothing known',
    given: { Status: 9 },
    patch: { firstName: 'Iva' },
    expect: refused('REQUIRED_BY_PROVIDER', ['patch', 'status'], { calls: ['read'], warnings: [GUESSED_ROLE] }),
  },
  {
    id: 'CPP-STATUS-CONTRADICTED',
    says: 'and one whose number IsEnabled contradicts',
    ...readAs({ Status: 0, Role: 2, IsEnabled: false }),
    patch: { firstName: 'Iva' },
    expect: refused('REQUIRED_BY_PROVIDER', ['patch', 'status'], { calls: ['read'], warnings: [GUESSED_ROLE] }),
  },
  {
    id: 'CPP-STATUS-UNTOLD-NAMED',
    says: 'where it is named, the update goes',
    given: { Status: undefined },
    patch: { firstName: 'Iva', status: 'EXPIRED' },
    expect: set(
      { Name: 'Iva', Status: 'Expired' },
      { changes: [...NAME_CHANGE, ['status', null, 'EXPIRED']], warnings: [GUESSED_ROLE] },
    ),
  },
  {
    id: 'CPP-ROLE-UNTOLD',
    says: 'a role that was not told must be named',
    given: { Role: null },
    patch: { firstName: 'Iva' },
    expect: refused('REQUIRED_BY_PROVIDER', ['patch', 'role'], { calls: ['read'], warnings: [GUESSED_STATUS] }),
  },
  {
    id: 'CPP-LANGUAGE-UNTOLD',
    says: 'a language that was not told must be named: left out it would be Croatian',
    given: { TranslationLanguage: undefined },
    patch: { firstName: 'Iva' },
    expect: refused('REQUIRED_BY_PROVIDER', ['patch', 'translationLanguage'], { calls: ['read'], warnings: GUESSED }),
  },
  {
    id: 'CPP-DEPARTMENT-UNTOLD',
    says: 'a department that was not told must be named: left out it would lift the restriction',
    given: { DepartmentId: undefined },
    patch: { firstName: 'Iva' },
    expect: refused('REQUIRED_BY_PROVIDER', ['patch', 'departmentId'], { calls: ['read'], warnings: GUESSED }),
  },
];

/** What goes back with every update though nobody named it, since the PUT replaces the whole account. */
export const cppUnnamedCases: readonly Case[] = [...kept, ...untold];
