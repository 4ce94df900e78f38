import { types } from 'node:util';

/**
 * Values as the store and the cache keep them: JSON text that gives back every value as it was, also what JSON has no word for.
 *
 * A Date is `{"$date": "…"}`, a bigint `{"$bigint": "…"}`, a number that JSON would lose (NaN, Infinity, -0)
 * `{"$number": "…"}`. An object that looks like one of these is wrapped as `{"$object": {…}}`.
 */
const TAGS: ReadonlySet<string> = new Set(['$date', '$bigint', '$number', '$object']);
const MAX_DEPTH = 200;

type Tagged = string | number | boolean | null | Tagged[] | { [key: string]: Tagged };

/**
 * The text to keep of a value made of plain objects, lists, text, numbers, bigints, booleans, Dates and null. A key
 * whose value is `undefined` is absent.
 *
 * @throws TypeError for anything else. That is on purpose for a `Secret`, which must never be kept in any form, and for
 * `undefined` in a list, which would come back as null.
 */
export function toStored(value: unknown): string {
  return JSON.stringify(tag(value, 0));
}

/**
 * The value that `toStored` was given.
 * @throws SyntaxError or TypeError for a text that `toStored` did not make.
 */
export function fromStored(text: string): unknown {
  return untag(JSON.parse(text) as Tagged);
}

function tag(value: unknown, depth: number): Tagged {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $number: Object.is(value, -0) ? '-0' : `${value}` };
    case 'bigint':
      return { $bigint: value.toString() };
    case 'object':
      return value === null ? null : tagObject(value, depth);
    case 'function':
    case 'symbol':
    case 'undefined':
      throw new TypeError(`A value of type ${typeof value} cannot be stored.`);
  }
}

function tagObject(value: object, depth: number): Tagged {
  if (depth >= MAX_DEPTH) throw new TypeError('A value this deep, or one that holds itself, cannot be stored.');
  if (types.isDate(value)) return { $date: Number.isNaN(value.getTime()) ? null : value.toISOString() };
  if (Array.isArray(value)) return value.map((item: unknown) => tag(item, depth + 1));
  if (!isPlain(value)) throw new TypeError('An instance of a class cannot be stored.');
  const entries: [string, Tagged][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) entries.push([key, tag(item, depth + 1)]);
  }
  // fromEntries defines properties, so that a "__proto__" key stays a key.
  const tagged = Object.fromEntries(entries);
  return isTagged(entries) ? { $object: tagged } : tagged;
}

// The prototype of another realm's plain object is not our Object.prototype, but has none above it either.
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null);
}

function isTagged(entries: readonly [string, Tagged][]): boolean {
  const [first] = entries;
  return entries.length === 1 && first !== undefined && TAGS.has(first[0]);
}

function untag(value: Tagged): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(untag);
  const entries = Object.entries(value);
  const [first] = entries;
  if (first !== undefined && isTagged(entries)) return untagOne(first[0], first[1]);
  return untagEntries(entries);
}

function untagEntries(entries: readonly [string, Tagged][]): unknown {
  return Object.fromEntries(entries.map(([key, item]) => [key, untag(item)]));
}

function untagOne(name: string, content: Tagged): unknown {
  if (name === '$object' && typeof content === 'object' && content !== null)
    return untagEntries(Object.entries(content));
  if (name === '$date' && content === null) return new Date(NaN);
  if (typeof content !== 'string') throw new TypeError('This text does not hold a stored value.');
  if (name === '$date') return new Date(content);
  return name === '$bigint' ? BigInt(content) : Number(content);
}
