import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSameJson, toJsonValue, type JsonValue, type WireValue } from './json-value.ts';

const json = fc.jsonValue() as fc.Arbitrary<JsonValue>;

/** The same with the keys of every object the other way round. */
function turned(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, turned(item)]),
  );
}

describe('two JSON values', () => {
  it.each([
    [null, null],
    ['', ''],
    [0, 0],
    [[], []],
    [{}, {}],
    [
      { a: 1, b: [{ c: null }] },
      { b: [{ c: null }], a: 1 },
    ],
  ])('are the same: %j and %j', (left, right) => {
    expect(isSameJson(left, right)).toBe(true);
  });

  it.each<[JsonValue, JsonValue]>([
    [null, ''],
    [null, false],
    [0, '0'],
    [0, false],
    [[], {}],
    [[], null],
    [{}, null],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [[null], []],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: null }, {}],
    [{ a: null }, { b: null }],
    [{ toString: null }, { b: null }],
  ])('are not the same: %j and %j', (left, right) => {
    expect(isSameJson(left, right)).toBe(false);
    expect(isSameJson(right, left)).toBe(false);
  });

  it('are the same after a trip over the wire, in any order of keys', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(isSameJson(value, turned(value))).toBe(true);
        expect(isSameJson(JSON.parse(JSON.stringify(value)) as JsonValue, value)).toBe(true);
      }),
    );
  });

  it('are the same exactly where their sorted texts are', () => {
    const small = fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<JsonValue>;
    fc.assert(
      fc.property(small, small, (left, right) => {
        expect(isSameJson(left, right)).toBe(canonical(left) === canonical(right));
      }),
    );
  });
});

function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`;
}

describe('a wire value, shown', () => {
  it('is written with all digits of its integers, and the keys in their order', () => {
    const wire: WireValue = {
      small: 5n,
      big: 9007199254740993n,
      list: [-9007199254740993n, [2n]],
      text: '1',
      none: null,
    };
    expect(JSON.stringify(toJsonValue(wire))).toBe(
      '{"small":5,"big":9007199254740993,"list":[-9007199254740993,[2]],"text":"1","none":null}',
    );
  });

  it('has plain numbers where a double holds them', () => {
    const [most, least, over] = [2n ** 53n - 1n, 1n - 2n ** 53n, 2n ** 53n].map(toJsonValue);
    expect([most, least]).toEqual([9007199254740991, -9007199254740991]);
    expect(JSON.stringify(over)).toBe('9007199254740992');
  });

  it('is else what it was', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(toJsonValue(value)).toEqual(value);
      }),
    );
  });

  it('keeps a key of the name __proto__', () => {
    const shown = toJsonValue(JSON.parse('{"__proto__":{"admin":true}}') as WireValue) as object;
    expect(Object.keys(shown)).toEqual(['__proto__']);
    expect('admin' in shown).toBe(false);
  });
});
