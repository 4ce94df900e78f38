import type { Limit } from './limit.ts';

/** How long a 429 holds a source back. */
export interface SlowDownSettings {
  /** Where the provider does not say how long; doubles with each 429 that follows. */
  readonly pauseMs: number;
  /** Never longer than that, whatever the provider says. 0: a 429 holds nobody back. */
  readonly maxPauseMs: number;
}

/** From this many at a time on, after a pause, there is no telling the difference. */
const FREE_FROM = 1_024;

/** Holds all callers of a source back after a 429: nobody goes for the time asked, then one, then two, then four … */
export class SlowDown implements Limit {
  readonly #settings: SlowDownSettings;
  #untilMs = 0;
  #nextPauseMs: number;
  #room = Infinity;
  #underWay = 0;

  constructor(settings: SlowDownSettings) {
    this.#settings = settings;
    this.#nextPauseMs = settings.pauseMs;
  }

  readyAtMs(nowMs: number): number {
    if (nowMs < this.#untilMs) return this.#untilMs;
    return this.#underWay < this.#room ? 0 : Infinity;
  }

  earliestMs(nowMs: number): number {
    return Math.max(nowMs, this.#untilMs);
  }

  remaining(nowMs: number): number | null {
    return nowMs < this.#untilMs ? 0 : null;
  }

  entered(): void {
    this.#underWay += 1;
  }

  left(): void {
    this.#underWay -= 1;
  }

  /** The provider answered 429, and wants this long; undefined where it does not say. */
  limited(retryAfterMs: number | undefined, nowMs: number): void {
    const { maxPauseMs } = this.#settings;
    if (maxPauseMs === 0) return;
    this.#untilMs = Math.max(this.#untilMs, nowMs + Math.min(this.#pauseMs(retryAfterMs, nowMs), maxPauseMs));
    this.#room = 1;
  }

  /** An attempt went well. */
  answered(nowMs: number): void {
    if (this.#room === Infinity || nowMs < this.#untilMs) return;
    this.#nextPauseMs = this.#settings.pauseMs;
    this.#room *= 2;
    if (this.#room >= FREE_FROM) this.#room = Infinity;
  }

  #pauseMs(retryAfterMs: number | undefined, nowMs: number): number {
    if (retryAfterMs !== undefined) return retryAfterMs;
    // Those that were under way when the pause began come back with the same news, not with worse.
    if (nowMs < this.#untilMs) return 0;
    const pauseMs = this.#nextPauseMs;
    this.#nextPauseMs = Math.min(pauseMs * 2, this.#settings.maxPauseMs);
    return pauseMs;
  }
}
