import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseIsoMoment } from './iso-moment.ts';

describe('a moment in ISO 8601', () => {
  it('is what the engine reads, of every day that all months have', () => {
    const date = fc.date({
      noInvalidDate: true,
      min: new Date('0000-01-01'),
      max: new Date('9999-12-28T23:59:59.999Z'),
    });
    fc.assert(
      fc.property(date, (any) => {
        const text = any.toISOString();
        expect(parseIsoMoment(text)).toBe(any.getUTCDate() > 28 ? null : any.getTime());
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['0000-01-01T00:00:00.000Z', -62_167_219_200_000],
    ['0000-02-28T00:00:00.000Z', -62_162_208_000_000],
    ['1970-01-01T00:00:00.000Z', 0],
    ['2000-03-01T00:00:00.001Z', 951_868_800_001],
    ['2024-02-28T23:59:59Z', 1_709_164_799_000],
    ['2100-03-01T23:59:59.999Z', 4_107_628_799_999],
  ])('is right at the edges: %s', (text, ms) => {
    expect(Date.parse(text)).toBe(ms);
    expect(parseIsoMoment(text)).toBe(ms);
  });

  it.each([
    '2024-05-01',
    '2024-05-29T10:00:00.000Z',
    '2024-00-01T10:00:00.000Z',
    '2024-13-01T10:00:00.000Z',
    '2024-05-00T10:00:00.000Z',
    '2024-05-01T24:00:00.000Z',
    '2024-05-01T10:60:00.000Z',
    '2024-05-01T10:00:60.000Z',
    '2024-05-01T10:00:00.00Z',
    '2024-05-01T10:00:00.000+00:00',
    '2024-05-01T10:00:00.000Z ',
    '+002024-05-01T10:00:00.000Z',
  ])('is left to others in any other form: %s', (text) => {
    expect(parseIsoMoment(text)).toBeNull();
  });
});
