import type { PatchInput, ProviderId } from './contract.ts';

/** A provider as bad input meets it. */
export interface Target {
  readonly provider: ProviderId;
  readonly mutation: string;
  readonly input: string;
  /** The key of a seeded account. */
  readonly known: string;
  /** A well-formed key that no account has. */
  readonly unknown: string;
  /** A patch that would be sent. */
  readonly patch: PatchInput;
  /** Keys that this provider's alphabet refuses, though others' may not. */
  readonly malformed: readonly string[];
  /** The fields that null cannot clear: here in a patch that names nothing else that is wrong. */
  readonly notClearable: readonly (readonly [field: string, patch: PatchInput])[];
  /** Values outside a closed set that the graph knows. */
  readonly wrongEnums: readonly (readonly [field: string, patch: PatchInput])[];
}

const NO_INT64 = ['0', '-1', '+1', '01', '1.0', '1e3', '0x1f', 'abc', '1_0', '１２', '9223372036854775808'];
const WACM_EMAIL = { email: 'ivana.horvat@adriatic.example' };

export const targets: readonly Target[] = [
  {
    provider: 'kameleoon',
    mutation: 'updateKameleoonAccount',
    input: 'UpdateKameleoonAccountInput',
    known: '100001',
    unknown: '999999',
    patch: { firstName: 'Iva' },
    malformed: NO_INT64,
    notClearable: [
      ['status', { status: null }],
      ['locked', { locked: null }],
      ['passwordExpired', { passwordExpired: null }],
      ['isProductRecoAllowed', { isProductRecoAllowed: null }],
    ],
    wrongEnums: [
      ['status', { status: 'ACTIVE' }],
      ['status', { status: 'activated' }],
      ['solutions', { solutions: ['WEB'] }],
    ],
  },
  {
    provider: 'kibo',
    mutation: 'updateKiboAccount',
    input: 'UpdateKiboAccountInput',
    known: 'b9e3f0a1c2d4e5f60718293a4b5c6d7e',
    unknown: '00000000-0000-0000-0000-000000000000',
    patch: { firstName: 'Iva' },
    malformed: ['a_b', 'a.b', 'a@b', 'a'.repeat(65)],
    notClearable: [
      ['isActive', { isActive: null }],
      ['email', { email: null }],
      ['firstName', { firstName: null }],
      ['lastName', { lastName: null }],
      ['password', { password: null }],
    ],
    wrongEnums: [],
  },
  {
    provider: 'wacm',
    mutation: 'updateWacmAccount',
    input: 'UpdateWacmAccountInput',
    known: '67001',
    unknown: '999999',
    patch: { ...WACM_EMAIL, firstName: 'Iva' },
    malformed: NO_INT64,
    notClearable: [
      ['active', { ...WACM_EMAIL, active: null }],
      ['reinstate', { ...WACM_EMAIL, reinstate: null }],
      ['mfa', { ...WACM_EMAIL, mfa: null }],
      ['password', { ...WACM_EMAIL, password: null }],
    ],
    wrongEnums: [],
  },
  {
    provider: 'huawei-cloud',
    mutation: 'updateHuaweiCloudAccount',
    input: 'UpdateHuaweiCloudAccountInput',
    known: '05261f923e80d3890f33c0056e9b3f80',
    unknown: '00000000000000000000000000000000',
    patch: { description: 'text' },
    malformed: ['a.b', 'a@b', 'a'.repeat(65)],
    notClearable: [],
    wrongEnums: [],
  },
  {
    provider: 'cpp',
    mutation: 'updateCppAccount',
    input: 'UpdateCppAccountInput',
    known: 'ivana.horvat@cpp.hr',
    unknown: 'nobody.at.all@cpp.hr',
    patch: { firstName: 'Iva' },
    malformed: ['@cpp.hr', 'ana@', 'ana@cpp.hr@cpp.hr', '.ana', 'ana.', '-ana', 'ana@cpp..hr', 'a'.repeat(255)],
    notClearable: [
      ['status', { status: null }],
      ['role', { role: null }],
      ['accountId', { accountId: null }],
      ['translationLanguage', { translationLanguage: null }],
      ['departmentId', { departmentId: null }],
    ],
    wrongEnums: [
      ['status', { status: 'Enabled' }],
      ['status', { status: 'SUSPENDED' }],
      ['role', { role: 'SystemAdmin' }],
    ],
  },
];

