import { isObject, parseBoolean, parseDate, parseId, parseList, parseText } from '../../domain/lenient.ts';

/**
 * The account as Kameleoon's "Update account fields" page shows it in its response, read leniently.
 *
 * `amClientSecret` is dropped here, before anything else can see it.
 */
export interface KameleoonAccount {
  readonly id: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly imageURL: string | null;
  readonly preferredLocale: string | null;
  readonly status: string | null;
  readonly roles: readonly KameleoonRole[];
  readonly solutions: readonly string[];
  readonly teamId: string | null;
  readonly isProductRecoAllowed: boolean | null;
  readonly isPasswordExpired: boolean | null;
  readonly passwordBlocked: boolean | null;
  readonly dateCreated: Date | null;
  readonly amClientId: string | null;
}

/** A role, and where it holds: 64-bit ids of customers and sites. */
export interface KameleoonRole {
  readonly name: string;
  readonly customers: readonly string[];
  readonly sites: readonly string[];
  readonly privileges: readonly string[];
}

/** Reads an account; null where the value is none. */
export function parseKameleoonAccount(value: unknown): KameleoonAccount | null {
  if (!isObject(value)) return null;
  const id = parseId(value.id);
  if (id === null) return null;
  return {
    id,
    email: parseText(value.email),
    firstName: parseText(value.firstName),
    lastName: parseText(value.lastName),
    imageURL: parseText(value.imageURL),
    preferredLocale: parseText(value.preferredLocale),
    status: parseText(value.status),
    roles: parseList(value.roles, parseRole),
    solutions: parseList(value.solutions, parseText),
    teamId: parseId(value.teamId),
    isProductRecoAllowed: parseBoolean(value.isProductRecoAllowed),
    isPasswordExpired: parseBoolean(value.isPasswordExpired),
    passwordBlocked: parseBoolean(value.passwordBlocked),
    dateCreated: parseDate(value.dateCreated),
    amClientId: parseText(value.amClientId),
  };
}

function parseRole(value: unknown): KameleoonRole | null {
  if (!isObject(value)) return null;
  const name = parseText(value.name);
  if (name === null) return null;
  return {
    name,
    customers: parseList(value.customers, parseId),
    sites: parseList(value.sites, parseId),
    privileges: parseList(value.privileges, parseText),
  };
}
