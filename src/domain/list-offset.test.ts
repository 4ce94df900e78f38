import { describe, expect, it } from '@jest/globals';
import { AccountError } from './errors.ts';
import { parseOffset } from './list-offset.ts';

describe('parseOffset', () => {
  it.each([
    [null, 0],
    ['0', 0],
    ['41', 41],
    ['999999999', 999_999_999],
  ])('reads %j as %i', (position, offset) => {
    expect(parseOffset(position)).toBe(offset);
  });

  it.each(['', '-1', '1.5', '1e3', ' 1', '1\n', '9999999999', 'NaN', '٣'])('refuses %j', (position) => {
    expect(() => parseOffset(position)).toThrow(AccountError);
  });
});
