import type { ReadCheck } from './contract.ts';

const role = (name: string) => [{ customers: [], name, privileges: [], sites: [] }];
const tier = (name: string, weight: string) =>
  [{ roles: role(name) }, { roles: [{ name, scope: null, tier: weight }] }] as const;

/** Every field of the page's answer, and of the role in its example. */
export const kameleoonReads: readonly ReadCheck[] = [
  {
    id: 'KAMELEOON-READ-AM-CLIENT-ID',
    wire: 'amClientId',
    shows: [
      [{ amClientId: 'am-77' }, { 'details.amClientId': 'am-77' }],
      [{ amClientId: undefined }, { 'details.amClientId': null }],
    ],
  },
  {
    id: 'KAMELEOON-READ-AM-CLIENT-SECRET',
    wire: 'amClientSecret',
    hidden: [{ amClientSecret: 'canary-am-secret' }, 'canary-am-secret'],
  },
  {
    id: 'KAMELEOON-READ-DATE-CREATED',
    wire: 'dateCreated',
    shows: [
      [{ dateCreated: '2023-11-07T05:31:56Z' }, { createdAt: '2023-11-07T05:31:56.000Z' }],
      [{ dateCreated: null }, { createdAt: null }],
    ],
  },
  {
    id: 'KAMELEOON-READ-EMAIL',
    wire: 'email',
    shows: [
      [{ email: 'iva@adriatic.example' }, { email: 'iva@adriatic.example' }],
      [{ email: undefined }, { email: null }],
    ],
  },
  {
    id: 'KAMELEOON-READ-FIRST-NAME',
    wire: 'firstName',
    shows: [
      [{ firstName: '秀英' }, { firstName: '秀英', displayName: '秀英 Kovač' }],
      [{ firstName: null }, { firstName: null, displayName: 'Kovač' }],
    ],
  },
  {
    id: 'KAMELEOON-READ-ID',
    wire: 'id',
    shows: [[{}, { id: 'kameleoon:100001', externalId: '100001', kind: 'USER', provider: 'KAMELEOON' }]],
  },
  {
    id: 'KAMELEOON-READ-IMAGE-URL',
    wire: 'imageURL',
    shows: [
      [{ imageURL: 'https://images.example/i.png' }, { avatarUrl: 'https://images.example/i.png' }],
      [{ imageURL: null }, { avatarUrl: null }],
    ],
  },
  {
    id: 'KAMELEOON-READ-IS-PASSWORD-EXPIRED',
    wire: 'isPasswordExpired',
    shows: [
      [{ isPasswordExpired: true }, { passwordExpired: true }],
      [{ isPasswordExpired: false }, { passwordExpired: false }],
      [{ isPasswordExpired: undefined }, { passwordExpired: null }],
    ],
  },
  {
    id: 'KAMELEOON-READ-IS-PRODUCT-RECO-ALLOWED',
    wire: 'isProductRecoAllowed',
    shows: [
      [{ isProductRecoAllowed: true }, { 'details.isProductRecoAllowed': true }],
      [{ isProductRecoAllowed: false }, { 'details.isProductRecoAllowed': false }],
      [{ isProductRecoAllowed: undefined }, { 'details.isProductRecoAllowed': null }],
    ],
  },
  {
    id: 'KAMELEOON-READ-LAST-NAME',
    wire: 'lastName',
    shows: [
      [{ lastName: "d'Aubigné" }, { lastName: "d'Aubigné", displayName: "Ana d'Aubigné" }],
      [{ lastName: undefined }, { lastName: null, displayName: 'Ana' }],
    ],
  },
  {
    id: 'KAMELEOON-READ-PASSWORD-BLOCKED',
    wire: 'passwordBlocked',
    shows: [
      [{ passwordBlocked: true }, { locked: true, status: 'ACTIVE', statusReason: 'LOGIN_FAILURES' }],
      [{ passwordBlocked: false }, { locked: false, statusReason: null }],
      [{ passwordBlocked: null }, { locked: null }],
    ],
  },
  {
    id: 'KAMELEOON-READ-PREFERRED-LOCALE',
    wire: 'preferredLocale',
    shows: [
      [{ preferredLocale: 'fr' }, { locale: 'fr' }],
      [{ preferredLocale: 'en' }, { locale: 'en' }],
      [{ preferredLocale: 'de' }, { locale: 'de' }],
      [{ preferredLocale: null }, { locale: null }],
    ],
  },
  {
    id: 'KAMELEOON-READ-ROLES',
    wire: 'roles',
    shows: [
      [{ roles: [] }, { roles: [], 'details.roles': [] }],
      [{ roles: undefined }, { roles: [], 'details.roles': [] }],
    ],
  },
  {
    id: 'KAMELEOON-READ-ROLES-NAME',
    wire: 'roles.name',
    shows: [
      tier('ROLE_CUSTOMER_ADMIN', 'OWNER'),
      tier('ROLE_SITE_ADMIN', 'ADMIN'),
      tier('ROLE_SITE_PRODUCTION', 'MEMBER'),
      tier('ROLE_SITE_TECHNICAL', 'MEMBER'),
      tier('ROLE_SITE_MARKETING', 'MEMBER'),
      tier('ROLE_SITE_DEMO', 'LIMITED'),
      tier('ROLE_SITE_ABTESTS_RESTRICTED', 'LIMITED'),
      tier('ROLE_SITE_AUTO_PROMO_PERSO_ONLY', 'LIMITED'),
      tier('ROLE_KAMELEOON_FULL_ADMIN', 'OWNER'),
      tier('ROLE_KAMELEOON_ADMIN', 'OWNER'),
      tier('ROLE_OF_TOMORROW', 'UNKNOWN'),
    ],
  },
  {
    id: 'KAMELEOON-READ-ROLES-CUSTOMERS',
    wire: 'roles.customers',
    shows: [
      [
        { roles: [{ customers: [123, 9007199254740993n], name: 'A', privileges: [], sites: [] }] },
        {
          roles: [{ name: 'A', scope: 'customer 123, customer 9007199254740993', tier: 'UNKNOWN' }],
          'details.roles': [{ name: 'A', customers: ['123', '9007199254740993'], sites: [], privileges: [] }],
        },
      ],
    ],
  },
  {
    id: 'KAMELEOON-READ-ROLES-PRIVILEGES',
    wire: 'roles.privileges',
    shows: [
      [
        { roles: [{ customers: [], name: 'A', privileges: ['GETONE_CUSTOM_DATA', 'GETONE_OF_TOMORROW'], sites: [] }] },
        {
          'details.roles': [
            { name: 'A', customers: [], sites: [], privileges: ['GETONE_CUSTOM_DATA', 'GETONE_OF_TOMORROW'] },
          ],
        },
      ],
    ],
  },
  {
    id: 'KAMELEOON-READ-ROLES-SITES',
    wire: 'roles.sites',
    shows: [
      [
        { roles: [{ customers: [1], name: 'A', privileges: [], sites: [123] }] },
        {
          roles: [{ name: 'A', scope: 'customer 1, site 123', tier: 'UNKNOWN' }],
          'details.roles': [{ name: 'A', customers: ['1'], sites: ['123'], privileges: [] }],
        },
      ],
    ],
  },
  {
    id: 'KAMELEOON-READ-SOLUTIONS',
    wire: 'solutions',
    shows: [
      [{ solutions: ['FEATURE_EXPERIMENTATION'] }, { 'details.solutions': ['FEATURE_EXPERIMENTATION'] }],
      [{ solutions: undefined }, { 'details.solutions': [] }],
    ],
  },
  {
    id: 'KAMELEOON-READ-STATUS',
    wire: 'status',
    shows: [
      [{ status: 'CREATED' }, { status: 'PENDING', statusReason: 'UNVERIFIED', providerStatus: 'CREATED' }],
      [{ status: 'ACTIVATED' }, { status: 'ACTIVE', statusReason: null, providerStatus: 'ACTIVATED' }],
      [{ status: 'DEACTIVATED' }, { status: 'DEACTIVATED', statusReason: null, providerStatus: 'DEACTIVATED' }],
      [{ status: 'FROZEN' }, { status: 'UNKNOWN', statusReason: null, providerStatus: 'FROZEN' }],
      [{ status: undefined }, { status: 'UNKNOWN', statusReason: null, providerStatus: null }],
    ],
  },
  {
    id: 'KAMELEOON-READ-TEAM-ID',
    wire: 'teamId',
    shows: [
      [{ teamId: 123 }, { 'details.teamId': '123' }],
      [{ teamId: 9007199254740993n }, { 'details.teamId': '9007199254740993' }],
      [{ teamId: undefined }, { 'details.teamId': null }],
    ],
  },
];
