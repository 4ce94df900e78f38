import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerBody } from './answer-body.ts';

describe('the body of an answer', () => {
  it('is its text where that is short', () => {
    expect(answerBody('{"data":null}')).toBe('{"data":null}');
  });

  it('is its text in UTF-8 where that is long, whatever letters there are', () => {
    const letters = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme-ascii' }),
      fc.constant('Kovač 🦊'),
    );
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1 }), (parts) => {
        const text = JSON.stringify(parts).repeat(4_096);
        const body = answerBody(text);
        expect(Buffer.isBuffer(body) && body.equals(Buffer.from(text, 'utf8'))).toBe(true);
      }),
    );
  });
});
