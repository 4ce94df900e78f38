import type { Limit } from './limit.ts';

/** At most so many attempts under way at one time: the bulkhead. */
export class ConcurrencyLimit implements Limit {
  readonly #most: number;
  #underWay = 0;

  constructor(most: number) {
    this.#most = most;
  }

  readyAtMs(): number {
    return this.#underWay < this.#most ? 0 : Infinity;
  }

  earliestMs(nowMs: number): number {
    return nowMs;
  }

  remaining(): null {
    return null;
  }

  entered(): void {
    this.#underWay += 1;
  }

  left(): void {
    this.#underWay -= 1;
  }
}
