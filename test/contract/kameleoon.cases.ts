import type { Case } from './contract.ts';
import { applied, refused, refusedByProvider, unchanged } from './expectations.ts';

/** What the table of fields does not show. */
export const kameleoonCases: readonly Case[] = [
  {
    id: 'KAMELEOON-SAME-VALUE',
    says: 'a value that is there already is not sent',
    patch: { firstName: 'Ana' },
    expect: unchanged(),
  },
  {
    id: 'KAMELEOON-SAME-AND-NEW',
    says: 'of two named fields only the one that differs is sent',
    patch: { firstName: 'Ana', lastName: 'Šarić' },
    expect: applied({
      body: '{"lastName":"Šarić"}',
      changes: [['lastName', 'Kovač', 'Šarić']],
      stored: { lastName: 'Šarić' },
    }),
  },
  {
    id: 'KAMELEOON-TWO-FIELDS',
    says: 'two fields go in one call',
    patch: { locale: 'de', firstName: 'Iva' },
    expect: applied({
      body: '{"firstName":"Iva","preferredLocale":"de"}',
      changes: [
        ['firstName', 'Ana', 'Iva'],
        ['locale', 'fr', 'de'],
      ],
      stored: { firstName: 'Iva', preferredLocale: 'de' },
    }),
  },
  {
    id: 'KAMELEOON-NULL-OVER-NULL',
    says: 'clearing what is empty sends nothing',
    given: { imageURL: null },
    patch: { avatarUrl: null },
    expect: unchanged(),
  },
  {
    id: 'KAMELEOON-NULL-OVER-MISSING',
    says: 'clearing what the provider does not even show sends nothing',
    given: { teamId: undefined },
    patch: { teamId: null },
    expect: unchanged(),
  },
  {
    id: 'KAMELEOON-NULL-OVER-EMPTY-LIST',
    says: 'clearing an empty list sends nothing',
    given: { roles: [] },
    patch: { roles: null },
    expect: unchanged(),
  },
  {
    id: 'KAMELEOON-ROLES-EMPTY-LIST',
    says: 'an empty list takes all roles away',
    patch: { roles: [] },
    expect: applied({
      body: '{"roles":[]}',
      changes: [
        [
          'roles',
          [{ name: 'ROLE_CUSTOMER_ADMIN', customers: ['42'], sites: [], privileges: ['GETONE_CUSTOM_DATA'] }],
          [],
        ],
      ],
      stored: { roles: [] },
    }),
  },
  {
    id: 'KAMELEOON-ROLES-BAD-ID',
    says: 'a customer that is no 64-bit id is refused',
    patch: { roles: [{ name: 'ROLE_SITE_ADMIN', customers: ['9223372036854775808'] }] },
    expect: refused('INVALID_VALUE', ['patch', 'roles']),
  },
  {
    id: 'KAMELEOON-SOLUTIONS-TWICE',
    says: 'a solution named twice is refused',
    patch: { solutions: ['WEB_EXPERIMENTATION', 'WEB_EXPERIMENTATION'] },
    expect: refused('INVALID_VALUE', ['patch', 'solutions']),
  },
  {
    id: 'KAMELEOON-LOCALE-REGION',
    says: 'a region is dropped, and that is said',
    patch: { locale: 'en-GB' },
    expect: applied({
      body: '{"preferredLocale":"en"}',
      warnings: [['LOSSY', 'locale']],
      changes: [['locale', 'fr', 'en']],
      stored: { preferredLocale: 'en' },
    }),
  },
  {
    id: 'KAMELEOON-LOCALE-UNKNOWN',
    says: 'a language that Kameleoon does not know is refused',
    patch: { locale: 'hr' },
    expect: refused('INVALID_VALUE', ['patch', 'locale']),
  },
  {
    id: 'KAMELEOON-BIG-ID',
    says: 'an id beyond 2^53 keeps its digits in the path',
    account: '9007199254740993',
    given: { firstName: 'Ana' },
    patch: { firstName: 'Iva' },
    expect: applied({
      body: '{"firstName":"Iva"}',
      changes: [['firstName', 'Ana', 'Iva']],
      stored: { firstName: 'Iva' },
    }),
  },
  {
    id: 'KAMELEOON-UNIFIED-STATUS',
    says: 'the unified DEACTIVATED is sent in Kameleoon’s word',
    unified: true,
    patch: { status: 'DEACTIVATED' },
    expect: applied({
      body: '{"status":"DEACTIVATED"}',
      changes: [['status', 'ACTIVATED', 'DEACTIVATED']],
      stored: { status: 'DEACTIVATED' },
    }),
  },
  {
    id: 'KAMELEOON-UNIFIED-STATUS-SAME',
    says: 'the unified status that the account has sends nothing',
    unified: true,
    patch: { status: 'ACTIVE' },
    expect: unchanged(),
  },
  {
    id: 'KAMELEOON-UNIFIED-STATUS-NULL',
    says: 'a unified status cannot be cleared',
    unified: true,
    patch: { status: null },
    expect: refused('FIELD_NOT_CLEARABLE', ['patch', 'status']),
  },
  {
    id: 'KAMELEOON-UNIFIED-PHONE',
    says: 'Kameleoon has no telephone number',
    unified: true,
    patch: { phone: '+385 1 555 000', firstName: 'Iva' },
    expect: refused('FIELD_NOT_WRITABLE', ['patch', 'phone']),
  },
  {
    id: 'KAMELEOON-UNIFIED-DESCRIPTION',
    says: 'Kameleoon has no description',
    unified: true,
    patch: { description: null },
    expect: refused('FIELD_NOT_WRITABLE', ['patch', 'description']),
  },
  {
    id: 'KAMELEOON-DROPPED-ONE',
    says: 'a field that the provider accepts and leaves as it was is told',
    faults: [{ match: { kind: 'write' }, fault: { type: 'drop-fields', fields: ['lastName'] } }],
    patch: { firstName: 'Iva', lastName: 'Šarić' },
    expect: {
      outcome: 'PARTIALLY_APPLIED',
      errors: [{ code: 'UPSTREAM_REFUSED', field: ['patch', 'lastName'] }],
      warnings: [],
      body: '{"firstName":"Iva","lastName":"Šarić"}',
      changes: [
        ['firstName', 'Ana', 'Iva', 'APPLIED'],
        ['lastName', 'Kovač', 'Šarić', 'DROPPED_BY_PROVIDER'],
      ],
      stored: { firstName: 'Iva' },
    },
  },
  {
    id: 'KAMELEOON-DROPPED-ALL',
    says: 'an update of which nothing took effect is rejected, whatever the status said',
    faults: [{ match: { kind: 'write' }, fault: { type: 'ok-without-apply' } }],
    patch: { firstName: 'Iva' },
    expect: refusedByProvider(
      { code: 'UPSTREAM_REFUSED', field: ['patch', 'firstName'] },
      { body: '{"firstName":"Iva"}', changes: [['firstName', 'Ana', 'Iva', 'DROPPED_BY_PROVIDER']] },
    ),
  },
  {
    id: 'KAMELEOON-NULL-IGNORED',
    says: 'a null that the provider takes for "leave it" is told',
    faults: [{ match: { kind: 'write' }, fault: { type: 'drop-fields', fields: ['imageURL'] } }],
    patch: { avatarUrl: null },
    expect: refusedByProvider(
      { code: 'UPSTREAM_REFUSED', field: ['patch', 'avatarUrl'] },
      {
        body: '{"imageURL":null}',
        warnings: [['ASSUMED_SEMANTICS', 'avatarUrl']],
        changes: [['avatarUrl', 'https://images.example/ana.png', null, 'DROPPED_BY_PROVIDER']],
      },
    ),
  },
  {
    id: 'KAMELEOON-EMAIL-TAKEN',
    says: 'an address that another account has is refused by the provider',
    patch: { email: 'zeljko.saric@lumiere.example.com' },
    expect: refusedByProvider(
      { code: 'UPSTREAM_REFUSED' },
      {
        body: '{"email":"zeljko.saric@lumiere.example.com"}',
        changes: [['email', 'ana.kovac@adriatic.example', 'zeljko.saric@lumiere.example.com']],
      },
    ),
  },
];
