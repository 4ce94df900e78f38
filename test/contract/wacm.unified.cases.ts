import type { Case } from './contract.ts';
import { applied, refused, refusedByProvider } from './expectations.ts';
import { bodyOf, patchOf, WACM_EMAIL } from './wacm.cells.ts';

const TO_IVA = [['firstName', 'Ana', 'Iva']] as const;

/** The unified fields that WACM has other words for, or none. */
export const wacmUnifiedCases: readonly Case[] = [
  {
    id: 'WACM-UNIFIED-DEACTIVATED',
    says: 'the unified DEACTIVATED is active: false',
    unified: true,
    patch: patchOf('status', 'DEACTIVATED'),
    expect: applied({
      body: bodyOf({ active: false }),
      changes: [['active', true, false]],
      stored: { status: 'DEACTIVATED' },
    }),
  },
  {
    id: 'WACM-UNIFIED-ACTIVE',
    says: 'the unified ACTIVE of a deactivated user is reinstate: true',
    unified: true,
    given: { status: 'DEACTIVATED' },
    patch: patchOf('status', 'ACTIVE'),
    expect: applied({
      body: bodyOf({ reinstate: true }),
      changes: [['reinstate', false, true]],
      stored: { status: 'ACTIVE' },
    }),
  },
  {
    id: 'WACM-UNIFIED-ACTIVE-UNSEEN',
    says: 'the unified ACTIVE of a user never seen is active: true',
    unified: true,
    unseen: true,
    patch: patchOf('status', 'ACTIVE'),
    expect: applied({
      body: bodyOf({ active: true }),
      changes: [
        ['email', null, WACM_EMAIL],
        ['active', null, true],
      ],
    }),
  },
  {
    id: 'WACM-UNIFIED-STATUS-SAME',
    says: 'the unified status that the last answer shows sends nothing, and it is said why',
    unified: true,
    patch: { ...patchOf('status', 'ACTIVE'), firstName: 'Iva' },
    expect: applied({
      body: bodyOf({ firstName: 'Iva' }),
      warnings: [['STALE_BASE', 'status']],
      changes: TO_IVA,
      stored: { firstName: 'Iva' },
    }),
  },
  {
    id: 'WACM-UNIFIED-STATUS-DROPPED',
    says: 'a status that did not take is told by the name that the caller used',
    unified: true,
    given: { status: 'DEACTIVATED' },
    faults: [{ match: { kind: 'write' }, fault: { type: 'ok-without-apply' } }],
    patch: patchOf('status', 'ACTIVE'),
    expect: refusedByProvider(
      { code: 'UPSTREAM_REFUSED', field: ['patch', 'status'] },
      { body: bodyOf({ reinstate: true }), changes: [['reinstate', false, true, 'DROPPED_BY_PROVIDER']] },
    ),
  },
  {
    id: 'WACM-UNIFIED-STATUS-NULL',
    says: 'a unified status cannot be cleared',
    unified: true,
    patch: patchOf('status', null),
    expect: refused('FIELD_NOT_CLEARABLE', ['patch', 'status']),
  },
  {
    id: 'WACM-UNIFIED-FIELDS',
    says: 'the other unified fields have the same names as WACM’s own',
    unified: true,
    patch: { firstName: 'Iva', lastName: 'Šarić', email: 'iva@adriatic.example', phone: '1' },
    expect: applied({
      body: '{"email":"iva@adriatic.example","firstName":"Iva","lastName":"Šarić","phone":"1"}',
      changes: [
        ...TO_IVA,
        ['lastName', 'Kovač', 'Šarić'],
        ['email', WACM_EMAIL, 'iva@adriatic.example'],
        ['phone', '+1-555-123-4567', '1'],
      ],
      stored: { firstName: 'Iva', lastName: 'Šarić', email: 'iva@adriatic.example', phone: '1' },
    }),
  },
  {
    id: 'WACM-UNIFIED-LOCALE',
    says: 'WACM has no locale',
    unified: true,
    patch: patchOf('locale', 'fr'),
    expect: refused('FIELD_NOT_WRITABLE', ['patch', 'locale']),
  },
  {
    id: 'WACM-UNIFIED-DESCRIPTION',
    says: 'WACM has no description',
    unified: true,
    patch: patchOf('description', null),
    expect: refused('FIELD_NOT_WRITABLE', ['patch', 'description']),
  },
];
