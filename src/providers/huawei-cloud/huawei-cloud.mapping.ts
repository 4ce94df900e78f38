import type { AccountDetails, AccountStatus, PhoneNumber } from '../../domain/account.ts';
import { text } from '../../domain/fields/codec.ts';
import { fieldsOf } from '../../domain/fields/field.ts';
import { parseDate } from '../../domain/lenient.ts';
import type { HuaweiCloudAccount } from './huawei-cloud.wire.ts';

/** What Huawei Cloud says of a member account that has no unified field. */
export interface HuaweiCloudDetails extends AccountDetails {
  readonly __typename: 'HuaweiCloudDetails';
  readonly urn: string | null;
  readonly joinMethod: string | null;
  readonly mobilePhone: string | null;
  readonly intlNumberPrefix: string | null;
}

export function emptyHuaweiCloudDetails(): HuaweiCloudDetails {
  return {
    __typename: 'HuaweiCloudDetails',
    urn: null,
    joinMethod: null,
    mobilePhone: null,
    intlNumberPrefix: null,
  };
}

const field = fieldsOf<HuaweiCloudAccount, HuaweiCloudDetails>();

/** Huawei Cloud's fields, from "Updating an Account": the response's table, and the body's one parameter. */
export const huaweiCloudFields = [
  field({
    name: 'description',
    wireName: 'description',
    from: (wire) => wire.description,
    into: (account, value) => (account.description = value),
    // "If you set the parameter to an empty string, the description is empty. If you set it to NULL, no operations".
    write: { codec: text(), clear: { to: '', confidence: 'DOCUMENTED' } },
  }),
  field({
    name: 'displayName',
    wireName: 'name',
    from: (wire) => wire.name,
    into: (account, value) => (account.displayName = value ?? ''),
  }),
  field({
    name: 'username',
    wireName: 'name',
    // Account names are unique and are what one signs in with; this page only calls it the account's name.
    confidence: 'ASSUMED',
    from: (wire) => wire.name,
    into: (account, value) => (account.username = value),
  }),
  field({
    name: 'email',
    wireName: 'email',
    from: (wire) => wire.email,
    into: (account, value) => (account.email = value),
  }),
  field({
    name: 'phone',
    wireName: 'intl_number_prefix, mobile_phone',
    // Neither field has a documented form.
    confidence: 'ASSUMED',
    read: (account, wire) => (account.phone = toPhone(wire.intl_number_prefix, wire.mobile_phone)),
  }),
  field({
    name: 'status',
    wireName: 'status',
    from: (wire) => wire.status,
    into: (account, value) => {
      account.providerStatus = value;
      account.status = toStatus(value);
    },
  }),
  field({
    name: 'joinedAt',
    wireName: 'joined_at',
    read: (account, wire) => (account.joinedAt = parseDate(wire.joined_at)),
  }),
  field({
    name: 'urn',
    wireName: 'urn',
    from: (wire) => wire.urn,
    into: (account, value) => (account.details.urn = value),
  }),
  field({
    name: 'joinMethod',
    wireName: 'join_method',
    from: (wire) => wire.join_method,
    into: (account, value) => (account.details.joinMethod = value),
  }),
  field({
    name: 'mobilePhone',
    wireName: 'mobile_phone',
    from: (wire) => wire.mobile_phone,
    into: (account, value) => (account.details.mobilePhone = value),
  }),
  field({
    name: 'intlNumberPrefix',
    wireName: 'intl_number_prefix',
    from: (wire) => wire.intl_number_prefix,
    into: (account, value) => (account.details.intlNumberPrefix = value),
  }),
];

/** One number out of two parts, as "+86 13800138000": the prefix is written 86, +86 or 0086 in Huawei Cloud's services. */
function toPhone(prefix: string | null, mobile: string | null): PhoneNumber | null {
  if (mobile === null || mobile.trim() === '') return null;
  if (prefix === null || prefix.trim() === '' || mobile.startsWith('+')) return { raw: mobile };
  const code = /^\+?0*([1-9]\d*)$/.exec(prefix.trim())?.[1];
  return { raw: code === undefined ? `${prefix} ${mobile}` : `+${code} ${mobile}` };
}

const STATUSES: Readonly<Record<string, AccountStatus>> = {
  active: 'ACTIVE',
  suspended: 'SUSPENDED',
  pending_closure: 'CLOSING',
};

// Older copies of the reference and of the vendor's SDK spell them in upper case.
function toStatus(status: string | null): AccountStatus {
  const name = status?.toLowerCase() ?? '';
  return Object.hasOwn(STATUSES, name) ? (STATUSES[name] ?? 'UNKNOWN') : 'UNKNOWN';
}
