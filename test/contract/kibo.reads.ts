import type { Fields } from '../../src/emulators/shared/emulator.ts';
import type { ReadCheck } from './contract.ts';
import { KIBO_KEY, kiboAccount } from './kibo.cells.ts';

const DAY = '2023-11-07T05:31:56.123Z';

const systemData = (change: Fields): Fields => ({ systemData: { ...kiboAccount.systemData, ...change } });
const role = (change: Fields): Fields => ({ roles: [{ ...kiboAccount.roles[0], ...change }] });

/** A plain text, boolean or number of the user, in `details` under its own name. */
function plain(id: string, wire: string, values: readonly unknown[]): ReadCheck {
  return {
    id,
    wire,
    shows: values.map((value) => [{ [wire]: value }, { [`details.${wire}`]: value ?? null }] as const),
  };
}

/** One of `systemData`, and where it shows. */
function kept(id: string, name: string, path: string, values: readonly unknown[]): ReadCheck {
  return {
    id,
    wire: `systemData.${name}`,
    shows: values.map((value) => [systemData({ [name]: value }), { [path]: value ?? null }] as const),
  };
}

/** One of a role's, and where it shows: `details.roles.0.…`. */
function ofRole(id: string, name: string, shown: readonly (readonly [Fields, string, unknown])[]): ReadCheck {
  return {
    id,
    wire: `roles.${name}`,
    shows: shown.map(([change, path, value]) => [role(change), { [`details.roles.0.${path}`]: value }] as const),
  };
}

