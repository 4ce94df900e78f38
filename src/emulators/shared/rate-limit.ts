/** At most `requests` in any `perSeconds` seconds. */
export interface RateWindow {
  readonly requests: number;
  readonly perSeconds: number;
}

/** Counts requests over sliding windows. */
export interface RateLimit {
  /** Counts one request. Answers undefined when it may pass, else the whole seconds until one may. Refusals do not count. */
  take(): number | undefined;
  reset(): void;
}

/** Creates a rate limit over any number of windows; none means no limit. */
export function createRateLimit(windows: readonly RateWindow[], now: () => number): RateLimit {
  let passed: number[] = [];
  const longestMs = Math.max(0, ...windows.map((window) => window.perSeconds * 1000));
  return {
    take() {
      if (windows.length === 0) return undefined;
      const at = now();
      passed = passed.filter((time) => time > at - longestMs);
      const waitMs = Math.max(0, ...windows.map((window) => waitFor(window, passed, at)));
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      passed.push(at);
      return undefined;
    },
    reset() {
      passed = [];
    },
  };
}

function waitFor(window: RateWindow, passed: readonly number[], at: number): number {
  const start = at - window.perSeconds * 1000;
  const inside = passed.filter((time) => time > start);
  const leaver = inside[inside.length - window.requests];
  return leaver === undefined ? 0 : leaver - start;
}
