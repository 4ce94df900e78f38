import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AccountError } from '../../domain/errors.ts';
import { formatPosition, parsePosition } from './list-position.ts';

describe('a position in the list', () => {
  it('comes back as it went out, in printable ASCII', () => {
    const markers = fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2000 }));
    fc.assert(
      fc.property(markers, fc.nat(9999), (marker, skip) => {
        const position = formatPosition({ marker, skip });
        expect(position).toMatch(/^[\x21-\x7e]+$/);
        expect(parsePosition(position)).toEqual({ marker, skip });
      }),
    );
  });

  it('is the start where there is none', () => {
    expect(parsePosition(null)).toEqual({ marker: null, skip: 0 });
  });

  it.each(['', 'x', '-1', '1.5', '12345', ':m', '0:', '0:%', '0:%zz', '0:ž', '0:a b', 'NaN'])('is not %j', (text) => {
    expect(() => parsePosition(text)).toThrow(AccountError);
    expect(() => parsePosition(text)).toThrow(
      expect.objectContaining({ code: 'INVALID_VALUE', details: { field: 'after' } }),
    );
  });
});
