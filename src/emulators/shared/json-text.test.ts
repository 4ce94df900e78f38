import { describe, expect, it } from '@jest/globals';
import { parseJsonText, toJsonText } from './json-text.ts';

describe('JSON with 64-bit integers', () => {
  it('EMU-JSON-01 writes and reads all digits, and makes bigints only where they are needed', () => {
    const text = '{"a":[9007199254740993,-9223372036854775808,9007199254740991],"b":1,"c":"9007199254740993"}';
    const value = parseJsonText(text);
    expect(value).toEqual({
      a: [9007199254740993n, -9223372036854775808n, 9007199254740991],
      b: 1,
      c: '9007199254740993',
    });
    expect(toJsonText(value)).toBe(text);
  });

  it('EMU-JSON-02 leaves fractions and exponents alone, and refuses what is not JSON', () => {
    expect(parseJsonText('[1e400,0.12345678901234567890,1e20]')).toEqual([Infinity, 0.12345678901234568, 1e20]);
    expect(() => parseJsonText('{1234567890123456')).toThrow(SyntaxError);
  });
});
