import type { Limit } from './limit.ts';

/** At most `requests` in any `perSeconds` seconds. */
export interface RequestWindow {
  readonly requests: number;
  readonly perSeconds: number;
  /** Default: all. */
  readonly only?: 'reads' | undefined;
}

/**
 * Keeps to a window at the provider's end of the wire, not at ours. When a request arrives there nobody here can know,
 * only that it is between its start and its answer. So a request counts from its start until a whole window after its
 * answer: of any requests that arrive within one window, the last to start has seen all others counted.
 */
export class SlidingWindow implements Limit {
  readonly #requests: number;
  readonly #windowMs: number;
  /** When the counted requests ended, as a ring: never more of them count than may go. */
  readonly #ends: Float64Array;
  #ended = 0;
  #forgotten = 0;
  #underWay = 0;

  constructor({ requests, perSeconds }: RequestWindow) {
    this.#requests = requests;
    // A clock of whole milliseconds can be late by almost one.
    this.#windowMs = perSeconds * 1_000 + 1;
    this.#ends = new Float64Array(requests);
  }

  readyAtMs(nowMs: number): number {
    if (this.remaining(nowMs) > 0) return 0;
    return this.#forgotten < this.#ended ? this.#endOf(this.#forgotten) + this.#windowMs : Infinity;
  }

  earliestMs(nowMs: number, ahead: number): number {
    this.#forget(nowMs);
    // Whose leaving the window makes room: one that has ended, one under way, or one that waits for another's leaving.
    let leaver = this.#ended + this.#underWay + ahead - this.#requests;
    const rounds = Math.max(0, Math.floor((leaver - this.#ended - this.#underWay) / this.#requests) + 1);
    leaver -= rounds * this.#requests;
    if (leaver < this.#forgotten) return nowMs + rounds * this.#windowMs;
    const endMs = leaver < this.#ended ? this.#endOf(leaver) : nowMs;
    return endMs + (rounds + 1) * this.#windowMs;
  }

  remaining(nowMs: number): number {
    this.#forget(nowMs);
    return this.#requests - (this.#underWay + this.#ended - this.#forgotten);
  }

  entered(): void {
    this.#underWay += 1;
  }

  left(wasSent: boolean, nowMs: number): void {
    this.#underWay -= 1;
    if (!wasSent) return;
    this.#ends[this.#ended % this.#requests] = nowMs;
    this.#ended += 1;
  }

  #forget(nowMs: number): void {
    while (this.#forgotten < this.#ended && this.#endOf(this.#forgotten) + this.#windowMs <= nowMs) {
      this.#forgotten += 1;
    }
  }

  #endOf(index: number): number {
    return this.#ends[index % this.#requests] ?? 0;
  }
}
