import { describe, expect, it } from '@jest/globals';
import { SlowDown } from './slow-down.ts';

const START = 1_000_000;

/** How many go at one moment, of as many as want to. */
function goAt(slowDown: SlowDown, nowMs: number): number {
  let count = 0;
  while (count < 5_000 && slowDown.readyAtMs(nowMs) === 0) {
    slowDown.entered();
    count += 1;
  }
  return count;
}

describe('after a 429', () => {
  it('nobody goes for as long as the provider asked', () => {
    const slowDown = new SlowDown({ pauseMs: 1_000, maxPauseMs: 60_000 });
    slowDown.limited(7_000, START);
    expect([slowDown.readyAtMs(START + 6_999), slowDown.remaining(START + 6_999)]).toEqual([START + 7_000, 0]);
    slowDown.limited(2_000, START + 1_000);
    expect(slowDown.readyAtMs(START + 6_999)).toBe(START + 7_000);
    expect(slowDown.readyAtMs(START + 7_000)).toBe(0);
  });

  it('one goes, and for each that is answered one more; then all again', () => {
    const slowDown = new SlowDown({ pauseMs: 1_000, maxPauseMs: 60_000 });
    slowDown.limited(undefined, START);
    // What was under way when the pause began proves nothing about the time after it.
    slowDown.answered(START + 500);
    const rounds = Array.from({ length: 11 }, () => {
      const count = goAt(slowDown, START + 1_000);
      for (let index = 0; index < count; index += 1) slowDown.left();
      slowDown.answered(START + 1_000);
      return count;
    });
    expect(rounds).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 5_000]);
  });

  it('the pause doubles with the next 429, where no length is told, and is never longer than allowed', () => {
    const slowDown = new SlowDown({ pauseMs: 1_000, maxPauseMs: 3_000 });
    let nowMs = START;
    const pauses = Array.from({ length: 4 }, () => {
      slowDown.limited(undefined, nowMs);
      // One that was under way brings the same news.
      slowDown.limited(undefined, nowMs);
      const pauseMs = slowDown.readyAtMs(nowMs) - nowMs;
      nowMs += pauseMs;
      return pauseMs;
    });
    expect(pauses).toEqual([1_000, 2_000, 3_000, 3_000]);
    slowDown.limited(86_400_000, nowMs);
    expect(slowDown.readyAtMs(nowMs) - nowMs).toBe(3_000);
  });

  it('a longest pause of 0 holds nobody back', () => {
    const slowDown = new SlowDown({ pauseMs: 1_000, maxPauseMs: 0 });
    slowDown.limited(60_000, START);
    expect(goAt(slowDown, START)).toBe(5_000);
  });
});
