/**
 * JSON that keeps 64-bit integers whole. `JSON.parse` reads 9007199254740993 as …992 and `JSON.stringify` refuses
 * bigints; here a number beyond 2^53 is a bigint in memory and a plain JSON number on the wire.
 */

/** In Node 24, not yet in TypeScript's library: text that `JSON.stringify` copies as it stands. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };

/** Any JSON document with an integer that may be too long for a double. */
const LONG_DIGITS = /\d{16}/;

/** Writes a value as JSON text; bigints become JSON numbers. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? rawJSON(member.toString()) : member,
  );
}

/**
 * Reads JSON text; integers beyond 2^53 become bigints.
 *
 * @throws SyntaxError where the text is not JSON.
 */
export function parseJsonText(text: string): unknown {
  return LONG_DIGITS.test(text) ? JSON.parse(text, keepLongIntegers) : JSON.parse(text);
}

function keepLongIntegers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value;
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}