/** What no provider's key can be: other paths, other headers, other queries, other alphabets, and far too much. */
export const malformedKeys: readonly string[] = [
  ...['', '.', '..', '...', '%2e%2e', '%2E%2E', '%252e%252e', '..%2f..', 'a/b', '../b', '/', '//b', 'a\\b', '%00'],
  ...['a\r\nx-injected: 1', 'a\nb', '1\r\n', 'a\tb', 'a\0b', 'a b', ' 1', '1 ', 'a?x=1', 'a#b', 'a:b', 'a;b', 'a,b'],
  ...['é', '𠮷', '\u202e1', '{accountId}', '1'.repeat(10_000), 'a'.repeat(10_000), '../'.repeat(3_000)],
];

/** What is no id of an account at all. */
export const malformedIds: readonly string[] = [
  ...['', ':', '1', 'kibo', ':1', '100001', 'KAMELEOON:100001', 'kameleoon', 'kameleoon;100001', ' kameleoon:100001'],
  ...['../kameleoon:100001', 'kameleoon/100001', '-kameleoon:100001', 'kameleoon\r\n:100001', `${'a'.repeat(33)}:1`],
  ...['x'.repeat(10_000), `${'x'.repeat(10_000)}:1`],
];

/** Unified patches that no account of a provider takes: the field and why. */
export const refusedUnified: Readonly<Record<ProviderId, readonly (readonly [string, PatchInput, string])[]>> = {
  kameleoon: [
    ['phone', { phone: '1' }, 'FIELD_NOT_WRITABLE'],
    ['description', { description: '1' }, 'FIELD_NOT_WRITABLE'],
    ['locale', { locale: 'hr' }, 'INVALID_VALUE'],
    ['email', { email: 'not an address' }, 'INVALID_VALUE'],
    ['status', { status: null }, 'FIELD_NOT_CLEARABLE'],
  ],
  kibo: [
    ['description', { description: null }, 'FIELD_NOT_WRITABLE'],
    ['locale', { locale: 'Croatian' }, 'INVALID_VALUE'],
    ['email', { email: 'a@b' }, 'INVALID_VALUE'],
    ['status', { status: null }, 'FIELD_NOT_CLEARABLE'],
  ],
  wacm: [
    ['locale', { ...WACM_EMAIL, locale: 'fr' }, 'FIELD_NOT_WRITABLE'],
    ['description', { ...WACM_EMAIL, description: '' }, 'FIELD_NOT_WRITABLE'],
    ['email', { email: 'a@b@c.example' }, 'INVALID_VALUE'],
    ['email', { firstName: 'Iva' }, 'REQUIRED_BY_PROVIDER'],
    ['status', { ...WACM_EMAIL, status: null }, 'FIELD_NOT_CLEARABLE'],
  ],
  'huawei-cloud': [
    ['firstName', { firstName: 'Iva' }, 'FIELD_NOT_WRITABLE'],
    ['lastName', { lastName: null }, 'FIELD_NOT_WRITABLE'],
    ['email', { email: 'iva@adriatic.example' }, 'FIELD_NOT_WRITABLE'],
    ['phone', { phone: '1' }, 'FIELD_NOT_WRITABLE'],
    ['locale', { locale: 'fr' }, 'FIELD_NOT_WRITABLE'],
    ['status', { status: 'DEACTIVATED' }, 'FIELD_NOT_WRITABLE'],
  ],
  cpp: [
    ['phone', { phone: '1' }, 'FIELD_NOT_WRITABLE'],
    ['description', { description: '1' }, 'FIELD_NOT_WRITABLE'],
    ['email', { email: '' }, 'INVALID_VALUE'],
    ['status', { status: null }, 'FIELD_NOT_CLEARABLE'],
  ],
};
