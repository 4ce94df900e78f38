import type { ReadCheck } from './contract.ts';
import { HUAWEI_KEY, huaweiCloudAccount } from './huawei-cloud.cells.ts';

/** A text that shows in the details, as it is. */
function plain(id: string, wire: string, path: string): ReadCheck {
  const values = ['text', '', null, undefined];
  return { id, wire, shows: values.map((value) => [{ [wire]: value }, { [path]: value ?? null }] as const) };
}

/** Every field of the page's `AccountDto`. */
export const huaweiCloudReads: readonly ReadCheck[] = [
  {
    id: 'HUAWEI-READ-ID',
    wire: 'id',
    shows: [
      [
        {},
        {
          id: `huawei-cloud:${HUAWEI_KEY}`,
          externalId: HUAWEI_KEY,
          ...{ kind: 'TENANT', provider: 'HUAWEI_CLOUD', freshness: 'LIVE' },
        },
      ],
      [{ name: undefined, email: undefined }, { displayName: HUAWEI_KEY }],
    ],
  },
  {
    id: 'HUAWEI-READ-URN',
    wire: 'urn',
    shows: [
      [{}, { 'details.urn': huaweiCloudAccount.urn }],
      [{ urn: undefined }, { 'details.urn': null }],
    ],
  },
  {
    id: 'HUAWEI-READ-JOIN-METHOD',
    wire: 'join_method',
    shows: ['invited', 'created', undefined].map(
      (value) => [{ join_method: value }, { 'details.joinMethod': value ?? null }] as const,
    ),
  },
  {
    id: 'HUAWEI-READ-STATUS',
    wire: 'status',
    shows: [
      [{ status: 'active' }, { status: 'ACTIVE', statusReason: null, providerStatus: 'active' }],
      [{ status: 'suspended' }, { status: 'SUSPENDED', providerStatus: 'suspended' }],
      [{ status: 'pending_closure' }, { status: 'CLOSING', providerStatus: 'pending_closure' }],
      // Older copies of the reference.
      [{ status: 'PENDING_CLOSURE' }, { status: 'CLOSING', providerStatus: 'PENDING_CLOSURE' }],
      [{ status: 'constructor' }, { status: 'UNKNOWN', providerStatus: 'constructor' }],
      [{ status: undefined }, { status: 'UNKNOWN', providerStatus: null }],
    ],
  },
  {
    id: 'HUAWEI-READ-JOINED-AT',
    wire: 'joined_at',
    shows: [
      [{ joined_at: '2022-08-24T06:41:15Z' }, { joinedAt: '2022-08-24T06:41:15.000Z', createdAt: null }],
      [{ joined_at: 'yesterday' }, { joinedAt: null }],
      [{ joined_at: undefined }, { joinedAt: null }],
    ],
  },
  {
    id: 'HUAWEI-READ-NAME',
    wire: 'name',
    shows: [
      [{ name: 'paas_iam_573331' }, { displayName: 'paas_iam_573331', username: 'paas_iam_573331', firstName: null }],
      [{ name: null }, { displayName: 'owner@adriatic.example', username: null }],
    ],
  },
  {
    id: 'HUAWEI-READ-MOBILE-PHONE',
    wire: 'mobile_phone',
    shows: [
      [
        { mobile_phone: '13800138000', intl_number_prefix: '0086' },
        {
          ...{ 'phone.raw': '+86 13800138000', 'phone.e164': '+8613800138000' },
          'details.mobilePhone': '13800138000',
        },
      ],
      [{ mobile_phone: undefined }, { phone: null, 'details.mobilePhone': null, 'details.intlNumberPrefix': '0086' }],
    ],
  },
  {
    id: 'HUAWEI-READ-INTL-NUMBER-PREFIX',
    wire: 'intl_number_prefix',
    shows: [
      [{ intl_number_prefix: '0086' }, { 'details.intlNumberPrefix': '0086' }],
      [{ intl_number_prefix: '86' }, { 'phone.raw': '+86 13800138000' }],
      [{ intl_number_prefix: '+86' }, { 'phone.raw': '+86 13800138000' }],
      [
        { intl_number_prefix: undefined },
        { 'phone.raw': '13800138000', 'phone.e164': null, 'details.intlNumberPrefix': null },
      ],
    ],
  },
  {
    id: 'HUAWEI-READ-EMAIL',
    wire: 'email',
    shows: [
      [{ email: 'Owner@Adriatic.example' }, { email: 'Owner@Adriatic.example' }],
      [{ email: undefined }, { email: null }],
    ],
  },
  plain('HUAWEI-READ-DESCRIPTION', 'description', 'description'),
];
