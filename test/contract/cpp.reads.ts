import type { ReadCheck } from './contract.ts';

/** A text or a number that shows at one place as it is; null, and what is not told, show as null. */
function plain(id: string, wire: string, field: readonly [path: string, values: readonly unknown[]]): ReadCheck {
  const [path, values] = field;
  return { id, wire, shows: values.map((value) => [{ [wire]: value }, { [path]: value ?? null }] as const) };
}

/** Every field of the page's answer, and the three that the list of users tells beside them. */
export const cppReads: readonly ReadCheck[] = [
  {
    id: 'CPP-READ-USERNAME',
    wire: 'Username',
    shows: [
      [
        { Username: 'Ivana.Horvat', Name: null, Surname: null },
        {
          ...{ username: 'Ivana.Horvat', displayName: 'Ivana.Horvat', kind: 'USER', provider: 'CPP' },
          ...{ id: 'cpp:ivana.horvat@cpp.hr', externalId: 'ivana.horvat@cpp.hr' },
        },
      ],
      [
        { Username: 'ivana.horvat@cpp.hr' },
        { username: 'ivana.horvat@cpp.hr', id: 'cpp:ivana.horvat@cpp.hr', externalId: 'ivana.horvat@cpp.hr' },
      ],
    ],
  },
  plain('CPP-READ-EMAIL', 'Email', ['email', ['Iva@Adriatic.example', null, undefined]]),
  {
    id: 'CPP-READ-GOOGLE-LOGIN-EMAILS',
    wire: 'GoogleLoginEmails',
    shows: [
      [
        { GoogleLoginEmails: ' a@x.example ,, B@y.example' },
        {
          alternateEmails: ['a@x.example', 'B@y.example'],
          'details.googleLoginEmails': ['a@x.example', 'B@y.example'],
        },
      ],
      [{ GoogleLoginEmails: '' }, { alternateEmails: [], 'details.googleLoginEmails': [] }],
      [{ GoogleLoginEmails: null }, { alternateEmails: [], 'details.googleLoginEmails': [] }],
    ],
  },
  {
    id: 'CPP-READ-NAME',
    wire: 'Name',
    shows: [
      [{ Name: '秀英' }, { firstName: '秀英', displayName: '秀英 Kovač' }],
      [{ Name: null }, { firstName: null, displayName: 'Kovač' }],
    ],
  },
  {
    id: 'CPP-READ-SURNAME',
    wire: 'Surname',
    shows: [
      [{ Surname: "d'Aubigné" }, { lastName: "d'Aubigné", displayName: "Ana d'Aubigné" }],
      [{ Surname: undefined }, { lastName: null, displayName: 'Ana' }],
    ],
  },
  {
    id: 'CPP-READ-STATUS',
    wire: 'Status',
    // The emulator shows a status of the page as a number, and anything else as it is.
    shows: [
      [
        { Status: 'Enabled' },
        { status: 'ACTIVE', statusReason: null, providerStatus: 'Enabled', 'details.rawStatus': '0' },
      ],
      [
        { Status: 'Disabled' },
        {
          ...{ status: 'DEACTIVATED', statusReason: 'ADMINISTRATOR' },
          ...{ providerStatus: 'Disabled', 'details.rawStatus': '1' },
        },
      ],
      [
        { Status: 'Expired' },
        { status: 'DEACTIVATED', statusReason: 'EXPIRED', providerStatus: 'Expired', 'details.rawStatus': '2' },
      ],
      [
        { Status: 'NotPaid' },
        { status: 'DEACTIVATED', statusReason: 'UNPAID', providerStatus: 'NotPaid', 'details.rawStatus': '3' },
      ],
      [{ Status: 'enabled' }, { status: 'ACTIVE', providerStatus: 'Enabled', 'details.rawStatus': 'enabled' }],
      [
        { Status: 'Archived' },
        { status: 'UNKNOWN', statusReason: null, providerStatus: 'Archived', 'details.rawStatus': 'Archived' },
      ],
      [{ Status: 9 }, { status: 'UNKNOWN', providerStatus: '9', 'details.rawStatus': '9' }],
      [{ Status: undefined }, { status: 'UNKNOWN', providerStatus: null, 'details.rawStatus': null }],
    ],
  },
  {
    id: 'CPP-READ-ROLE',
    wire: 'Role',
    shows: [
      ...(
        [
          ['SystemAdmin', '0', 'SYSTEM_ADMIN', 'OWNER'],
          ['OrganizationAdmin', '1', 'ORGANIZATION_ADMIN', 'ADMIN'],
          ['User', '2', 'USER', 'MEMBER'],
          ['LightUser', '3', 'LIGHT_USER', 'LIMITED'],
        ] as const
      ).map(
        ([name, raw, role, tier]) =>
          [
            { Role: name },
            { 'roles.0.name': name, 'roles.0.tier': tier, 'details.role': role, 'details.rawRole': raw },
          ] as const,
      ),
      [
        { Role: 'Auditor' },
        { 'roles.0.name': 'Auditor', 'roles.0.tier': 'UNKNOWN', 'details.role': null, 'details.rawRole': 'Auditor' },
      ],
      [{ Role: 9 }, { 'roles.0.name': '9', 'roles.0.tier': 'UNKNOWN', 'details.role': null, 'details.rawRole': '9' }],
      [{ Role: null }, { roles: [], 'details.role': null, 'details.rawRole': null }],
    ],
  },
  plain('CPP-READ-ACCOUNT-ID', 'AccountId', ['details.accountId', [12, 10_001, null]]),
  {
    id: 'CPP-READ-TRANSLATION-LANGUAGE',
    wire: 'TranslationLanguage',
    shows: [
      [{ TranslationLanguage: 0 }, { locale: 'hr', 'details.translationLanguage': 0 }],
      // The page's XML example.
      [{ TranslationLanguage: 'Croatian' }, { locale: 'hr', 'details.translationLanguage': 0 }],
      [{ TranslationLanguage: 1 }, { locale: null, 'details.translationLanguage': 1 }],
      [{ TranslationLanguage: null }, { locale: null, 'details.translationLanguage': null }],
    ],
  },
  {
    id: 'CPP-READ-DEPARTMENT-ID',
    wire: 'DepartmentId',
    shows: [
      [{ DepartmentId: 0 }, { 'details.departmentId': 0, 'details.departmentName': null }],
      [{ DepartmentId: 3 }, { 'details.departmentId': 3 }],
      [{ DepartmentId: undefined }, { 'details.departmentId': null }],
    ],
  },
  {
    id: 'CPP-READ-DEPARTMENT-NAME',
    wire: 'DeparmentName',
    shows: [
      [{ DepartmentId: 2 }, { 'details.departmentName': 'Računovodstvo' }],
      [{ DepartmentId: 3 }, { 'details.departmentName': 'Prodaja – Čakovec' }],
    ],
  },
  {
    id: 'CPP-READ-ORGANIZATION-NAME',
    wire: 'OrganizationName',
    shows: [
      [{ OrganizationName: 'Atelier' }, { 'details.organizationName': 'Atelier', 'roles.0.scope': 'Atelier' }],
      [{ OrganizationName: null }, { 'details.organizationName': null, 'roles.0.scope': null }],
    ],
  },
  {
    id: 'CPP-READ-IS-ENABLED',
    wire: 'IsEnabled',
    shows: [
      [{ Status: 'Enabled' }, { 'details.isEnabled': true }],
      [{ Status: 'Expired' }, { 'details.isEnabled': false }],
    ],
  },
];
