import { parseInt32, parseText } from '../../domain/lenient.ts';

/** In the page's order. */
export const statusNames = ['Enabled', 'Disabled', 'Expired', 'NotPaid'] as const;
/** In the page's order. */
export const roleNames = ['SystemAdmin', 'OrganizationAdmin', 'User', 'LightUser'] as const;
export type CppStatusName = (typeof statusNames)[number];
export type CppRoleName = (typeof roleNames)[number];

/** Which number stands for which name in answers. */
export type EnumNumbers<Name extends string> = Readonly<Record<Name, number>>;

/** How an answer's Status and Role are read. What the configuration does not say is assumed: the page's order, from 0. */
export interface CppEnumNumbers {
  readonly statusNumbers?: EnumNumbers<CppStatusName> | undefined;
  readonly roleNumbers?: EnumNumbers<CppRoleName> | undefined;
}

/** A value of an enumeration as it came, and the name that it stands for. */
export interface CppEnumValue {
  /** A name, or the digits of a number. */
  readonly raw: string;
  /** What to write it back as; null for a number that stands for nothing. A name that the page does not list is kept. */
  readonly name: string | null;
  /** Whether `name` rests on the assumed order of the numbers. */
  readonly isAssumed: boolean;
}

/**
 * Reads an enumeration: the page's names, in any case, or numbers. Null: there is no value.
 *
 * The page's request holds names, and the read model may hold numbers: the framework writes enumerations as numbers
 * unless told otherwise, the page's own TranslationLanguage is one, and the list's filter by status takes one.
 */
export function parseEnum(
  value: unknown,
  names: readonly string[],
  configured: Readonly<Record<string, number>> | undefined,
): CppEnumValue | null {
  const number = parseInt32(value);
  if (number !== null) {
    const name = configured ? names.find((each) => configured[each] === number) : names[number];
    return { raw: String(number), name: name ?? null, isAssumed: configured === undefined };
  }
  const raw = parseText(value);
  if (raw === null || raw.trim() === '') return null;
  const known = names.find((name) => name.toLowerCase() === raw.trim().toLowerCase());
  return { raw, name: known ?? raw, isAssumed: false };
}
