import type { Case } from './contract.ts';
import { applied, refusedByProvider, unchanged } from './expectations.ts';
import { bodyOf, patchOf, WACM_EMAIL } from './wacm.cells.ts';
import { wacmRuleCases } from './wacm.rules.cases.ts';
import { wacmUnifiedCases } from './wacm.unified.cases.ts';

const STALE = ['STALE_BASE', null] as const;
const TO_IVA = [['firstName', 'Ana', 'Iva']] as const;

/** What rests on the last answer, and what there is to do without one. */
const seenAndUnseen: readonly Case[] = [
  {
    id: 'WACM-EMAIL-ALONE',
    says: 'the address that the user has, and nothing else, is nothing to send',
    patch: { email: WACM_EMAIL },
    expect: unchanged({ warnings: [STALE] }),
  },
  {
    id: 'WACM-UNSEEN-EMAIL-ALONE',
    says: 'of a user never seen, the page’s minimal body is sent',
    unseen: true,
    patch: { email: WACM_EMAIL },
    expect: applied({ body: bodyOf(), changes: [['email', null, WACM_EMAIL]] }),
  },
  {
    id: 'WACM-UNSEEN-SAME-VALUE',
    says: 'of a user never seen, every named field is sent, also one that is so already',
    unseen: true,
    patch: patchOf('firstName', 'Ana'),
    expect: applied({
      body: bodyOf({ firstName: 'Ana' }),
      changes: [
        ['firstName', null, 'Ana'],
        ['email', null, WACM_EMAIL],
      ],
    }),
  },
  {
    id: 'WACM-SAME-VALUE',
    says: 'a value that the last answer shows is not sent, and it is said why',
    patch: patchOf('firstName', 'Ana'),
    expect: unchanged({ warnings: [STALE] }),
  },
  {
    id: 'WACM-SAME-AND-NEW',
    says: 'of two named fields only the one that differs goes',
    patch: { email: WACM_EMAIL, firstName: 'Iva', lastName: 'Kovač' },
    expect: applied({
      body: bodyOf({ firstName: 'Iva' }),
      warnings: [STALE],
      changes: TO_IVA,
      stored: { firstName: 'Iva' },
    }),
  },
  {
    id: 'WACM-EMAIL-AND-NEW',
    says: 'a new address is in the body once, and a change',
    patch: { email: 'iva@adriatic.example', firstName: 'Iva' },
    expect: applied({
      body: '{"email":"iva@adriatic.example","firstName":"Iva"}',
      changes: [...TO_IVA, ['email', WACM_EMAIL, 'iva@adriatic.example']],
      stored: { email: 'iva@adriatic.example', firstName: 'Iva' },
    }),
  },
  {
    id: 'WACM-EMAIL-FROM-PATCH',
    says: 'the address is the patch’s also where the last answer has it in other letters',
    patch: { email: WACM_EMAIL.toUpperCase(), firstName: 'Iva' },
    expect: applied({
      body: `{"email":"${WACM_EMAIL.toUpperCase()}","firstName":"Iva"}`,
      changes: [...TO_IVA, ['email', WACM_EMAIL, WACM_EMAIL.toUpperCase()]],
      stored: { email: WACM_EMAIL.toUpperCase(), firstName: 'Iva' },
    }),
  },
  {
    id: 'WACM-NULL-OVER-EMPTY',
    says: 'clearing what is empty sends nothing',
    given: { phone: '', address2: undefined },
    patch: { email: WACM_EMAIL, phone: null, address: { line2: null } },
    expect: unchanged({ warnings: [STALE] }),
  },
  {
    id: 'WACM-LARGE-ID',
    says: 'an id beyond 2^53 keeps its digits',
    account: '9007199254740995',
    unseen: true,
    given: { status: 'ACTIVE', firstName: 'Ana', email: WACM_EMAIL },
    patch: patchOf('firstName', 'Iva'),
    expect: applied({
      body: bodyOf({ firstName: 'Iva' }),
      changes: [
        ['firstName', null, 'Iva'],
        ['email', null, WACM_EMAIL],
      ],
      stored: { firstName: 'Iva' },
    }),
  },
];

/** Answers that contradict what was asked, or say it in another form. */
const answers: readonly Case[] = [
  {
    id: 'WACM-DROPPED-ONE',
    says: 'a field that WACM accepts and leaves as it was is told',
    faults: [{ match: { kind: 'write' }, fault: { type: 'drop-fields', fields: ['state'] } }],
    patch: { email: WACM_EMAIL, firstName: 'Iva', address: { region: 'Ohio' } },
    expect: {
      ...applied({ body: bodyOf({ firstName: 'Iva', stateName: 'Ohio' }), stored: { firstName: 'Iva' } }),
      outcome: 'PARTIALLY_APPLIED',
      errors: [{ code: 'UPSTREAM_REFUSED', field: ['patch', 'address', 'region'] }],
      changes: [
        ['firstName', 'Ana', 'Iva', 'APPLIED'],
        ['address.region', 'Massachusetts', 'Ohio', 'DROPPED_BY_PROVIDER'],
      ],
    },
  },
  {
    id: 'WACM-ACTIVE-DROPPED',
    says: 'active: true that leaves a deactivated user deactivated is told',
    given: { status: 'DEACTIVATED' },
    patch: patchOf('active', true),
    expect: refusedByProvider(
      { code: 'UPSTREAM_REFUSED', field: ['patch', 'active'] },
      { body: bodyOf({ active: true }), changes: [['active', false, true, 'DROPPED_BY_PROVIDER']] },
    ),
  },
  {
    id: 'WACM-PAGE-EXAMPLE',
    says: 'the page’s own answer is understood, with its booleans and ids in quotes',
    account: '67890',
    unseen: true,
    given: { id: 67890, email: 'john.doe@example.com', firstName: 'J', status: 'ACTIVE', verified: true, mfa: false },
    faults: [{ match: { kind: 'write' }, fault: { type: 'body', text: pageExample() } }],
    patch: { email: 'john.doe@example.com', firstName: 'John', active: true, mfa: false },
    expect: applied({
      body: '{"email":"john.doe@example.com","firstName":"John","active":true,"mfa":false}',
      changes: [
        ['firstName', null, 'John'],
        ['email', null, 'john.doe@example.com'],
        ['active', null, true],
        ['mfa', null, false],
      ],
      stored: { firstName: 'John' },
    }),
  },
];

/** Letter by letter from the page. */
function pageExample(): string {
  return `{
  "success": "True",
  "code": "RES-I-0017",
  "message": "User has been successfully updated!",
  "data": {
    "id": "67890",
    "channelAccountId": "12345",
    "firstName": "John",
    "lastName": "Doe",
    "email": "john.doe@example.com",
    "userRole": "Channel Account Admin",
    "status": "ACTIVE",
    "verified": "True",
    "mfa": "False",
    "creationDate": "2023-12-19T09:35:47.598Z",
    "address1": "123 Main St",
    "city": "Boston",
    "state": "Massachusetts",
    "country": "United States",
    "zip": "02101",
    "phone": "+1-555-123-4567",
    "isSsoUser": "False"
  }
}`;
}

/** What the table of fields does not show. */
export const wacmCases: readonly Case[] = [...seenAndUnseen, ...wacmRuleCases, ...wacmUnifiedCases, ...answers];
