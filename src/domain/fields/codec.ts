import { isSameJson, type JsonValue, type WireValue } from '../json-value.ts';

/** What a codec says of a caller's value: the value to use, or why it cannot be. */
export type Accepted<Value> =
  | { readonly ok: true; readonly value: Value; /** Said when the value had to change. */ readonly lossy?: string }
  | { readonly ok: false; /** What would be right, completing "… must be". */ readonly expected: string };

/** How one field's value is checked, put on the wire, and recognised when it comes back. */
export interface Codec<Value extends JsonValue = JsonValue> {
  accept(value: JsonValue): Accepted<Value>;
  toWire(value: Value): WireValue;
  /** Whether a provider's answer shows the value that was sent: looser than equality where providers normalise. */
  isShown(sent: JsonValue, seen: JsonValue): boolean;
  /** Closed sets only. */
  readonly allowedValues?: readonly string[];
}

/** Any text, sent as it is. The providers document no lengths, so none is invented here. */
export function text(): Codec<string> {
  return {
    accept: (value) => (typeof value === 'string' ? { ok: true, value } : { ok: false, expected: 'text' }),
    toWire: (value) => value,
    isShown: isSameJson,
  };
}

// The HTML standard's definition of a valid e-mail address, with the length limit of RFC 5321.
const EMAIL =
  /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+@[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)+$/u;
const EMAIL_MAX_LENGTH = 254;

/** Whether a text is one well-formed e-mail address: `name@domain.tld`, at most 254 characters. */
export function isEmail(value: string): boolean {
  return value.length <= EMAIL_MAX_LENGTH && EMAIL.test(value);
}

/** One e-mail address. Providers may answer it in lower case. */
export function email(): Codec<string> {
  return {
    accept: (value) =>
      typeof value === 'string' && isEmail(value)
        ? { ok: true, value }
        : { ok: false, expected: 'one e-mail address of at most 254 characters, such as ana.kovac@example.com' },
    toWire: (value) => value,
    isShown: (sent, seen) =>
      typeof sent === 'string' && typeof seen === 'string' && sent.toLowerCase() === seen.toLowerCase(),
  };
}

export function boolean(): Codec<boolean> {
  return {
    accept: (value) => (typeof value === 'boolean' ? { ok: true, value } : { ok: false, expected: 'true or false' }),
    toWire: (value) => value,
    isShown: isSameJson,
  };
}

/** A whole number of a range, both ends included. */
export function integer(min: number, max: number): Codec<number> {
  return {
    accept: (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
        ? { ok: true, value }
        : { ok: false, expected: `a whole number from ${min} to ${max}` },
    toWire: (value) => value,
    isShown: isSameJson,
  };
}

const MAX_INT64 = 2n ** 63n - 1n;

/** A positive 64-bit id: a string of digits in the graph, a JSON number with all its digits on the wire. */
export function int64Id(): Codec<string> {
  return {
    accept: (value) =>
      typeof value === 'string' && isInt64Id(value)
        ? { ok: true, value }
        : { ok: false, expected: `a whole number from 1 to ${MAX_INT64.toString()}, as a string of digits` },
    toWire: (value) => BigInt(value),
    isShown: isSameJson,
  };
}

/** Whether a text is a positive 64-bit integer in its one canonical spelling. */
export function isInt64Id(value: string): boolean {
  return /^[1-9][0-9]{0,18}$/.test(value) && BigInt(value) <= MAX_INT64;
}

/** One of a closed set, by its name in the graph; `wireNames` says how the provider spells each. */
export function oneOf<Name extends string>(wireNames: Readonly<Record<Name, WireValue>>): Codec<Name> {
  const names = Object.keys(wireNames) as Name[];
  const isName = (value: JsonValue): value is Name => names.some((name) => name === value);
  return {
    accept: (value) => (isName(value) ? { ok: true, value } : { ok: false, expected: `one of ${names.join(', ')}` }),
    toWire: (value) => wireNames[value],
    isShown: isSameJson,
    allowedValues: names,
  };
}
