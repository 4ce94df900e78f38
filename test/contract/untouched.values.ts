import * as fc from 'fast-check';
import type { Fields } from '../../src/emulators/shared/emulator.ts';
import type { PatchInput } from './contract.ts';

/** A value as the graph takes it, and what the provider then holds. */
export type Value = readonly [asked: unknown, stored: unknown];

/** A field of a patch: its name, the provider's, and the values to set it to. */
export type Row = readonly [name: string, wire: string, values: fc.Arbitrary<Value>];

/** What a patch names, and what the provider holds of it afterwards. */
export interface Named {
  readonly patch: PatchInput;
  readonly stored: Fields;
}

/** Texts that have broken software, among random ones. */
const SPECIAL = [
  ...['', ' ', ' x ', '0', 'null', 'undefined', 'false', '{}', '"', '\\', '\\u0041', '__proto__', 'constructor'],
  ...['a\u0000b', 'a\r\nb', '\u2028', '\uFEFF', '\u202Eabc', 'e\u0301', 'é', 'İ', 'ß', '𠮷', '👩‍👩‍👧', '王秀英', 'Šarić'],
  ...["O'Neill", '<b>&amp;</b>', '%2e%2e', '${x}', '9007199254740993', '-0', '1e999', 'x'.repeat(4000)],
];

/** Any text that a provider may store: at most 4,000 UTF-16 units. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom(...SPECIAL) },
);

/** Text that is more than blanks. */
export const filled: fc.Arbitrary<string> = text.filter((value) => value.trim() !== '');

/** What may be stored without anybody's consent to its form; half a surrogate pair, too. */
export const storedText: fc.Arbitrary<string | null> = fc.oneof(text, fc.constantFrom(null, '\uD800x', 'x\uDFFF'));

/** An address that nobody else in the batch, and nobody in the seed, has. */
export function address(place: number): fc.Arbitrary<string> {
  const local = fc.stringMatching(/^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~žéı李-]{1,20}$/);
  return local.map((name) => `${name}.${String(place)}@random.example`);
}

/** Values that are stored as they are asked for. */
export function as<Asked>(values: fc.Arbitrary<Asked>): fc.Arbitrary<Value> {
  return values.map((value) => [value, value]);
}

/** The same values, and null, which is stored as this. */
export function orCleared(values: fc.Arbitrary<Value>, stored: unknown): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 4, arbitrary: values }, { weight: 1, arbitrary: fc.constant<Value>([null, stored]) });
}

/** Any of these fields, each as often absent as not. */
export function someOf(rows: readonly Row[]): fc.Arbitrary<Named> {
  const values = Object.fromEntries(rows.map(([name, , value]) => [name, value]));
  return fc.record(values, { requiredKeys: [] }).map((chosen) => {
    const named = rows.flatMap(([name, wire]) => {
      const value = chosen[name];
      return value === undefined ? [] : [{ name, wire, value }];
    });
    return {
      patch: Object.fromEntries(named.map(({ name, value }) => [name, value[0]])),
      stored: Object.fromEntries(named.map(({ wire, value }) => [wire, value[1]])),
    };
  });
}

/** At least one of these fields. */
export function anyOf(rows: readonly Row[]): fc.Arbitrary<Named> {
  return someOf(rows).filter(({ patch }) => Object.keys(patch).length > 0);
}
