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

/**
 * A wire value as the graph can show it. An integer that a double would round is shown as a string of its digits, as
 * ids are everywhere in the graph.
 */
export function toJsonValue(value: WireValue): JsonValue {
  if (typeof value === 'bigint') return isExact(value) ? Number(value) : value.toString();
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
