import { isEmail, type Codec } from '../../domain/fields/codec.ts';
import { isSameJson, type JsonValue } from '../../domain/json-value.ts';

/** The addresses in a text with commas; blanks around them do not count. */
export function splitGoogleEmails(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

/**
 * "Comma-separated list of Google e-mail addresses that can be used for the login. Each address has to be unique
 * system-wide" (the page): here each is well formed, and unique within the list. The list replaces the one before.
 */
export function googleEmails(): Codec<readonly string[]> {
  return {
    accept(value) {
      const items = textsOf(value);
      const fine = items?.every(isEmail) === true && new Set(items.map(toKey)).size === items.length;
      return items && fine
        ? { ok: true, value: items }
        : { ok: false, expected: 'a list of e-mail addresses, each at most once' };
    },
    toWire: (value) => value.join(','),
    // As a set: nothing says that their order is kept.
    isShown: (sent, seen) => isSameJson(keysOf(sent), keysOf(seen)),
  };
}

function textsOf(value: JsonValue): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const items = value as readonly JsonValue[];
  return items.every((item) => typeof item === 'string') ? items : null;
}

function keysOf(value: JsonValue): readonly string[] {
  return (textsOf(value) ?? []).map(toKey).toSorted();
}

function toKey(address: string): string {
  return address.toLowerCase();
}
