import { describe, expect, it } from '@jest/globals';
import { Retries } from './retries.ts';

const START = 1_000_000;
const call = { isRead: true, deadlineMs: START + 25_000, signal: undefined };
const once = { call, attempts: 1, retryAfterMs: undefined };

describe('retries', () => {
  it('wait a random time below a bound that doubles', () => {
    const waits = [0, 0.5, 0.999].flatMap((random) => {
      const retries = new Retries({ attempts: 4, percent: 100 }, () => random);
      return [1, 2, 3].map((attempts) => Math.round(retries.waitMs({ ...once, attempts }, START) ?? -1));
    });
    expect(waits).toEqual([0, 0, 0, 100, 200, 400, 200, 400, 799]);
  });

  it('end with the last attempt, and where the wait would outlast the deadline', () => {
    const retries = new Retries({ attempts: 3, percent: 100 }, () => 0.5);
    expect(retries.waitMs({ ...once, attempts: 3 }, START)).toBeUndefined();
    expect(retries.waitMs({ ...once, retryAfterMs: 24_899 }, START)).toBe(24_999);
    expect(retries.waitMs({ ...once, retryAfterMs: 24_900 }, START)).toBeUndefined();
    expect(retries.waitMs(once, START + 24_950)).toBeUndefined();
  });

  it('are at most a fifth of what is sent, and at first four', () => {
    const retries = new Retries({ attempts: 3, percent: 20 }, () => 0);
    let sent = 0;
    let retried = 0;
    const allowed = Array.from({ length: 400 }, () => {
      retries.sent(START);
      sent += 1;
      for (let tries = 0; tries < 9 && retries.waitMs(once, START) !== undefined; tries += 1) {
        retries.sent(START);
        sent += 1;
        retried += 1;
      }
      return sent < 20 || retried / sent <= 0.2;
    });
    expect(allowed).not.toContain(false);
    expect([sent, retried]).toEqual([500, 100]);
  });

  it('forget what is a minute old', () => {
    const retries = new Retries({ attempts: 3, percent: 20 }, () => 0);
    const used = (nowMs: number): number => {
      let count = 0;
      while (count < 9 && retries.waitMs(once, nowMs) !== undefined) count += 1;
      return count;
    };
    const inTime = { ...call, deadlineMs: Infinity };
    expect([START, START + 30_000].map((nowMs) => used(nowMs))).toEqual([4, 0]);
    expect(retries.waitMs({ ...once, call: inTime }, START + 60_000)).toBe(0);
  });
});
