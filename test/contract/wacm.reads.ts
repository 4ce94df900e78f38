import { expect } from '@jest/globals';
import type { ReadCheck } from './contract.ts';

/** A text of the user that shows under one name, as it is. */
function plain(id: string, wire: string, path: string): ReadCheck {
  return { id, wire, shows: ['Šibenik', '', null].map((value) => [{ [wire]: value }, { [path]: value }] as const) };
}

/** One that the page's schema types boolean and its example spells "True". */
function flag(id: string, wire: string, path: string): ReadCheck {
  const values = [
    [true, true],
    [false, false],
    ['True', true],
    ['False', false],
    [undefined, null],
  ] as const;
  return { id, wire, shows: values.map(([value, shown]) => [{ [wire]: value }, { [path]: shown }] as const) };
}

const ACTIVE = { status: 'ACTIVE', statusReason: null, locked: null };

/** Every field of `ChannelAccountUserResponse`, as the last answer showed it. */
export const wacmReads: readonly ReadCheck[] = [
  {
    id: 'WACM-READ-ID',
    wire: 'id',
    shows: [
      [
        {},
        {
          id: expect.stringMatching(/^wacm:8\d{4}$/),
          externalId: expect.stringMatching(/^8\d{4}$/),
          ...{ kind: 'USER', provider: 'WACM', freshness: 'SNAPSHOT', username: null },
        },
      ],
    ],
  },
  {
    id: 'WACM-READ-CHANNEL-ACCOUNT-ID',
    wire: 'channelAccountId',
    shows: [
      [{ channelAccountId: 12345 }, { 'details.channelAccountId': '12345', 'roles.0.scope': 'channel account 12345' }],
      [{ channelAccountId: '12345' }, { 'details.channelAccountId': '12345' }],
      [{ channelAccountId: 9007199254740993n }, { 'details.channelAccountId': '9007199254740993' }],
      [{ channelAccountId: undefined }, { 'details.channelAccountId': null, 'roles.0.scope': null }],
    ],
  },
  {
    id: 'WACM-READ-FIRST-NAME',
    wire: 'firstName',
    shows: [
      [{ firstName: '秀英' }, { firstName: '秀英', displayName: '秀英 Kovač' }],
      [{ firstName: null }, { firstName: null, displayName: 'Kovač' }],
    ],
  },
  {
    id: 'WACM-READ-LAST-NAME',
    wire: 'lastName',
    shows: [
      [{ lastName: "d'Aubigné" }, { lastName: "d'Aubigné", displayName: "Ana d'Aubigné" }],
      [{ lastName: null }, { lastName: null, displayName: 'Ana' }],
    ],
  },
  {
    id: 'WACM-READ-EMAIL',
    wire: 'email',
    shows: [
      [{ email: 'Iva@Adriatic.example' }, { email: 'Iva@Adriatic.example' }],
      [{ email: 'iva@adriatic.example', firstName: null, lastName: null }, { displayName: 'iva@adriatic.example' }],
    ],
  },
  {
    id: 'WACM-READ-USER-ROLE',
    wire: 'userRole',
    shows: [
      [
        { userRole: 'Channel Account Admin' },
        {
          'details.userRole': 'Channel Account Admin',
          roles: [{ name: 'Channel Account Admin', scope: 'channel account 12345', tier: 'ADMIN' }],
        },
      ],
      [{ userRole: 'Channel Account Staff' }, { 'roles.0.tier': 'MEMBER' }],
      [{ userRole: 'Channel Account Staff (Lite)' }, { 'roles.0.tier': 'LIMITED' }],
      [{ userRole: 'Channel Account Viewer' }, { 'roles.0.tier': 'LIMITED' }],
      [{ userRole: 'Zookeeper' }, { 'roles.0.name': 'Zookeeper', 'roles.0.tier': 'UNKNOWN' }],
      [{ userRole: null }, { roles: [], 'details.userRole': null }],
    ],
  },
  {
    id: 'WACM-READ-STATUS',
    wire: 'status',
    shows: [
      [{ status: 'ACTIVE' }, { ...ACTIVE, providerStatus: 'ACTIVE' }],
      [{ status: 'active' }, { ...ACTIVE, providerStatus: 'active' }],
      [{ status: 'Deactivated' }, { status: 'DEACTIVATED', providerStatus: 'Deactivated', statusReason: null }],
      [{ status: 'Suspended' }, { status: 'SUSPENDED', statusReason: null, locked: null }],
      [{ status: 'LOCKED' }, { status: 'SUSPENDED', statusReason: 'LOGIN_FAILURES', locked: true }],
      [{ status: 'Pending' }, { status: 'PENDING', statusReason: 'UNVERIFIED' }],
      [{ status: 'constructor' }, { status: 'UNKNOWN', providerStatus: 'constructor' }],
      [{ status: undefined }, { status: 'UNKNOWN', providerStatus: null }],
    ],
  },
  flag('WACM-READ-VERIFIED', 'verified', 'verified'),
  flag('WACM-READ-MFA', 'mfa', 'mfaEnabled'),
  {
    id: 'WACM-READ-IMAGE-URL',
    wire: 'imageUrl',
    shows: [
      [{ imageUrl: 'https://img.example/1.png' }, { avatarUrl: 'https://img.example/1.png' }],
      [{ imageUrl: null }, { avatarUrl: null }],
      [{ imageUrl: undefined }, { avatarUrl: null }],
    ],
  },
  {
    id: 'WACM-READ-CREATION-DATE',
    wire: 'creationDate',
    shows: [
      [{ creationDate: '2023-12-19T09:35:47.598Z' }, { createdAt: '2023-12-19T09:35:47.598Z' }],
      // An older rendering of the page.
      [{ creationDate: '2023-12-19T09:35:47.598+00:00' }, { createdAt: '2023-12-19T09:35:47.598Z' }],
      [{ creationDate: null }, { createdAt: null }],
    ],
  },
  plain('WACM-READ-ADDRESS1', 'address1', 'address.line1'),
  {
    id: 'WACM-READ-ADDRESS2',
    wire: 'address2',
    shows: [
      [{ address2: 'Suite 9' }, { 'address.line2': 'Suite 9', 'address.line1': '123 Main St' }],
      [{ address2: undefined }, { 'address.line2': null, 'address.line1': '123 Main St' }],
      // As older examples show it: a user without any address.
      [{ address1: null, address2: null, country: null, city: null, state: null, zip: null }, { address: null }],
    ],
  },
  plain('WACM-READ-COUNTRY', 'country', 'address.country'),
  plain('WACM-READ-CITY', 'city', 'address.city'),
  plain('WACM-READ-STATE', 'state', 'address.region'),
  {
    id: 'WACM-READ-ZIP',
    wire: 'zip',
    shows: [
      [{ zip: '02101' }, { 'address.postalCode': '02101' }],
      [{ zip: null }, { 'address.postalCode': null }],
    ],
  },
  {
    id: 'WACM-READ-PHONE',
    wire: 'phone',
    shows: [
      [{ phone: '+1-555-123-4567' }, { 'phone.raw': '+1-555-123-4567', 'phone.e164': '+15551234567' }],
      [{ phone: 'ext. 4' }, { 'phone.raw': 'ext. 4', 'phone.e164': null }],
      [{ phone: null }, { phone: null }],
      [{ phone: '' }, { phone: null }],
    ],
  },
  {
    id: 'WACM-READ-IS-SSO-USER',
    wire: 'isSsoUser',
    // Of a user whose isSsoUser is true there is no answer to an update: "True" is the page's other spelling.
    shows: [
      [{ isSsoUser: false }, { sso: false }],
      [{ isSsoUser: 'False' }, { sso: false }],
      [{ isSsoUser: 'True' }, { sso: true }],
      [{ isSsoUser: undefined }, { sso: null }],
    ],
  },
];
