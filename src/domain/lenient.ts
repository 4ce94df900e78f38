import { parseIsoMoment } from './iso-moment.ts';

/**
 * Readers for what providers answer. They are lenient in form and strict in meaning: "True" is true, "67890" is an id,
 * and what is missing, null or of a type that makes no sense is null, never a guess.
 *
 * Why lenient: the examples on several providers' pages show booleans and numbers as strings while their own field
 * lists type them otherwise (the page of Wasabi's WACM, response example against schema).
 */

export type UnknownObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: not null, not a list. */
export function isObject(value: unknown): value is UnknownObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function parseBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== 'string') return null;
  const word = value.trim().toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : null;
}

/** A whole number that a double holds exactly. */
export function parseInteger(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** A whole number of 32 bits with a sign: what the graph's Int holds, and a .NET server's `int`. */
export function parseInt32(value: unknown): number | null {
  const number = parseInteger(value);
  return number !== null && number >= -(2 ** 31) && number < 2 ** 31 ? number : null;
}

/** A key or id as a string with all of its digits. */
export function parseId(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'number' && Number.isSafeInteger(value) ? value.toString() : null;
}

const MOMENT = /^(\d{4}-\d{2}-(\d{2}))(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** A moment in ISO 8601, or a day, which means its first moment; where no zone is given, UTC is meant. */
export function parseDate(value: unknown): Date | null {
  if (typeof value !== 'string') return null;
  const usual = parseIsoMoment(value);
  if (usual !== null) return new Date(usual);
  const [, day = '', dayOfMonth, time = '00:00', zone = 'Z'] = MOMENT.exec(value) ?? [];
  // The engine takes 30 February for 2 March.
  if (new Date(day).getUTCDate() !== Number(dayOfMonth)) return null;
  return validDate(new Date(`${day}T${time}${zone}`));
}

function validDate(date: Date): Date | null {
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Every item that `parse` can read; what is no list has none. */
export function parseList<Item>(value: unknown, parse: (item: unknown) => Item | null): readonly Item[] {
  if (!Array.isArray(value)) return [];
  return value.map(parse).filter((item) => item !== null);
}
