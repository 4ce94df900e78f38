/** What the `JSON` scalar of the graph can carry. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** What goes onto a wire: JSON, with `bigint` for integers that a double would round. */
export type WireValue = string | number | bigint | boolean | null | readonly WireValue[] | WireObject;
export interface WireObject {
  readonly [key: string]: WireValue;
}

/** In Node 24, not yet in TypeScript's library: a number that `JSON.stringify` writes as it stands. */
const { rawJSON } = JSON as unknown as { rawJSON: (digits: string) => { readonly rawJSON: string } };

/**
 * A wire value as an answer carries it: written as JSON it is the very text that goes onto the wire. An integer that a
 * double would round is a `JSON.rawJSON` of its digits, so that what comes out is to be written, not to be looked into.
 */
export function toJsonValue(value: WireValue): JsonValue {
  if (typeof value === 'bigint') return isExact(value) ? Number(value) : rawJSON(value.toString());
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(toJsonValue);
  // fromEntries defines properties, so that a "__proto__" key stays a key.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJsonValue(item)]));
}

function isExact(value: bigint): boolean {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
}

/** Whether two JSON values say the same: the order of keys does not count, the order of a list does. */
export function isSameJson(left: JsonValue, right: JsonValue): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (isList(left) || isList(right)) {
    if (!isList(left) || !isList(right) || left.length !== right.length) return false;
    return left.every((item, index) => isSameJson(item, right[index] ?? null));
  }
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && isSameJson(left[key] ?? null, right[key] ?? null));
}

// Array.isArray does not narrow readonly arrays out of a union by itself.
function isList<Item>(value: object | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}
