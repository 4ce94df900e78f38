import { createHash } from 'node:crypto';

// 128 bits are enough to tell two states of one account apart, and short enough to be pasted.
const LENGTH = 22;

/**
 * A version of a provider's document: the same for the same content, whatever the order of its keys.
 *
 * None of the five providers documents an ETag for accounts, so that what was read is all there is to go by.
 */
export function versionOf(document: unknown): string {
  return createHash('sha256').update(canonicalText(document)).digest('base64url').slice(0, LENGTH);
}

/** JSON with sorted keys; dates as ISO 8601 and 64-bit integers with all digits, each told apart from a text. */
function canonicalText(value: unknown): string {
  if (value instanceof Date) return `Date(${value.toISOString()})`;
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`).join(',')}}`;
}
