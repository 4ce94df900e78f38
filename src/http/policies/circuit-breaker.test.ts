import { beforeEach, describe, expect, it } from '@jest/globals';
import { CircuitBreaker } from './circuit-breaker.ts';

const START = 1_000_000;

describe('a circuit breaker', () => {
  let breaker: CircuitBreaker;
  beforeEach(() => {
    breaker = new CircuitBreaker({ failures: 3, ofCalls: 5, pauseMs: 1_000, maxPauseMs: 3_000 });
  });

  /** + for a success, - for a failure. */
  const meet = (ends: string, nowMs = START): void => {
    for (const end of ends) {
      if (end === '+') breaker.succeeded(false);
      else breaker.failed(false, nowMs);
    }
  };

  it.each([
    ['--', true],
    ['---', false],
    ['-+-+-', false],
    ['-+-++-', true],
    ['++++++++++---', false],
    ['--+++--', true],
    ['--+++++++--', true],
  ])('after %s is closed: %s', (ends, isClosed) => {
    meet(ends);
    expect(breaker.isClosed).toBe(isClosed);
  });

  it('lets nobody through for its pause, then one, and closes when that one goes well', () => {
    meet('---');
    expect(breaker.retryAtMs(START + 10)).toBe(START + 1_000);
    expect(breaker.admit(START + 999)).toBe('REFUSED');
    expect([breaker.admit(START + 1_000), breaker.admit(START + 1_000)]).toEqual(['PROBE', 'REFUSED']);
    breaker.succeeded(true);
    expect([breaker.admit(START + 1_000), breaker.retryAtMs(START + 1_000)]).toEqual(['PASS', 0]);
    meet('--', START + 1_000);
    expect(breaker.isClosed).toBe(true);
  });

  it('pauses twice as long after each probe that fails, up to its longest', () => {
    meet('---');
    let nowMs = START;
    const pauses = [1, 2, 3, 4].map(() => {
      const pauseMs = breaker.retryAtMs(nowMs) - nowMs;
      nowMs += pauseMs;
      expect(breaker.admit(nowMs)).toBe('PROBE');
      breaker.failed(true, nowMs);
      return pauseMs;
    });
    expect(pauses).toEqual([1_000, 2_000, 3_000, 3_000]);
  });

  it('lets the next one probe at once where a probe taught nothing', () => {
    meet('---');
    breaker.admit(START + 1_000);
    breaker.learnedNothing(true, START + 1_500);
    expect(breaker.admit(START + 1_500)).toBe('PROBE');
  });

  it('does not listen to those who were let through before it opened', () => {
    meet('---');
    breaker.succeeded(false);
    meet('-', START + 500);
    expect(breaker.retryAtMs(START)).toBe(START + 1_000);
    breaker.admit(START + 1_000);
    breaker.succeeded(false);
    breaker.learnedNothing(false, START + 1_000);
    expect([breaker.isClosed, breaker.admit(START + 1_000)]).toEqual([false, 'REFUSED']);
  });
});
