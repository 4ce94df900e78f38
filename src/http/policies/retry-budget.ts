/** Retries that are always allowed: a source that is asked twice a minute would otherwise have none. */
const ALWAYS = 4;

const SLOT_MS = 30_000;

interface Slot {
  sent: number;
  retries: number;
}

/**
 * Keeps a source's retries to a share of all that is sent to it, over the last half to whole minute. A retry is worth it
 * where one call in many fails; where all fail it is the load that keeps a source from getting up again.
 */
export class RetryBudget {
  readonly #percent: number;
  #current: Slot = { sent: 0, retries: 0 };
  #previous: Slot = { sent: 0, retries: 0 };
  #slotEndMs = 0;

  constructor(percent: number) {
    this.#percent = percent;
  }

  /** Counts an attempt, a retry included. */
  sent(nowMs: number): void {
    if (nowMs >= this.#slotEndMs) this.#turn(nowMs);
    this.#current.sent += 1;
  }

  /** Takes one retry out of the budget; false where there is none left. The retry is still to be counted as sent. */
  take(nowMs: number): boolean {
    if (nowMs >= this.#slotEndMs) this.#turn(nowMs);
    const retries = this.#current.retries + this.#previous.retries + 1;
    const sent = this.#current.sent + this.#previous.sent + 1;
    if (retries > ALWAYS && retries * 100 > sent * this.#percent) return false;
    this.#current.retries += 1;
    return true;
  }

  #turn(nowMs: number): void {
    this.#previous = nowMs >= this.#slotEndMs + SLOT_MS ? { sent: 0, retries: 0 } : this.#current;
    this.#current = { sent: 0, retries: 0 };
    this.#slotEndMs = nowMs + SLOT_MS;
  }
}
