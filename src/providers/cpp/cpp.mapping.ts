import type { AccountStatus } from '../../domain/account.ts';
import { ErrorCode } from '../../domain/errors.ts';
import { email, integer, oneOf, text } from '../../domain/fields/codec.ts';
import { fieldsOf, type ClearRule } from '../../domain/fields/field.ts';
import { translateStatus, type Translation, type UnifiedTranslations } from '../../domain/fields/translate-unified.ts';
import type { JsonValue } from '../../domain/json-value.ts';
import { cppRoles, cppStatuses, keyOf, toStatus, toTier, type CppDetails } from './cpp.details.ts';
import { googleEmails, splitGoogleEmails } from './cpp.google-emails.ts';
import type { CppAccount } from './cpp.wire.ts';

// Nothing says how a text is emptied. An empty text can mean nothing else; a null might be taken for "leave it".
const emptied: ClearRule = { to: '', confidence: 'ASSUMED' };
const neverEmpty = (name: string): ClearRule => ({ refused: `${name} has no empty state; set it to a value.` });
const MAX_INT32 = 2 ** 31 - 1;

const field = fieldsOf<CppAccount, CppDetails>();

/** CPP's fields, from UpdateAccountDTO on the page "PUT api/account" and the read model AccountInfoDTO. */
export const cppFields = [
  field({
    name: 'username',
    wireName: 'Username',
    from: (wire) => wire.username,
    into: (account, value) => (account.username = value),
  }),
  field({
    name: 'email',
    wireName: 'Email',
    confidence: 'ASSUMED',
    sideEffect: 'CPP mails a temporary password to the new address.',
    from: (wire) => wire.email,
    into: (account, value) => (account.email = value),
    write: { codec: email(), clear: emptied },
  }),
  field({
    name: 'googleLoginEmails',
    wireName: 'GoogleLoginEmails',
    sensitive: 'PASSWORD',
    confidence: 'ASSUMED',
    // No addresses are null here, so that emptying what is empty is no change.
    from: (wire) => nullIfEmpty(splitGoogleEmails(wire.googleLoginEmails)),
    into: (account, value) => {
      account.alternateEmails = value ?? [];
      account.details.googleLoginEmails = value ?? [];
    },
    write: { codec: googleEmails(), clear: emptied },
  }),
  field({
    name: 'firstName',
    wireName: 'Name',
    confidence: 'ASSUMED',
    from: (wire) => wire.name,
    into: (account, value) => (account.firstName = value),
    write: { codec: text(), clear: emptied },
  }),
  field({
    name: 'lastName',
    wireName: 'Surname',
    confidence: 'ASSUMED',
    from: (wire) => wire.surname,
    into: (account, value) => (account.lastName = value),
    write: { codec: text(), clear: emptied },
  }),
  field({
    name: 'status',
    wireName: 'Status',
    sensitive: 'STATUS',
    from: ({ status }) => keyOf(cppStatuses, status?.name),
    read: (account, { status }) => {
      const [unified, reason] = toStatus(status?.name);
      account.status = unified;
      account.statusReason = reason;
      // The page's name for it, where its number has one: that is what CPP would be told.
      account.providerStatus = status?.name ?? status?.raw ?? null;
      account.details.rawStatus = status?.raw ?? null;
    },
    write: { codec: oneOf(cppStatuses), clear: neverEmpty('status') },
  }),
  field({
    name: 'role',
    wireName: 'Role',
    sensitive: 'ROLES',
    from: ({ role }) => keyOf(cppRoles, role?.name),
    read: (account, { role, organizationName }) => {
      account.details.role = keyOf(cppRoles, role?.name);
      account.details.rawRole = role?.raw ?? null;
      // "User's role within the organization" (the page).
      account.roles =
        role === null ? [] : [{ name: role.name ?? role.raw, scope: organizationName, tier: toTier(role.name) }];
    },
    write: { codec: oneOf(cppRoles), clear: neverEmpty('role') },
  }),
  field({
    name: 'accountId',
    wireName: 'AccountId',
    from: (wire) => wire.accountId,
    into: (account, value) => (account.details.accountId = value),
    // "[1-5000]" and "Must be below 5000": the page leaves 5000 itself open.
    write: { codec: integer(1, 4999), clear: neverEmpty('accountId') },
  }),
  field({
    name: 'translationLanguage',
    wireName: 'TranslationLanguage',
    from: (wire) => wire.translationLanguage,
    into: (account, value) => (account.details.translationLanguage = value),
    write: { codec: integer(0, MAX_INT32), clear: neverEmpty('translationLanguage') },
  }),
  field({
    name: 'locale',
    wireName: 'TranslationLanguage',
    read: (account, wire) => (account.locale = wire.translationLanguage === 0 ? 'hr' : null),
    writtenThrough: { wireName: 'TranslationLanguage', allowedValues: ['hr'] },
  }),
  field({
    name: 'departmentId',
    wireName: 'DepartmentId',
    sensitive: 'ROLES',
    from: (wire) => wire.departmentId,
    into: (account, value) => (account.details.departmentId = value),
    write: {
      codec: integer(0, MAX_INT32),
      clear: { refused: 'departmentId has no empty state. 0 means that the user is not restricted to any department.' },
    },
  }),
  field({
    name: 'departmentName',
    wireName: 'DeparmentName',
    from: (wire) => wire.departmentName,
    into: (account, value) => (account.details.departmentName = value),
  }),
  field({
    name: 'organizationName',
    wireName: 'OrganizationName',
    from: (wire) => wire.organizationName,
    into: (account, value) => (account.details.organizationName = value),
  }),
  field({
    name: 'isEnabled',
    wireName: 'IsEnabled',
    from: (wire) => wire.isEnabled,
    into: (account, value) => (account.details.isEnabled = value),
  }),
];

/** The unified fields that CPP has other words for. */
export function cppUnified(status: AccountStatus | null): UnifiedTranslations {
  return {
    status: translateStatus(status, (value) => ({
      field: 'status',
      value: value === 'ACTIVE' ? 'ENABLED' : 'DISABLED',
    })),
    locale: translateLocale,
  };
}

// 0 is Croatian in the page's examples. The other languages have numbers too, and no page tells them.
function translateLocale(value: JsonValue): Translation {
  if (value === null) {
    const message = 'locale has no empty state; set it to hr.';
    return { problem: { code: ErrorCode.FIELD_NOT_CLEARABLE, field: 'locale', message } };
  }
  if (typeof value === 'string' && value.toLowerCase() === 'hr') return { field: 'translationLanguage', value: 0 };
  const message = 'locale must be hr: CPP documents the number of no other language. updateCppAccount takes numbers.';
  return { problem: { code: ErrorCode.INVALID_VALUE, field: 'locale', message } };
}

function nullIfEmpty(list: readonly string[]): readonly string[] | null {
  return list.length === 0 ? null : list;
}
