import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { safety } from '../../../test/support/safety.ts';
import { SlidingWindow } from './sliding-window.ts';

const START = 1_000_000;

describe('a sliding window', () => {
  it('lets as many go as it says, and the next when the first answer is a window old', () => {
    const window = new SlidingWindow({ requests: 2, perSeconds: 10 });
    window.entered();
    window.entered();
    expect([window.remaining(START), window.readyAtMs(START)]).toEqual([0, Infinity]);
    window.left(true, START + 300);
    expect(window.readyAtMs(START + 300)).toBe(START + 10_301);
    expect(window.readyAtMs(START + 10_300)).toBe(START + 10_301);
    expect([window.readyAtMs(START + 10_301), window.remaining(START + 10_301)]).toEqual([0, 1]);
  });

  it('does not count what the provider never saw', () => {
    const window = new SlidingWindow({ requests: 1, perSeconds: 10 });
    window.entered();
    window.left(false, START);
    expect(window.remaining(START)).toBe(1);
  });

  it('knows when the turn of one can come that has others before it', () => {
    const window = new SlidingWindow({ requests: 2, perSeconds: 1 });
    window.entered();
    window.entered();
    window.left(true, START);
    // A window after the first answer; then after one that is still to come; then after those who go at these times.
    expect([0, 1, 2, 3].map((ahead) => window.earliestMs(START + 500, ahead) - START)).toEqual([
      1_001, 1_501, 2_002, 2_502,
    ]);
  });

  it(safety('rate-limits', '300 random loads: no window at the far end holds more than its limit'), () => {
    const call = fc.record({
      gapMs: fc.integer({ min: 0, max: 400 }),
      tookMs: fc.integer({ min: 0, max: 900 }),
      arrival: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const limits = fc.record({ requests: fc.integer({ min: 1, max: 6 }), perSeconds: fc.constantFrom(0.1, 0.5, 1, 2) });
    fc.assert(
      fc.property(fc.array(call, { minLength: 20, maxLength: 80 }), limits, (calls, limit) => {
        const arrivals = arrivalsOf(calls, new SlidingWindow(limit));
        for (const [index, at] of arrivals.entries()) {
          const inWindow = arrivals.slice(index).filter((other) => other < at + limit.perSeconds * 1_000);
          expect(inWindow.length).toBeLessThanOrEqual(limit.requests);
        }
        expect(arrivals.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

interface Sample {
  readonly gapMs: number;
  readonly tookMs: number;
  readonly arrival: number;
}

/** When requests arrive that each start as soon as they may after the one before; those that may not start yet wait. */
function arrivalsOf(calls: readonly Sample[], window: SlidingWindow): readonly number[] {
  const arrivals: number[] = [];
  let underWay: number[] = [];
  let nowMs = START;
  const settle = (untilMs: number): void => {
    underWay.sort((a, b) => a - b);
    for (const endMs of underWay.filter((end) => end <= untilMs)) window.left(true, endMs);
    underWay = underWay.filter((end) => end > untilMs);
  };
  for (const { gapMs, tookMs, arrival } of calls) {
    nowMs += gapMs;
    settle(nowMs);
    for (let readyMs = window.readyAtMs(nowMs); readyMs !== 0; readyMs = window.readyAtMs(nowMs)) {
      nowMs = Math.min(readyMs, ...underWay);
      settle(nowMs);
    }
    window.entered();
    underWay.push(nowMs + tookMs);
    arrivals.push(nowMs + tookMs * arrival);
  }
  return arrivals.sort((a, b) => a - b);
}
