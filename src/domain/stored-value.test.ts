import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Secret } from '../domain/secret.ts';
import { fromStored, toStored } from './stored-value.ts';

const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
);
const key = fc.oneof(
  fc.string(),
  fc.constantFrom('$date', '$bigint', '$number', '$object', '__proto__', 'constructor'),
);
const { value: storable } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries) as Record<string, unknown>),
  ),
}));

describe('toStored and fromStored', () => {
  it('give back every value as it was', () => {
    fc.assert(
      fc.property(storable, (value) => {
        // Not toStrictEqual, which reads an own key "constructor" as the value's class.
        expect(isDeepStrictEqual(fromStored(toStored(value)), value)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['a date', new Date('2025-01-02T03:04:05.678Z'), '{"$date":"2025-01-02T03:04:05.678Z"}'],
    ['an id beyond a double', 9007199254740993n, '{"$bigint":"9007199254740993"}'],
    ['a negative zero', -0, '{"$number":"-0"}'],
    ['an object that looks like a tag', { $date: 'x' }, '{"$object":{"$date":"x"}}'],
    ['an object with a tag and more', { $date: 'x', a: 1 }, '{"$date":"x","a":1}'],
    ['null and text', { cleared: null, empty: '' }, '{"cleared":null,"empty":""}'],
    ['a NUL character', 'a\0b', '"a\\u0000b"'],
    ['half a surrogate pair', '\ud800', '"\\ud800"'],
  ])('keep %s', (_name, value, text) => {
    expect(toStored(value)).toBe(text);
    expect(fromStored(text)).toStrictEqual(value);
  });

  it('keep an invalid date', () => {
    expect(toStored(new Date(NaN))).toBe('{"$date":null}');
    expect(fromStored('{"$date":null}')).toBeInstanceOf(Date);
    expect(String(fromStored('{"$date":null}'))).toBe('Invalid Date');
  });

  it('leave out a key whose value is undefined', () => {
    expect(fromStored(toStored({ a: undefined, b: null }))).toStrictEqual({ b: null });
  });

  it('keep a "__proto__" key a key', () => {
    const value = JSON.parse('{"__proto__":{"polluted":true}}') as object;
    const back = fromStored(toStored(value)) as object;
    expect(Object.keys(back)).toEqual(['__proto__']);
    expect('polluted' in back).toBe(false);
  });

  const circular: Record<string, unknown> = {};
  circular.self = circular;
  it.each([
    ['a secret', { password: new Secret('canary-7731') }],
    ['undefined in a list', [undefined]],
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a map', new Map()],
    ['an error', new Error('canary-7731')],
    ['a value that holds itself', circular],
  ])('refuse %s, without repeating it', (_name, value) => {
    const storing = () => toStored(value);
    expect(storing).toThrow(TypeError);
    expect(storing).not.toThrow(/canary/);
  });

  it.each(['', '{', '{"$bigint":"x"}', '{"$date":1}', '{"$object":null}'])('refuse the text %p', (text) => {
    expect(() => fromStored(text)).toThrow();
  });
});
