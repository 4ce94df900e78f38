import type { Case } from './contract.ts';
import { GUESSED, GUESSED_ROLE, set } from './cpp.cells.ts';
import { refused, unchanged } from './expectations.ts';

/** Updates in the words common to all providers. */
export const cppUnifiedCases: readonly Case[] = [
  {
    id: 'CPP-UNIFIED-STATUS',
    says: 'the unified DEACTIVATED is Disabled',
    unified: true,
    patch: { status: 'DEACTIVATED' },
    expect: set({ Status: 'Disabled' }, { changes: [['status', 'ENABLED', 'DISABLED']], warnings: [GUESSED_ROLE] }),
  },
  {
    id: 'CPP-UNIFIED-STATUS-ACTIVE',
    says: 'the unified ACTIVE is Enabled',
    unified: true,
    given: { Status: 'Expired' },
    patch: { status: 'ACTIVE' },
    expect: set({ Status: 'Enabled' }, { changes: [['status', 'EXPIRED', 'ENABLED']], warnings: [GUESSED_ROLE] }),
  },
  {
    id: 'CPP-UNIFIED-STATUS-SAME',
    says: 'writing back the unified status never turns NotPaid into Disabled',
    unified: true,
    given: { Status: 'NotPaid' },
    patch: { status: 'DEACTIVATED' },
    expect: unchanged(),
  },
  {
    id: 'CPP-UNIFIED-STATUS-SAME-AND-NEW',
    says: 'nor beside another change',
    unified: true,
    given: { Status: 'NotPaid' },
    patch: { status: 'DEACTIVATED', firstName: 'Iva' },
    expect: set({ Name: 'Iva' }, { changes: [['firstName', 'Ana', 'Iva']] }),
  },
  {
    id: 'CPP-UNIFIED-STATUS-NULL',
    says: 'a unified status cannot be cleared',
    unified: true,
    patch: { status: null },
    expect: refused('FIELD_NOT_CLEARABLE', ['patch', 'status']),
  },
  {
    id: 'CPP-UNIFIED-FIELDS',
    says: 'names and address are the same words',
    unified: true,
    patch: { firstName: 'Iva', lastName: 'Šarić', email: 'iva@adriatic.example' },
    expect: set(
      { Email: 'iva@adriatic.example', Name: 'Iva', Surname: 'Šarić' },
      {
        changes: [
          ['email', 'ana.kovac@adriatic.example', 'iva@adriatic.example'],
          ['firstName', 'Ana', 'Iva'],
          ['lastName', 'Kovač', 'Šarić'],
        ],
        warnings: [['SIDE_EFFECT', 'email'], ...GUESSED],
      },
    ),
  },
  {
    id: 'CPP-UNIFIED-LOCALE',
    says: 'hr is the one language whose number the page tells',
    unified: true,
    patch: { locale: 'hr' },
    expect: set({ TranslationLanguage: 0 }, { changes: [['translationLanguage', 1, 0]] }),
  },
  {
    id: 'CPP-UNIFIED-LOCALE-OTHER',
    says: 'no other language can be written by its tag',
    unified: true,
    patch: { locale: 'de' },
    expect: refused('INVALID_VALUE', ['patch', 'locale']),
  },
  {
    id: 'CPP-UNIFIED-LOCALE-NULL',
    says: 'a language cannot be cleared',
    unified: true,
    patch: { locale: null },
    expect: refused('FIELD_NOT_CLEARABLE', ['patch', 'locale']),
  },
  {
    id: 'CPP-UNIFIED-PHONE',
    says: 'CPP has no phone',
    unified: true,
    patch: { phone: '1' },
    expect: refused('FIELD_NOT_WRITABLE', ['patch', 'phone']),
  },
];
