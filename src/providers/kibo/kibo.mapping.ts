import type { AccountStatus } from '../../domain/account.ts';
import { boolean, email, text } from '../../domain/fields/codec.ts';
import { fieldsOf, type ClearRule } from '../../domain/fields/field.ts';
import { translateStatus, type UnifiedTranslations } from '../../domain/fields/translate-unified.ts';
import { isLanguageTag, languageTag, newPassword } from './kibo.codecs.ts';
import { toAccountRole, type KiboDetails } from './kibo.details.ts';
import type { KiboAccount } from './kibo.wire.ts';

// The page types these "string | null" and "boolean | null".
const nullable: ClearRule = { to: null, confidence: 'DOCUMENTED' };
// The page types them so too, and says in prose: "Required properties: EmailAddress, FirstName, LastName, and Password".
const required = (name: string): ClearRule => ({ refused: `Kibo requires ${name}; set it to a value.` });

/** The patch fields that Kibo requires to be there and not empty; an update that leaves them alone keeps them. */
export const requiredKiboFields = ['email', 'firstName', 'lastName'];

const field = fieldsOf<KiboAccount, KiboDetails>();

/** Kibo's fields, from the body and the response of "PUT /platform/adminuser/accounts/{userId}". */
export const kiboFields = [
  field({
    name: 'email',
    wireName: 'emailAddress',
    from: (wire) => wire.emailAddress,
    into: (account, value) => (account.email = value),
    write: { codec: email(), clear: required('email') },
  }),
  field({
    name: 'username',
    wireName: 'userName',
    from: (wire) => wire.userName,
    into: (account, value) => (account.username = value),
    write: { codec: text(), clear: nullable },
  }),
  field({
    name: 'firstName',
    wireName: 'firstName',
    from: (wire) => wire.firstName,
    into: (account, value) => (account.firstName = value),
    write: { codec: text(), clear: required('firstName') },
  }),
  field({
    name: 'lastName',
    wireName: 'lastName',
    from: (wire) => wire.lastName,
    into: (account, value) => (account.lastName = value),
    write: { codec: text(), clear: required('lastName') },
  }),
  field({
    name: 'phone',
    wireName: 'phoneNumber',
    from: (wire) => wire.phoneNumber,
    into: (account, value) => (account.phone = value === null || value === '' ? null : { raw: value }),
    write: { codec: text(), clear: nullable },
  }),
  field({
    name: 'locale',
    wireName: 'localeCode',
    from: (wire) => wire.localeCode,
    into: (account, value) => {
      account.details.localeCode = value;
      account.locale = value !== null && isLanguageTag(value) ? value : null;
    },
    write: { codec: languageTag(), clear: nullable },
  }),
  field({
    name: 'externalId',
    wireName: 'externalId',
    from: (wire) => wire.externalId,
    into: (account, value) => (account.details.externalId = value),
    write: { codec: text(), clear: nullable },
  }),
  field({
    name: 'optInToEmail',
    wireName: 'optInToEmail',
    from: (wire) => wire.optInToEmail,
    into: (account, value) => (account.details.optInToEmail = value),
    write: { codec: boolean(), clear: nullable },
  }),
  field({
    name: 'optInToTextMessage',
    wireName: 'optInToTextMessage',
    from: (wire) => wire.optInToTextMessage,
    into: (account, value) => (account.details.optInToTextMessage = value),
    write: { codec: boolean(), clear: nullable },
  }),
  field({
    name: 'isActive',
    wireName: 'isActive',
    sensitive: 'STATUS',
    from: (wire) => wire.isActive,
    into: (account, value) => (account.details.isActive = value),
    write: { codec: boolean(), clear: { refused: 'isActive has no empty state; set it to true or false.' } },
  }),
  field({
    name: 'status',
    wireName: 'isActive',
    sensitive: 'STATUS',
    read: (account, { isActive }) => {
      account.providerStatus = isActive === null ? null : String(isActive);
      account.status = toStatus(isActive);
    },
    writtenThrough: { wireName: 'isActive', allowedValues: ['ACTIVE', 'DEACTIVATED'] },
  }),
  field({
    name: 'identityProviderId',
    wireName: 'identityProviderId',
    sensitive: 'PASSWORD',
    from: (wire) => wire.identityProviderId,
    into: (account, value) => (account.details.identityProviderId = value),
    write: { codec: text(), clear: nullable },
  }),
  field({
    name: 'sso',
    wireName: 'identityProviderId',
    // The page says nothing of what the id is for. Without one, nothing is known.
    confidence: 'ASSUMED',
    toldOnlyIfTrue: true,
    read: (account, { identityProviderId }) => (account.sso = identityProviderId ? true : null),
  }),
  field({
    name: 'password',
    wireName: 'password',
    sensitive: 'PASSWORD',
    write: {
      codec: newPassword(),
      clear: { refused: 'A password cannot be removed; set it to a new one.' },
      secret: true,
    },
  }),
  field({
    name: 'roles',
    wireName: 'roles',
    read: (account, { roles }) => {
      account.details.roles = roles;
      account.roles = roles.map(toAccountRole).filter((role) => role !== null);
    },
  }),
  field({
    name: 'locked',
    wireName: 'systemData.isLocked',
    read: (account, { systemData }) => {
      account.locked = systemData.isLocked;
      if (systemData.isLocked === true) account.statusReason = 'LOGIN_FAILURES';
    },
  }),
  field({
    name: 'passwordExpired',
    wireName: 'systemData.isPasswordChangeRequired',
    read: (account, { systemData }) => (account.passwordExpired = systemData.isPasswordChangeRequired),
  }),
  field({
    name: 'createdAt',
    wireName: 'systemData.createdOn',
    read: (account, { systemData }) => (account.createdAt = systemData.createdOn),
  }),
  field({
    name: 'updatedAt',
    wireName: 'systemData.updatedOn',
    read: (account, { systemData }) => (account.updatedAt = systemData.updatedOn),
  }),
  field({
    name: 'lastLoginAt',
    wireName: 'systemData.lastLoginOn',
    read: (account, { systemData }) => (account.lastLoginAt = systemData.lastLoginOn),
  }),
  field({
    name: 'lastPasswordChangeOn',
    wireName: 'systemData.lastPasswordChangeOn',
    read: ({ details }, { systemData }) => (details.lastPasswordChangeOn = systemData.lastPasswordChangeOn),
  }),
  field({
    name: 'lastLockedOn',
    wireName: 'systemData.lastLockedOn',
    read: ({ details }, { systemData }) => (details.lastLockedOn = systemData.lastLockedOn),
  }),
  field({
    name: 'failedLoginAttemptCount',
    wireName: 'systemData.failedLoginAttemptCount',
    read: ({ details }, { systemData }) => (details.failedLoginAttemptCount = systemData.failedLoginAttemptCount),
  }),
  field({
    name: 'remainingLoginAttempts',
    wireName: 'systemData.remainingLoginAttempts',
    read: ({ details }, { systemData }) => (details.remainingLoginAttempts = systemData.remainingLoginAttempts),
  }),
  field({
    name: 'firstFailedLoginAttemptOn',
    wireName: 'systemData.firstFailedLoginAttemptOn',
    read: ({ details }, { systemData }) => (details.firstFailedLoginAttemptOn = systemData.firstFailedLoginAttemptOn),
  }),
];

/** The unified fields that Kibo has other words for. */
export function kiboUnified(status: AccountStatus | null): UnifiedTranslations {
  return {
    status: translateStatus(status, (value) => ({ field: 'isActive', value: value === 'ACTIVE' })),
  };
}

function toStatus(isActive: boolean | null): AccountStatus {
  if (isActive === null) return 'UNKNOWN';
  return isActive ? 'ACTIVE' : 'DEACTIVATED';
}
