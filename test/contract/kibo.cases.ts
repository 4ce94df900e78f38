import type { Case } from './contract.ts';
import { applied, refused, refusedByProvider, unchanged } from './expectations.ts';
import { kiboAccount, userWith } from './kibo.cells.ts';

/** What the table of fields does not show. */
export const kiboCases: readonly Case[] = [
  {
    id: 'KIBO-SAME-VALUE',
    says: 'a value that is there already is not sent',
    patch: { firstName: 'Ana' },
    expect: unchanged(),
  },
  {
    id: 'KIBO-SAME-AND-NEW',
    says: 'of two named fields only the one that differs is a change',
    patch: { firstName: 'Ana', phone: null },
    expect: applied({
      body: userWith({ phoneNumber: null }),
      changes: [['phone', '+385 91 555 0001', null]],
      stored: { phoneNumber: null },
    }),
  },
  {
    id: 'KIBO-NULL-OVER-NULL',
    says: 'clearing what is empty sends nothing',
    given: { phoneNumber: null },
    patch: { phone: null },
    expect: unchanged(),
  },
  {
    id: 'KIBO-EMPTY-OVER-NULL',
    says: '"" is a value of its own, and not null',
    given: { phoneNumber: null },
    patch: { phone: '' },
    expect: applied({
      body: userWith({ phoneNumber: '' }),
      changes: [['phone', null, '']],
      stored: { phoneNumber: '' },
    }),
  },
  {
    id: 'KIBO-KEEPS-NULLS',
    says: 'what is null, empty or a list of nothing is sent back as it was read',
    given: { userName: null, externalId: '', optInToEmail: null, roles: [], identityProviderId: null },
    patch: { phone: null },
    expect: applied({
      body: userWith({ phoneNumber: null }),
      changes: [['phone', '+385 91 555 0001', null]],
      stored: { phoneNumber: null },
    }),
  },
  {
    id: 'KIBO-KEEPS-ROLES-NULL',
    says: 'roles that are null are sent back as null',
    given: { roles: null },
    patch: { phone: null },
    expect: applied({
      body: userWith({ phoneNumber: null }),
      changes: [['phone', '+385 91 555 0001', null]],
      stored: { phoneNumber: null },
    }),
  },
  {
    id: 'KIBO-KEEPS-INACTIVE',
    says: 'a user who is switched off stays so: isActive always goes',
    given: { isActive: false },
    patch: { firstName: 'Iva' },
    expect: applied({
      body: userWith({ firstName: 'Iva' }),
      changes: [['firstName', 'Ana', 'Iva']],
      stored: { firstName: 'Iva' },
    }),
  },
  {
    id: 'KIBO-KEEPS-DIGITS',
    says: 'a number beyond 2^53 keeps its digits on the way there and back',
    given: {
      roles: [{ ...kiboAccount.roles[0], assignedInScope: { type: 'Tenant', id: 9007199254740993n, name: 'A' } }],
    },
    patch: { firstName: 'Iva' },
    expect: applied({
      body: userWith({ firstName: 'Iva' }),
      changes: [['firstName', 'Ana', 'Iva']],
      stored: { firstName: 'Iva' },
    }),
  },
  {
    id: 'KIBO-LOCALE-UNTOUCHED',
    says: 'a locale that is no language tag survives an update that does not name it',
    given: { localeCode: 'Croatian (Latin)' },
    patch: { firstName: 'Iva' },
    expect: applied({
      body: userWith({ firstName: 'Iva' }),
      changes: [['firstName', 'Ana', 'Iva']],
      stored: { firstName: 'Iva' },
    }),
  },
  {
    id: 'KIBO-IS-ACTIVE-UNTOLD',
    says: 'where the provider does not tell isActive, an update that leaves it alone would switch the user off',
    given: { isActive: undefined },
    patch: { firstName: 'Iva' },
    expect: refused('REQUIRED_BY_PROVIDER', ['patch', 'isActive'], { calls: ['read'] }),
  },
  {
    id: 'KIBO-UNIFIED-STATUS',
    says: 'the unified DEACTIVATED is isActive false',
    unified: true,
    patch: { status: 'DEACTIVATED' },
    expect: applied({
      body: userWith({ isActive: false }),
      changes: [['isActive', true, false]],
      stored: { isActive: false },
    }),
  },
  {
    id: 'KIBO-UNIFIED-STATUS-ACTIVE',
    says: 'the unified ACTIVE is isActive true',
    unified: true,
    given: { isActive: false },
    patch: { status: 'ACTIVE' },
    expect: applied({
      body: userWith({ isActive: true }),
      changes: [['isActive', false, true]],
      stored: { isActive: true },
    }),
  },
  {
    id: 'KIBO-UNIFIED-STATUS-SAME',
    says: 'the unified status that the user has sends nothing',
    unified: true,
    patch: { status: 'ACTIVE' },
    expect: unchanged(),
  },
  {
    id: 'KIBO-UNIFIED-STATUS-NULL',
    says: 'a unified status cannot be cleared',
    unified: true,
    patch: { status: null },
    expect: refused('FIELD_NOT_CLEARABLE', ['patch', 'status']),
  },
  {
    id: 'KIBO-UNIFIED-FIELDS',
    says: 'the other unified fields have the same names as Kibo’s own',
    unified: true,
    patch: { firstName: 'Iva', lastName: 'Šarić', email: 'iva@adriatic.example', phone: '1', locale: 'de' },
    expect: applied({
      body: userWith({
        emailAddress: 'iva@adriatic.example',
        firstName: 'Iva',
        lastName: 'Šarić',
        phoneNumber: '1',
        localeCode: 'de',
      }),
      changes: [
        ['email', 'ana.kovac@adriatic.example', 'iva@adriatic.example'],
        ['firstName', 'Ana', 'Iva'],
        ['lastName', 'Kovač', 'Šarić'],
        ['phone', '+385 91 555 0001', '1'],
        ['locale', 'hr', 'de'],
      ],
      stored: {
        emailAddress: 'iva@adriatic.example',
        firstName: 'Iva',
        lastName: 'Šarić',
        phoneNumber: '1',
        localeCode: 'de',
      },
    }),
  },
  {
    id: 'KIBO-UNIFIED-DESCRIPTION',
    says: 'Kibo has no description',
    unified: true,
    patch: { description: 'text' },
    expect: refused('FIELD_NOT_WRITABLE', ['patch', 'description']),
  },
  {
    id: 'KIBO-DROPPED-ONE',
    says: 'a field that the provider accepts and leaves as it was is told',
    faults: [{ match: { kind: 'write' }, fault: { type: 'drop-fields', fields: ['phoneNumber'] } }],
    patch: { firstName: 'Iva', phone: null },
    expect: {
      outcome: 'PARTIALLY_APPLIED',
      errors: [{ code: 'UPSTREAM_REFUSED', field: ['patch', 'phone'] }],
      warnings: [],
      body: userWith({ firstName: 'Iva', phoneNumber: null }),
      changes: [
        ['firstName', 'Ana', 'Iva', 'APPLIED'],
        ['phone', '+385 91 555 0001', null, 'DROPPED_BY_PROVIDER'],
      ],
      stored: { firstName: 'Iva' },
    },
  },
  {
    id: 'KIBO-DROPPED-ALL',
    says: 'an update of which nothing took effect is rejected, whatever the status said',
    faults: [{ match: { kind: 'write' }, fault: { type: 'ok-without-apply' } }],
    patch: { phone: null },
    expect: refusedByProvider(
      { code: 'UPSTREAM_REFUSED', field: ['patch', 'phone'] },
      {
        body: userWith({ phoneNumber: null }),
        changes: [['phone', '+385 91 555 0001', null, 'DROPPED_BY_PROVIDER']],
      },
    ),
  },
  {
    id: 'KIBO-EMAIL-TAKEN',
    says: 'an address that another user has is a conflict, and the provider’s words name it',
    patch: { email: 'ivana.horvat@adriatic.example' },
    expect: refusedByProvider(
      { code: 'CONFLICT', field: ['patch', 'email'], says: 'already exists' },
      {
        body: userWith({ emailAddress: 'ivana.horvat@adriatic.example' }),
        changes: [['email', 'ana.kovac@adriatic.example', 'ivana.horvat@adriatic.example']],
      },
    ),
  },
];
