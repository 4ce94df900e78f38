import type { WireObject } from '../../domain/json-value.ts';
import {
  isObject,
  parseBoolean,
  parseDate,
  parseId,
  parseInt32,
  parseList,
  parseText,
  type UnknownObject,
} from '../../domain/lenient.ts';

/**
 * The admin user as the page "PUT /platform/adminuser/accounts/{userId}" shows it, read leniently.
 *
 * `password`, which the page also lists in its response, is dropped here, before anything else can see it.
 */
export interface KiboAccount {
  readonly id: string;
  readonly emailAddress: string | null;
  readonly userName: string | null;
  readonly phoneNumber: string | null;
  readonly externalId: string | null;
  readonly localeCode: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly optInToEmail: boolean | null;
  readonly optInToTextMessage: boolean | null;
  readonly systemData: KiboSystemData;
  readonly roles: readonly KiboRole[];
  /** Null only where the answer breaks its own form: the page does not type it nullable. */
  readonly isActive: boolean | null;
  readonly identityProviderId: string | null;
  /** The document as it came, unknown fields and all digits included, without the password: the base of an update. */
  readonly document: WireObject;
}

/** What Kibo keeps of a user's sign-ins by itself. */
export interface KiboSystemData {
  readonly isPasswordChangeRequired: boolean | null;
  readonly lastPasswordChangeOn: Date | null;
  readonly isLocked: boolean | null;
  readonly lastLockedOn: Date | null;
  readonly failedLoginAttemptCount: number | null;
  readonly remainingLoginAttempts: number | null;
  readonly firstFailedLoginAttemptOn: Date | null;
  readonly lastLoginOn: Date | null;
  readonly createdOn: Date | null;
  readonly updatedOn: Date | null;
}

/** A role, where it holds, and who gave it. Ids are texts, so that no digit is lost. */
export interface KiboRole {
  readonly userId: string | null;
  readonly assignedInScope: KiboScope | null;
  readonly roleId: string | null;
  readonly roleName: string | null;
  readonly roleResources: readonly KiboRoleResource[];
  readonly roleTags: readonly string[];
  readonly auditInfo: KiboAuditInfo | null;
}

export interface KiboScope {
  readonly type: string | null;
  readonly id: string | null;
  readonly name: string | null;
}

export interface KiboRoleResource {
  readonly type: string | null;
  readonly id: string | null;
}

export interface KiboAuditInfo {
  readonly updateDate: Date | null;
  readonly createDate: Date | null;
  readonly updateBy: string | null;
  readonly createBy: string | null;
}

/**
 * Reads a user; null where the value is none. The page lets the id be null too, but an object without it may be anything,
 * and a PUT that is built on it would erase the user.
 */
export function parseKiboAccount(value: unknown): KiboAccount | null {
  if (!isObject(value)) return null;
  const id = parseId(value.id);
  if (id === null) return null;
  return {
    id,
    emailAddress: parseText(value.emailAddress),
    userName: parseText(value.userName),
    phoneNumber: parseText(value.phoneNumber),
    externalId: parseText(value.externalId),
    localeCode: parseText(value.localeCode),
    firstName: parseText(value.firstName),
    lastName: parseText(value.lastName),
    optInToEmail: parseBoolean(value.optInToEmail),
    optInToTextMessage: parseBoolean(value.optInToTextMessage),
    systemData: parseSystemData(isObject(value.systemData) ? value.systemData : {}),
    roles: parseList(value.roles, parseRole),
    isActive: parseBoolean(value.isActive),
    identityProviderId: parseText(value.identityProviderId),
    document: withoutPassword(value),
  };
}

const PASSWORD = 'password';

function withoutPassword(value: UnknownObject): WireObject {
  // Kibo does not send it, as far as anybody knows: then there is nothing to copy.
  if (!hasPassword(value)) return value as WireObject;
  const kept = Object.entries(value).filter(([name]) => !isPassword(name));
  // It was parsed from JSON, so that everything in it has a JSON form.
  return Object.fromEntries(kept) as WireObject;
}

function hasPassword(value: UnknownObject): boolean {
  // What comes from JSON has names of its own only, and no list of them has to be made.
  for (const name in value) if (isPassword(name)) return true;
  return false;
}

function isPassword(name: string): boolean {
  return name.length === PASSWORD.length && name.toLowerCase() === PASSWORD;
}

function parseSystemData(value: UnknownObject): KiboSystemData {
  return {
    isPasswordChangeRequired: parseBoolean(value.isPasswordChangeRequired),
    lastPasswordChangeOn: parseDate(value.lastPasswordChangeOn),
    isLocked: parseBoolean(value.isLocked),
    lastLockedOn: parseDate(value.lastLockedOn),
    failedLoginAttemptCount: parseInt32(value.failedLoginAttemptCount),
    remainingLoginAttempts: parseInt32(value.remainingLoginAttempts),
    firstFailedLoginAttemptOn: parseDate(value.firstFailedLoginAttemptOn),
    lastLoginOn: parseDate(value.lastLoginOn),
    createdOn: parseDate(value.createdOn),
    updatedOn: parseDate(value.updatedOn),
  };
}

function parseRole(value: unknown): KiboRole | null {
  if (!isObject(value)) return null;
  return {
    userId: parseText(value.userId),
    assignedInScope: parseScope(value.assignedInScope),
    roleId: parseId(value.roleId),
    roleName: parseText(value.roleName),
    roleResources: parseList(value.roleResources, parseRoleResource),
    roleTags: parseList(value.roleTags, parseText),
    auditInfo: parseAuditInfo(value.auditInfo),
  };
}

function parseScope(value: unknown): KiboScope | null {
  if (!isObject(value)) return null;
  return { type: parseText(value.type), id: parseId(value.id), name: parseText(value.name) };
}

function parseRoleResource(value: unknown): KiboRoleResource | null {
  return isObject(value) ? { type: parseText(value.type), id: parseId(value.id) } : null;
}

function parseAuditInfo(value: unknown): KiboAuditInfo | null {
  if (!isObject(value)) return null;
  return {
    updateDate: parseDate(value.updateDate),
    createDate: parseDate(value.createDate),
    updateBy: parseText(value.updateBy),
    createBy: parseText(value.createBy),
  };
}
