import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateText } from './date-text.ts';

describe('the JSON of a date', () => {
  it('is what the engine makes of it, over all the time that there is', () => {
    const any = fc.date({ noInvalidDate: true });
    const ofOurTime = fc.date({ noInvalidDate: true, min: new Date('1969-01-01'), max: new Date('2100-01-01') });
    fc.assert(
      fc.property(fc.oneof(any, ofOurTime), (date) => {
        expect(dateText(date)).toBe(JSON.stringify(date));
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    -8.64e15, 8.64e15, -1, 0, 1, 86_399_999, 86_400_000, -86_400_000, -86_400_001, -62_167_219_200_001,
    253_402_300_800_000,
  ])('is right at the edges: %d ms', (ms) => {
    expect(dateText(new Date(ms))).toBe(JSON.stringify(new Date(ms)));
  });
});
