import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { HttpResponse } from './http-message.ts';

/** Deeper than any provider's document, and shallow enough for every recursion that follows. */
const MAX_DEPTH = 200;

/** Twice a 64-bit number; turning megabytes of digits into a bigint would take seconds. */
const MAX_INTEGER_DIGITS = 40;

/**
 * Parses a provider's JSON without losing digits: an integer that a double cannot hold exactly becomes a bigint, every
 * other value is what `JSON.parse` makes of it. The last of duplicate keys wins, and a `__proto__` key is an ordinary
 * own property.
 *
 * Throws UPSTREAM_MALFORMED for text that is empty, is no JSON, is nested deeper than 200, or holds an integer of
 * more than 40 digits.
 */
export function parseJson(text: string): unknown {
  const value = parseOrRefuse(text);
  // The first parse cannot overflow the stack, because V8 parses without recursion. A reviver would recurse, so it
  // runs only once the depth is known, and only where a number needs its digits back: it costs ten times as much.
  return survey(value, MAX_DEPTH) ? JSON.parse(text, reviveInteger as Reviver) : value;
}

/** Parses the JSON of an answer as {@link parseJson} does; its UPSTREAM_MALFORMED also tells the answer's status. */
export function parseAnswer({ status, text }: Pick<HttpResponse, 'status' | 'text'>): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    throw new AccountError(error.code, error.message, { ...error.details, status });
  }
}

/**
 * Writes JSON as `JSON.stringify` does, except that a bigint is written with all its digits, as a number.
 *
 * Throws INTERNAL for a value that has no JSON form at all, such as `undefined` or a function.
 */
export function stringifyJson(value: unknown): string {
  const text = stringify(value);
  if (text === undefined) throw new AccountError(ErrorCode.INTERNAL, 'A value without a JSON form was to be sent.');
  return text;
}

/** What TypeScript 6 does not declare yet: the reviver's third argument and `JSON.rawJSON`, both in Node 24. */
type Reviver = (this: unknown, key: string, value: unknown) => unknown;
const rawJson = (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON;

function parseOrRefuse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The engine's message quotes the text, so it goes no further.
    throw malformed('The provider answered with something that is not JSON.');
  }
}

/** Refuses a value nested deeper than `room`, and tells whether a number in it has lost, or may have lost, digits. */
function survey(value: unknown, room: number): boolean {
  if (typeof value === 'number') return value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER;
  if (typeof value !== 'object' || value === null) return false;
  if (room === 0) throw malformed('The provider answered with JSON that is nested too deeply.');
  let inexact = false;
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) if (survey(item, room - 1)) inexact = true;
  } else {
    for (const key in value) {
      const item = (value as Readonly<Record<string, unknown>>)[key];
      // Most values are text, and asking here spares a call for each.
      if (typeof item !== 'string' && survey(item, room - 1)) inexact = true;
    }
  }
  return inexact;
}

function reviveInteger(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const { source } = context;
  if (source === undefined || !/^-?\d+$/.test(source)) return value;
  if (source.length > MAX_INTEGER_DIGITS) throw malformed('The provider answered with a number of too many digits.');
  return BigInt(source);
}

function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Most documents hold no bigint, and a replacer costs five times as much: it is used only where it is needed.
    return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? rawJson(item.toString()) : item));
  }
}

function malformed(message: string): AccountError {
  return new AccountError(ErrorCode.UPSTREAM_MALFORMED, message, { dispatched: true });
}
