/** When a breaker opens, and for how long. */
export interface BreakerSettings {
  /** It opens when this many … */
  readonly failures: number;
  /** … of the last so many attempts have failed; at most 31. */
  readonly ofCalls: number;
  /** How long nobody is let through after that. Doubles with each probe that fails. */
  readonly pauseMs: number;
  readonly maxPauseMs: number;
}

type BreakerState =
  | { readonly kind: 'CLOSED' }
  | { readonly kind: 'OPEN'; readonly untilMs: number; readonly pauseMs: number }
  /** One attempt is on its way to find out whether the source is well again. */
  | { readonly kind: 'PROBING'; readonly pauseMs: number };

const CLOSED: BreakerState = { kind: 'CLOSED' };

/** A guess at how long a probe takes, for those who are refused meanwhile. */
const PROBE_MS = 1_000;

/**
 * Keeps calls away from something that fails. While it is open nobody is let through; then one attempt probes, and its
 * end decides. Attempts that were let through before it opened say nothing any more.
 */
export class CircuitBreaker {
  readonly #settings: BreakerSettings;
  readonly #mask: number;
  #state = CLOSED;
  /** One bit for each of the last attempts, the latest lowest; set where it failed. */
  #history = 0;

  constructor(settings: BreakerSettings) {
    this.#settings = settings;
    this.#mask = 2 ** settings.ofCalls - 1;
  }

  get isClosed(): boolean {
    return this.#state === CLOSED;
  }

  /** When the next attempt may be let through; 0 while all are. */
  retryAtMs(nowMs: number): number {
    if (this.#state.kind === 'CLOSED') return 0;
    return this.#state.kind === 'OPEN' ? Math.max(nowMs, this.#state.untilMs) : nowMs + PROBE_MS;
  }

  /** Whether an attempt may go, and whether it is the probe: then its end must be told, whatever it is. */
  admit(nowMs: number): 'PASS' | 'PROBE' | 'REFUSED' {
    if (this.#state.kind === 'CLOSED') return 'PASS';
    if (this.#state.kind === 'PROBING' || nowMs < this.#state.untilMs) return 'REFUSED';
    this.#state = { kind: 'PROBING', pauseMs: this.#state.pauseMs };
    return 'PROBE';
  }

  succeeded(isProbe: boolean): void {
    if (isProbe) {
      this.#state = CLOSED;
      this.#history = 0;
    } else if (this.#history !== 0) {
      this.#history = (this.#history << 1) & this.#mask;
    }
  }

  failed(isProbe: boolean, nowMs: number): void {
    const { failures, pauseMs, maxPauseMs } = this.#settings;
    if (this.#state.kind === 'PROBING' && isProbe) {
      this.#open(nowMs, Math.min(this.#state.pauseMs * 2, maxPauseMs));
    } else if (this.#state.kind === 'CLOSED') {
      this.#history = ((this.#history << 1) | 1) & this.#mask;
      if (countBits(this.#history) >= failures) this.#open(nowMs, pauseMs);
    }
  }

  /** The attempt ended and nothing was learned: where it was the probe, the next one is. */
  learnedNothing(isProbe: boolean, nowMs: number): void {
    if (isProbe && this.#state.kind === 'PROBING') {
      this.#state = { kind: 'OPEN', untilMs: nowMs, pauseMs: this.#state.pauseMs };
    }
  }

  #open(nowMs: number, pauseMs: number): void {
    this.#state = { kind: 'OPEN', untilMs: nowMs + pauseMs, pauseMs };
  }
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
