import type { Case } from './contract.ts';
import { applied, refused, refusedByProvider } from './expectations.ts';
import { bodyOf, patchOf, WACM_EMAIL } from './wacm.cells.ts';

const TO_IVA = [['firstName', 'Ana', 'Iva']] as const;

/** The notes of the page, kept by Accord where the last answer tells, else by WACM. */
export const wacmRuleCases: readonly Case[] = [
  {
    id: 'WACM-ADDRESS-NULL',
    says: 'no address at all is each of its parts emptied',
    patch: { email: WACM_EMAIL, address: null },
    expect: applied({
      body: bodyOf({ address1: '', address2: '', city: '', stateName: '', zip: '', country: '' }),
      warnings: ['line1', 'line2', 'city', 'region', 'postalCode', 'country'].map(
        (part) => ['ASSUMED_SEMANTICS', `address.${part}`] as const,
      ),
      changes: [
        ['address.line1', '123 Main St', null],
        ['address.line2', 'Floor 2', null],
        ['address.city', 'Boston', null],
        ['address.region', 'Massachusetts', null],
        ['address.postalCode', '02101', null],
        ['address.country', 'United States', null],
      ],
      stored: { address1: '', address2: '', city: '', state: '', zip: '', country: '' },
    }),
  },
  {
    id: 'WACM-FULL',
    says: 'everything of the page’s full example that can go at once',
    given: { status: 'DEACTIVATED' },
    patch: {
      ...{ firstName: 'John', lastName: 'Doe', email: 'john.doe@example.com', userRole: 'Channel Account Staff' },
      ...{ reinstate: true, mfa: false, phone: '1', password: 'canary-full' },
      address: { line1: '1', line2: '2', city: '3', region: '4', postalCode: '5', country: '6' },
    },
    expect: applied({
      body:
        '{"email":"john.doe@example.com","firstName":"John","lastName":"Doe","phone":"1","address1":"1","address2":"2",' +
        '"city":"3","stateName":"4","zip":"5","country":"6","userRole":"Channel Account Staff","reinstate":true,' +
        '"mfa":false,"password":"canary-full"}',
      changes: [
        ['firstName', 'Ana', 'John'],
        ['lastName', 'Kovač', 'Doe'],
        ['email', WACM_EMAIL, 'john.doe@example.com'],
        ['phone', '+1-555-123-4567', '1'],
        ['address.line1', '123 Main St', '1'],
        ['address.line2', 'Floor 2', '2'],
        ['address.city', 'Boston', '3'],
        ['address.region', 'Massachusetts', '4'],
        ['address.postalCode', '02101', '5'],
        ['address.country', 'United States', '6'],
        ['userRole', 'Channel Account Admin', 'Channel Account Staff'],
        ['reinstate', false, true],
        ['mfa', true, false],
        ['password', null, '[secret]', 'UNVERIFIED'],
      ],
      stored: {
        ...{ firstName: 'John', lastName: 'Doe', email: 'john.doe@example.com', userRole: 'Channel Account Staff' },
        ...{ status: 'ACTIVE', mfa: false, phone: '1' },
        ...{ address1: '1', address2: '2', city: '3', state: '4', zip: '5', country: '6' },
      },
    }),
  },
  {
    id: 'WACM-ACTIVE-FALSE-REINSTATE-TRUE',
    says: '"Cannot set active: false and reinstate: true simultaneously", and either can be the mistake',
    patch: { email: WACM_EMAIL, active: false, reinstate: true },
    expect: {
      ...refused('', []),
      errors: [
        { code: 'FORBIDDEN_COMBINATION', field: ['patch', 'active'] },
        { code: 'FORBIDDEN_COMBINATION', field: ['patch', 'reinstate'] },
      ],
    },
  },
  {
    id: 'WACM-ACTIVE-TRUE-REINSTATE-TRUE',
    says: 'the two together where they do not contradict each other',
    given: { status: 'DEACTIVATED' },
    patch: { email: WACM_EMAIL, active: true, reinstate: true },
    expect: applied({
      body: bodyOf({ active: true, reinstate: true }),
      changes: [
        ['active', false, true],
        ['reinstate', false, true],
      ],
      stored: { status: 'ACTIVE' },
    }),
  },
  {
    id: 'WACM-REINSTATE-FALSE',
    says: 'reinstate: false asks for nothing, and is not sent',
    patch: { email: WACM_EMAIL, reinstate: false, firstName: 'Iva' },
    expect: applied({ body: bodyOf({ firstName: 'Iva' }), changes: TO_IVA, stored: { firstName: 'Iva' } }),
  },
  {
    id: 'WACM-REINSTATE-FALSE-ACTIVE-FALSE',
    says: 'reinstate: false contradicts no deactivation',
    patch: { email: WACM_EMAIL, reinstate: false, active: false },
    expect: applied({
      body: bodyOf({ active: false }),
      changes: [['active', true, false]],
      stored: { status: 'DEACTIVATED' },
    }),
  },
  {
    id: 'WACM-ACTIVE-LOCKED',
    says: 'the status of a locked user says nothing of active, so that active: true is sent and stays unverified',
    given: { status: 'LOCKED' },
    patch: patchOf('active', true),
    expect: applied({ body: bodyOf({ active: true }), changes: [['active', null, true, 'UNVERIFIED']] }),
  },
  {
    id: 'WACM-SSO-SEEN',
    says: 'an SSO user is refused before any call, where the last answer says so',
    given: { isSsoUser: 'True' },
    patch: patchOf('firstName', 'Iva'),
    expect: refused('FIELD_NOT_WRITABLE', ['patch']),
  },
  {
    id: 'WACM-SSO-UNSEEN',
    says: 'an SSO user never seen is refused by WACM',
    unseen: true,
    given: { isSsoUser: true },
    patch: patchOf('firstName', 'Iva'),
    expect: refusedByProvider(
      { code: 'UPSTREAM_REFUSED', says: 'SSO users cannot be updated' },
      {
        body: bodyOf({ firstName: 'Iva' }),
        changes: [
          ['firstName', null, 'Iva'],
          ['email', null, WACM_EMAIL],
        ],
      },
    ),
  },
  {
    id: 'WACM-PASSWORD-UNVERIFIED-SEEN',
    says: '"User must be verified": refused before any call, where the last answer says otherwise',
    given: { verified: false },
    patch: patchOf('password', 'canary-password'),
    expect: refused('FIELD_NOT_WRITABLE', ['patch', 'password']),
  },
  {
    id: 'WACM-PASSWORD-UNVERIFIED-UNSEEN',
    says: 'of a user never seen WACM says it',
    unseen: true,
    given: { verified: false },
    patch: patchOf('password', 'canary-password'),
    expect: refusedByProvider(
      { code: 'INVALID_VALUE', field: ['patch', 'password'], says: 'User must be verified.' },
      {
        body: bodyOf({ password: 'canary-password' }),
        changes: [
          ['email', null, WACM_EMAIL],
          ['password', null, '[secret]'],
        ],
      },
    ),
  },
  {
    id: 'WACM-EMAIL-TAKEN',
    says: '"Must be unique": the address of another user is refused by WACM, with its name',
    patch: { email: 'ivana.horvat@adriatic.example' },
    expect: refusedByProvider(
      { code: 'INVALID_VALUE', field: ['patch', 'email'], says: 'must be unique' },
      {
        body: '{"email":"ivana.horvat@adriatic.example"}',
        changes: [['email', WACM_EMAIL, 'ivana.horvat@adriatic.example']],
      },
    ),
  },
];