/** Every field of the page's answer, and every one inside it that the page's example shows. */
export const kiboReads: readonly ReadCheck[] = [
  {
    id: 'KIBO-READ-EMAIL-ADDRESS',
    wire: 'emailAddress',
    shows: [
      [{ emailAddress: 'Iva@Adriatic.example' }, { email: 'Iva@Adriatic.example' }],
      [{ emailAddress: null }, { email: null }],
    ],
  },
  {
    id: 'KIBO-READ-USER-NAME',
    wire: 'userName',
    shows: [
      [
        { userName: 'iva', firstName: null, lastName: null },
        { username: 'iva', displayName: 'iva' },
      ],
      [
        { userName: null, firstName: null, lastName: null },
        { username: null, displayName: 'ana.kovac@adriatic.example' },
      ],
    ],
  },
  {
    id: 'KIBO-READ-PHONE',
    wire: 'phoneNumber',
    shows: [
      [{ phoneNumber: '+385 91 234 5678' }, { 'phone.raw': '+385 91 234 5678', 'phone.e164': '+385912345678' }],
      [{ phoneNumber: 'ext. 4' }, { 'phone.raw': 'ext. 4', 'phone.e164': null }],
      [{ phoneNumber: null }, { phone: null }],
      [{ phoneNumber: undefined }, { phone: null }],
    ],
  },
  plain('KIBO-READ-EXTERNAL-ID', 'externalId', ['ERP-7', '', null, undefined]),
  {
    id: 'KIBO-READ-LOCALE-CODE',
    wire: 'localeCode',
    shows: [
      [{ localeCode: 'fr' }, { locale: 'fr', 'details.localeCode': 'fr' }],
      [{ localeCode: 'en-US' }, { locale: 'en-US', 'details.localeCode': 'en-US' }],
      [{ localeCode: 'Croatian (Latin)' }, { locale: null, 'details.localeCode': 'Croatian (Latin)' }],
      [{ localeCode: null }, { locale: null, 'details.localeCode': null }],
    ],
  },
  {
    id: 'KIBO-READ-FIRST-NAME',
    wire: 'firstName',
    shows: [
      [{ firstName: '秀英' }, { firstName: '秀英', displayName: '秀英 Kovač' }],
      [{ firstName: null }, { firstName: null, displayName: 'Kovač' }],
    ],
  },
  {
    id: 'KIBO-READ-LAST-NAME',
    wire: 'lastName',
    shows: [
      [{ lastName: "d'Aubigné" }, { lastName: "d'Aubigné", displayName: "Ana d'Aubigné" }],
      [{ lastName: null }, { lastName: null, displayName: 'Ana' }],
    ],
  },
  { id: 'KIBO-READ-PASSWORD', wire: 'password', hidden: [{ password: 'canary-echoed' }, 'canary-echoed'] },
  plain('KIBO-READ-OPT-IN-TO-EMAIL', 'optInToEmail', [true, false, null]),
  plain('KIBO-READ-OPT-IN-TO-TEXT-MESSAGE', 'optInToTextMessage', [true, false, null]),
  {
    id: 'KIBO-READ-ID',
    wire: 'id',
    shows: [[{}, { id: `kibo:${KIBO_KEY}`, externalId: KIBO_KEY, kind: 'USER', provider: 'KIBO' }]],
  },
  {
    id: 'KIBO-READ-SYSTEM-DATA',
    wire: 'systemData',
    shows: [[{ systemData: undefined }, { locked: null, passwordExpired: null, createdAt: null, updatedAt: null }]],
  },
  kept('KIBO-READ-IS-PASSWORD-CHANGE-REQUIRED', 'isPasswordChangeRequired', 'passwordExpired', [
    true,
    false,
    undefined,
  ]),
  kept('KIBO-READ-LAST-PASSWORD-CHANGE-ON', 'lastPasswordChangeOn', 'details.lastPasswordChangeOn', [DAY, null]),
  {
    id: 'KIBO-READ-IS-LOCKED',
    wire: 'systemData.isLocked',
    shows: [
      [systemData({ isLocked: true }), { locked: true, statusReason: 'LOGIN_FAILURES' }],
      [systemData({ isLocked: false }), { locked: false, statusReason: null }],
    ],
  },
  kept('KIBO-READ-LAST-LOCKED-ON', 'lastLockedOn', 'details.lastLockedOn', [DAY, null]),
  kept('KIBO-READ-FAILED-LOGINS', 'failedLoginAttemptCount', 'details.failedLoginAttemptCount', [0, 123, null]),
  kept('KIBO-READ-REMAINING-LOGINS', 'remainingLoginAttempts', 'details.remainingLoginAttempts', [0, 123, null]),
  kept('KIBO-READ-FIRST-FAILED-LOGIN-ON', 'firstFailedLoginAttemptOn', 'details.firstFailedLoginAttemptOn', [
    DAY,
    null,
  ]),
  kept('KIBO-READ-LAST-LOGIN-ON', 'lastLoginOn', 'lastLoginAt', [DAY, null]),
  kept('KIBO-READ-CREATED-ON', 'createdOn', 'createdAt', [DAY, null]),
  kept('KIBO-READ-UPDATED-ON', 'updatedOn', 'updatedAt', [DAY, null]),
  {
    id: 'KIBO-READ-ROLES',
    wire: 'roles',
    shows: [
      [{ roles: null }, { roles: [], 'details.roles': [] }],
      [{ roles: [] }, { roles: [], 'details.roles': [] }],
    ],
  },
  ofRole('KIBO-READ-ROLES-USER-ID', 'userId', [[{ userId: 'u-1' }, 'userId', 'u-1']]),
  {
    id: 'KIBO-READ-ROLES-SCOPE',
    wire: 'roles.assignedInScope',
    shows: [[role({ assignedInScope: null }), { 'roles.0.scope': null, 'details.roles.0.assignedInScope': null }]],
  },
  {
    id: 'KIBO-READ-ROLES-SCOPE-TYPE',
    wire: 'roles.assignedInScope.type',
    shows: [
      [
        role({ assignedInScope: { type: 'Developer', id: 123, name: 'Atelier' } }),
        { 'roles.0.scope': 'Developer Atelier', 'details.roles.0.assignedInScope.type': 'Developer' },
      ],
    ],
  },
  {
    id: 'KIBO-READ-ROLES-SCOPE-ID',
    wire: 'roles.assignedInScope.id',
    shows: [
      [
        role({ assignedInScope: { type: 'Tenant', id: 9007199254740993n, name: null } }),
        { 'roles.0.scope': 'Tenant 9007199254740993', 'details.roles.0.assignedInScope.id': '9007199254740993' },
      ],
    ],
  },
  ofRole('KIBO-READ-ROLES-SCOPE-NAME', 'assignedInScope.name', [
    [{ assignedInScope: { type: null, id: 1, name: 'Atelier' } }, 'assignedInScope.name', 'Atelier'],
  ]),
  ofRole('KIBO-READ-ROLES-ROLE-ID', 'roleId', [
    [{ roleId: 123 }, 'roleId', '123'],
    [{ roleId: null }, 'roleId', null],
  ]),
  {
    id: 'KIBO-READ-ROLES-ROLE-NAME',
    wire: 'roles.roleName',
    shows: [
      [
        role({ roleName: 'Catalog – lecture seule' }),
        {
          'roles.0.name': 'Catalog – lecture seule',
          'roles.0.tier': 'UNKNOWN',
          'details.roles.0.roleName': 'Catalog – lecture seule',
        },
      ],
      [role({ roleName: null }), { 'roles.0.name': '3', 'details.roles.0.roleName': null }],
    ],
  },
  ofRole('KIBO-READ-ROLES-RESOURCES', 'roleResources', [
    [{ roleResources: null }, 'roleResources', []],
    [{ roleResources: [] }, 'roleResources', []],
  ]),
  ofRole('KIBO-READ-ROLES-RESOURCES-TYPE', 'roleResources.type', [
    [{ roleResources: [{ type: 'Catalog', id: null }] }, 'roleResources', [{ type: 'Catalog', id: null }]],
  ]),
  ofRole('KIBO-READ-ROLES-RESOURCES-ID', 'roleResources.id', [
    [{ roleResources: [{ type: null, id: '7' }] }, 'roleResources', [{ type: null, id: '7' }]],
  ]),
  ofRole('KIBO-READ-ROLES-TAGS', 'roleTags', [
    [{ roleTags: ['a', 'b'] }, 'roleTags', ['a', 'b']],
    [{ roleTags: null }, 'roleTags', []],
  ]),
  ofRole('KIBO-READ-ROLES-AUDIT', 'auditInfo', [[{ auditInfo: null }, 'auditInfo', null]]),
  ofRole('KIBO-READ-ROLES-AUDIT-UPDATE-DATE', 'auditInfo.updateDate', [
    [{ auditInfo: { updateDate: DAY } }, 'auditInfo.updateDate', DAY],
  ]),
  ofRole('KIBO-READ-ROLES-AUDIT-CREATE-DATE', 'auditInfo.createDate', [
    [{ auditInfo: { createDate: DAY } }, 'auditInfo.createDate', DAY],
  ]),
  ofRole('KIBO-READ-ROLES-AUDIT-UPDATE-BY', 'auditInfo.updateBy', [
    [{ auditInfo: { updateBy: 'ana' } }, 'auditInfo.updateBy', 'ana'],
  ]),
  ofRole('KIBO-READ-ROLES-AUDIT-CREATE-BY', 'auditInfo.createBy', [
    [{ auditInfo: { createBy: 'iva' } }, 'auditInfo.createBy', 'iva'],
  ]),
  {
    id: 'KIBO-READ-IS-ACTIVE',
    wire: 'isActive',
    shows: [
      [{ isActive: true }, { status: 'ACTIVE', statusReason: null, providerStatus: 'true', 'details.isActive': true }],
      [{ isActive: false }, { status: 'DEACTIVATED', providerStatus: 'false', 'details.isActive': false }],
      [{ isActive: undefined }, { status: 'UNKNOWN', providerStatus: null, 'details.isActive': null }],
    ],
  },
  {
    id: 'KIBO-READ-IDENTITY-PROVIDER-ID',
    wire: 'identityProviderId',
    shows: [
      [{ identityProviderId: 'saml' }, { 'details.identityProviderId': 'saml', sso: true }],
      [{ identityProviderId: null }, { 'details.identityProviderId': null, sso: null }],
    ],
  },
];
