import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageWindow } from './page-window.ts';

const offsets = fc.oneof(fc.nat(1000), fc.nat(10 ** 9));
const limits = fc.integer({ min: 1, max: 300 });
const maxima = fc.integer({ min: 1, max: 200 });

/** What a page of some size would give, found without any cleverness. */
function takeWith(perPage: number, offset: number, wanted: number): number {
  return Math.min(wanted, perPage - (offset % perPage));
}

describe('the page for a place in a list', () => {
  it.each([
    [
      { offset: 0, limit: 10 },
      { page: 1, perPage: 10, skip: 0, take: 10 },
    ],
    [
      { offset: 10, limit: 10 },
      { page: 2, perPage: 10, skip: 0, take: 10 },
    ],
    [
      { offset: 5, limit: 10 },
      { page: 1, perPage: 15, skip: 5, take: 10 },
    ],
    [
      { offset: 7, limit: 1 },
      { page: 8, perPage: 1, skip: 0, take: 1 },
    ],
    [
      { offset: 0, limit: 500 },
      { page: 1, perPage: 200, skip: 0, take: 200 },
    ],
    [
      { offset: 199, limit: 200 },
      { page: 1, perPage: 200, skip: 199, take: 1 },
    ],
  ])('of %j is %j', ({ offset, limit }, window) => {
    expect(pageWindow(offset, limit, 200)).toEqual(window);
  });

  it('begins at the offset, lies within one page, and is never empty', () => {
    fc.assert(
      fc.property(offsets, limits, maxima, (offset, limit, max) => {
        const { page, perPage, skip, take } = pageWindow(offset, limit, max);
        expect((page - 1) * perPage + skip).toBe(offset);
        expect(page).toBeGreaterThanOrEqual(1);
        expect(perPage).toBeLessThanOrEqual(max);
        expect(skip + take).toBeLessThanOrEqual(perPage);
        expect(take).toBeGreaterThanOrEqual(1);
        expect(take).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('takes as many as any size of page could give, with the smallest that gives them', () => {
    fc.assert(
      fc.property(offsets, limits, maxima, (offset, limit, max) => {
        const wanted = Math.min(limit, max);
        const sizes = Array.from({ length: max - wanted + 1 }, (_none, index) => wanted + index);
        const best = Math.max(...sizes.map((size) => takeWith(size, offset, wanted)));
        const { take, perPage } = pageWindow(offset, limit, max);
        expect(take).toBe(best);
        expect(perPage).toBe(sizes.find((size) => takeWith(size, offset, wanted) === best));
      }),
      { examples: [[5, 2, 3]] },
    );
  });

  it('leads through a list without gaps or repetitions', () => {
    fc.assert(
      fc.property(fc.array(limits, { minLength: 1, maxLength: 30 }), maxima, (reads, max) => {
        let offset = 0;
        for (const limit of reads) {
          const { page, perPage, skip, take } = pageWindow(offset, limit, max);
          expect((page - 1) * perPage + skip).toBe(offset);
          offset += take;
        }
      }),
    );
  });
});
