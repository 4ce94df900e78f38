import { isObject, parseBoolean, parseInt32, parseText } from '../../domain/lenient.ts';
import { parseEnum, roleNames, statusNames, type CppEnumNumbers, type CppEnumValue } from './cpp.enums.ts';

/**
 * An account as the read model of `GET api/account/users` shows it (help page of AccountInfoDTO), read leniently. The
 * ten fields of the page "PUT api/account" are among its fields.
 */
export interface CppAccount {
  /** As the server spells it: short or with its domain. */
  readonly username: string;
  readonly email: string | null;
  /** One text, with commas. */
  readonly googleLoginEmails: string | null;
  readonly name: string | null;
  readonly surname: string | null;
  readonly status: CppEnumValue | null;
  readonly role: CppEnumValue | null;
  readonly accountId: number | null;
  readonly translationLanguage: number | null;
  /** 0: not restricted to any department. */
  readonly departmentId: number | null;
  readonly departmentName: string | null;
  readonly organizationName: string | null;
  readonly isEnabled: boolean | null;
}

/** Reads an account; null where the value is none. */
export function parseCppAccount(value: unknown, numbers: CppEnumNumbers): CppAccount | null {
  const username = usernameOf(value);
  if (!isObject(value) || username === null) return null;
  const isEnabled = parseBoolean(value.IsEnabled);
  return {
    username,
    email: parseText(value.Email),
    googleLoginEmails: parseText(value.GoogleLoginEmails),
    name: parseText(value.Name),
    surname: parseText(value.Surname),
    status: toCredible(parseEnum(value.Status, statusNames, numbers.statusNumbers), isEnabled),
    role: parseEnum(value.Role, roleNames, numbers.roleNumbers),
    accountId: parseInt32(value.AccountId),
    translationLanguage: parseLanguage(value.TranslationLanguage),
    departmentId: parseInt32(value.DepartmentId),
    // The typing error is on the wire.
    departmentName: parseText(value.DeparmentName),
    organizationName: parseText(value.OrganizationName),
    isEnabled,
  };
}

/**
 * IsEnabled tells whether the assumed numbers can be right. Where it says the contrary, the number stands for nothing
 * that is known: an update would otherwise write a wrong status over a right one.
 */
function toCredible(status: CppEnumValue | null, isEnabled: boolean | null): CppEnumValue | null {
  if (status?.isAssumed !== true) return status;
  const { name } = status;
  const contrary = (name === 'Enabled' && isEnabled === false) || (name === 'Disabled' && isEnabled === true);
  return contrary ? { ...status, name: null } : status;
}

/** The user name of a row of the list, whatever else the row holds. */
export function usernameOf(row: unknown): string | null {
  return isObject(row) ? parseText(row.Username) : null;
}

// The page's JSON example has 0 where its XML example has Croatian; no other value is known by name.
function parseLanguage(value: unknown): number | null {
  return value === 'Croatian' ? 0 : parseInt32(value);
}
