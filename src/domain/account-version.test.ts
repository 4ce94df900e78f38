import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { versionOf } from './account-version.ts';

describe('a version', () => {
  it('is the same for the same content, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
        const reversed = Object.fromEntries(Object.entries(document).reverse());
        expect(versionOf(reversed)).toBe(versionOf(structuredClone(document)));
      }),
    );
  });

  it.each<[string, unknown, unknown]>([
    ['null and absent', { a: null }, {}],
    ['null and an empty text', { a: null }, { a: '' }],
    ['a number and its text', { a: 1 }, { a: '1' }],
    ['a bigint and its number', { a: 9007199254740993n }, { a: 9007199254740992 }],
    ['a date and its text', { a: new Date(0) }, { a: new Date(0).toISOString() }],
    ['the order of a list', [1, 2], [2, 1]],
    ['where one text ends', ['a', 'b'], ['a,b']],
    ['a nested change', { a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 2 }] } }],
  ])('tells apart %s', (_name, left, right) => {
    expect(versionOf(left)).not.toBe(versionOf(right));
  });

  it('takes an absent value as no value', () => {
    expect(versionOf({ a: undefined, b: 1 })).toBe(versionOf({ b: 1 }));
  });

  it('is short and fit for a URL', () => {
    expect(versionOf({})).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});
