import type { FieldCapability } from './capability.ts';

// One set for each source: its capabilities never change.
const cache = new WeakMap<readonly FieldCapability[], ReadonlySet<string>>();

/** The account's fields that a provider has a word for, also where they are empty: their null is an answer. */
export function knownFields(capabilities: readonly FieldCapability[]): ReadonlySet<string> {
  let known = cache.get(capabilities);
  if (!known) {
    const answered = capabilities.filter((row) => row.readable && row.toldOnlyIfTrue !== true);
    // The parts of an address ("address.city") make the address known.
    known = new Set(answered.map((row) => row.field.replace(/\..*$/, '')));
    cache.set(capabilities, known);
  }
  return known;
}
