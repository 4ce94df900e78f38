import { describe, expect, it } from '@jest/globals';
import { parseRetryAfter } from './retry-after.ts';

const now = Date.UTC(1994, 10, 6, 8, 49, 0);

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['60', 60],
    [' 60 ', 60],
    ['99999999999999999999', 2_147_483],
    ['9'.repeat(400), 2_147_483],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 37],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 37],
    ['Sun Nov  6 08:49:37 1994', 37],
    ['Sun, 06 Nov 1994 08:48:00 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 2_147_483],
  ])('reads %j as %d seconds', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });

  it('rounds a part of a second up, so that nobody comes early', () => {
    expect(parseRetryAfter('Sun, 06 Nov 1994 08:49:37 GMT', now + 1)).toBe(37);
  });

  it.each([
    undefined,
    '',
    '-5',
    '1.5',
    '1e3',
    'soon',
    '60, 120',
    '2030-01-01',
    'Sun, 99 Nov 1994 08:49:37 GMT',
    '0x10',
  ])('knows nothing of %j', (header) => {
    expect(parseRetryAfter(header, now)).toBeUndefined();
  });
});
