import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AccountError } from '../domain/errors.ts';
import { parseAnswer, parseJson, stringifyJson } from './json.ts';
import { safety } from '../../test/support/safety.ts';

function refusalOf(text: string): AccountError {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof AccountError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parseJson', () => {
  it.each([
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['9007199254740993', 9007199254740993n],
    ['-9007199254740993', -9007199254740993n],
    ['9223372036854775807', 9223372036854775807n],
    ['18446744073709551615', 18446744073709551615n],
    ['1.5', 1.5],
    ['1e20', 1e20],
    ['0.12345678901234567890', 0.12345678901234568],
    ['12345678901234567890.5', Number('12345678901234567890.5')],
    ['"9007199254740993"', '9007199254740993'],
  ])('reads %s without losing digits', (text, expected) => {
    expect(parseJson(text)).toBe(expected);
    expect(parseJson(`{"a":[{"b":${text}}]}`)).toStrictEqual({ a: [{ b: expected }] });
  });

  it('reads what JSON.parse reads, where no integer is too long', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        fc.pre(!/\d{16}/.test(text));
        expect(parseJson(text)).toStrictEqual(JSON.parse(text));
      }),
    );
  });

  it(safety('int64-ids', 'any 64-bit integer at any place, read with all its digits'), () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }), fc.json(), (id, other) => {
        fc.pre(!/\d{16}/.test(other));
        const [parsed] = parseJson(`[{"id":${id},"other":${other}}]`) as [{ id: bigint | number; other: unknown }];
        expect(BigInt(parsed.id)).toBe(id);
        expect(parsed.other).toStrictEqual(JSON.parse(other));
      }),
    );
  });

  it('leaves the short integers beside a long one alone', () => {
    expect(parseJson('[9007199254740993,1,-1,0,9007199254740991]')).toStrictEqual([
      9007199254740993n,
      ...[1, -1, 0, 9007199254740991],
    ]);
  });

  it.each([
    ['empty text', ''],
    ['only space', ' \n'],
    ['HTML', '<!doctype html><title>canary-4711</title>'],
    ['half a document', '{"secret":"canary-4711'],
    ['a trailing comma', '{"a":1,}'],
    ['NaN', 'NaN'],
    ['201 arrays', '['.repeat(201) + ']'.repeat(201)],
    ['201 objects', '{"a":'.repeat(201) + '1' + '}'.repeat(201)],
    ['100,000 arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['100,000 objects around a long integer', '{"a":'.repeat(100_000) + '9007199254740993' + '}'.repeat(100_000)],
    ['100,000 unclosed arrays', '['.repeat(100_000)],
    ['a million digits', '1'.repeat(1_000_000)],
  ])(safety('hostile-answers', '12 bodies that are no JSON or nested up to 100,000 deep') + ': %s', (_name, text) => {
    const error = refusalOf(text);
    expect(error.code).toBe('UPSTREAM_MALFORMED');
    expect(error.message).not.toContain('canary');
    expect(error.message.length).toBeLessThan(100);
  });

  it('accepts a depth of exactly 200', () => {
    expect(() => parseJson('['.repeat(200) + ']'.repeat(200))).not.toThrow();
  });

  it.each(['{"__proto__":{"polluted":true}}', '{"__proto__":{"polluted":true},"id":9007199254740993}'])(
    safety('hostile-answers', '__proto__ stays an ordinary key') + ': %s',
    (text) => {
      const value = parseJson(text) as object;
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(Object.hasOwn(value, '__proto__')).toBe(true);
      expect('polluted' in value).toBe(false);
      expect('polluted' in {}).toBe(false);
    },
  );

  it('takes the last of duplicate keys', () => {
    expect(parseJson('{"a":1,"a":2}')).toStrictEqual({ a: 2 });
    expect(parseJson('{"a":9007199254740993,"a":9007199254740995}')).toStrictEqual({ a: 9007199254740995n });
  });
});

describe('parseAnswer', () => {
  it('parses an answer, and tells the status of one that makes no sense', () => {
    expect(parseAnswer({ status: 200, text: '{"id":1}' })).toEqual({ id: 1 });
    expect(() => parseAnswer({ status: 201, text: '<html>' })).toThrow(
      expect.objectContaining({ code: 'UPSTREAM_MALFORMED', details: { dispatched: true, status: 201 } }),
    );
  });
});

describe('stringifyJson', () => {
  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(stringifyJson(value)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('writes a bigint with all its digits, beside everything else', () => {
    const when = new Date(0);
    expect(
      stringifyJson({ id: 9007199254740993n, at: when, none: undefined, text: '9007199254740993', list: [1n] }),
    ).toBe('{"id":9007199254740993,"at":"1970-01-01T00:00:00.000Z","text":"9007199254740993","list":[1]}');
  });

  it('gives back what parseJson read, byte for byte', () => {
    const text = '{"id":18446744073709551615,"ids":[9007199254740993,1],"name":"žć"}';
    expect(stringifyJson(parseJson(text))).toBe(text);
  });

  it('refuses a value that has no JSON form', () => {
    expect(() => stringifyJson(undefined)).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  });
});
