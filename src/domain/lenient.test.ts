import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isObject,
  parseBoolean,
  parseDate,
  parseId,
  parseInt32,
  parseInteger,
  parseList,
  parseText,
} from './lenient.ts';
import { safety } from '../../test/support/safety.ts';

describe('an object', () => {
  it.each([{}, { a: 1 }, Object.create(null) as object])('is %j', (value) => {
    expect(isObject(value)).toBe(true);
  });

  it.each([null, undefined, [], 'x', 5, 5n, true])('is not %p', (value) => {
    expect(isObject(value)).toBe(false);
  });
});

describe('a text', () => {
  it('is a string as it stands, and nothing else', () => {
    expect(['', ' x '].map(parseText)).toEqual(['', ' x ']);
    expect([null, undefined, 5, true, {}, ['x']].map(parseText)).toEqual([null, null, null, null, null, null]);
  });
});

describe('a boolean', () => {
  it.each([true, 'True', 'true', ' TRUE ', 1, '1'])('is true in %p', (value) => {
    expect(parseBoolean(value)).toBe(true);
  });

  it.each([false, 'False', 'false', 'FALSE', 0, '0'])(
    `${safety('booleans', '6 spellings of false, all read as false')}: %p`,
    (value) => {
      expect(parseBoolean(value)).toBe(false);
    },
  );

  it.each([null, undefined, '', 'yes', 'no', 'truee', 2, -1, 1n, NaN, {}, [], [true]])('is not told by %p', (value) => {
    expect(parseBoolean(value)).toBeNull();
  });
});

describe('a whole number', () => {
  it('is read out of numbers and digits', () => {
    expect([0, -5, '17', ' 17 ', '-17', '007'].map(parseInteger)).toEqual([0, -5, 17, 17, -17, 7]);
    expect([Number.MAX_SAFE_INTEGER, String(Number.MAX_SAFE_INTEGER)].map(parseInteger)).toEqual([
      9007199254740991, 9007199254740991,
    ]);
  });

  it.each([
    1.5,
    '1.5',
    1e21,
    '9007199254740993',
    9007199254740993n,
    2 ** 53,
    NaN,
    Infinity,
    '',
    ' ',
    '1e3',
    '0x1',
    '+1',
    true,
    null,
  ])('is not %p', (value) => {
    expect(parseInteger(value)).toBeNull();
  });

  it('of 32 bits ends where they end', () => {
    expect([2147483647, -2147483648, '5'].map(parseInt32)).toEqual([2147483647, -2147483648, 5]);
    expect([2147483648, -2147483649, 1.5, null].map(parseInt32)).toEqual([null, null, null, null]);
  });
});

describe('an id', () => {
  it('keeps its digits, whatever carries them', () => {
    expect([67890, '67890', 9007199254740993n, 'a-b', 0].map(parseId)).toEqual([
      '67890',
      '67890',
      '9007199254740993',
      'a-b',
      '0',
    ]);
  });

  it.each(['', 2 ** 53, 1e21, 1.5, NaN, true, null, undefined, {}, ['1']])('is not %p', (value) => {
    expect(parseId(value)).toBeNull();
  });
});

describe('a moment', () => {
  const moment = '2023-12-19T09:35:47.000Z';
  it.each([
    ['2023-12-19T09:35:47Z', moment],
    ['2023-12-19T09:35:47z', moment],
    ['2023-12-19T09:35:47.000+00:00', moment],
    ['2023-12-19T11:35:47+0200', moment],
    ['2023-12-19T04:35:47-05:00', moment],
    ['2023-12-19T09:35:47', moment],
    ['2023-12-19 09:35:47', moment],
    ['2023-12-19 09:35:47.0000000+00:00', moment],
    ['2023-12-19T09:35', '2023-12-19T09:35:00.000Z'],
    ['2023-12-19', '2023-12-19T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('is read out of %j', (text, expected) => {
    expect(parseDate(text)?.toISOString()).toBe(expected);
  });

  it.each([
    ...['', 'yesterday', '2023', '2023-12', '2023-12-1', '19.12.2023', '12/19/2023', '2023-12-19T', '2023-12-19T9:35Z'],
    ...['2023-02-30', '2023-02-29T00:00:00Z', '2023-13-01', '2023-00-10', '2023-12-00', '2023-12-19T25:00Z'],
    ...['2023-12-19T09:61Z', '2023-12-19 (x)', '2023-12-19Z', '2023-12-19T09:35:47 PST', ' 2023-12-19', '2023-12-19\n'],
    ...[1702978547, 1702978547000, null, undefined, {}, new Date(0)],
  ])('is not %p', (value) => {
    expect(parseDate(value)).toBeNull();
  });

  it('comes back as it was written', () => {
    const dates = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseDate(date.toISOString())).toEqual(date);
      }),
    );
  });

  it('is never told by chance', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^\d{4}-\d{2}-\d{2}/.test(text));
        expect(parseDate(text)).toBeNull();
      }),
    );
  });
});

describe('a list', () => {
  it('has the items that can be read', () => {
    expect(parseList(['a', 5, 'b', null], parseText)).toEqual(['a', 'b']);
    expect(parseList([false, 'x', 'True'], parseBoolean)).toEqual([false, true]);
  });

  it.each([null, undefined, 'ab', { length: 1, 0: 'a' }, 5])('is empty in %p', (value) => {
    expect(parseList(value, parseText)).toEqual([]);
  });
});
