import { describe, expect, it } from '@jest/globals';
import { createRateLimit } from './rate-limit.ts';

describe('a rate limit', () => {
  it('EMU-LIMIT-01 lets a sliding window pass its requests, and tells when the next may pass', () => {
    let nowMs = 0;
    const limit = createRateLimit([{ requests: 2, perSeconds: 10 }], () => nowMs);
    expect(limit.take()).toBeUndefined();
    nowMs = 4_000;
    expect(limit.take()).toBeUndefined();
    nowMs = 4_500;
    expect(limit.take()).toBe(6);
    nowMs = 9_999;
    expect(limit.take()).toBe(1);
    nowMs = 10_000;
    expect(limit.take()).toBeUndefined();
    expect(limit.take()).toBe(4);
    limit.reset();
    expect(limit.take()).toBeUndefined();
  });

  it('EMU-LIMIT-02 holds all of its windows, and none when it has none', () => {
    let nowMs = 0;
    const windows = [
      { requests: 1, perSeconds: 1 },
      { requests: 2, perSeconds: 60 },
    ];
    const limit = createRateLimit(windows, () => nowMs);
    expect([limit.take(), limit.take()]).toEqual([undefined, 1]);
    nowMs = 1_000;
    expect([limit.take(), limit.take()]).toEqual([undefined, 59]);
    const none = createRateLimit([], () => nowMs);
    expect(Array.from({ length: 100 }, () => none.take()).every((wait) => wait === undefined)).toBe(true);
  });
});
