import type { Clock } from '../domain/clock.ts';

export interface OwedMarksOptions {
  readonly clock: Clock;
  /** After this long a mark is of no use any more. */
  readonly keepForMs: number;
  /** Writes a mark into the store; rejects where that fails. */
  readonly pay: (accountId: string, mark: string) => Promise<void>;
}

interface Owed {
  readonly mark: string;
  readonly untilMs: number;
}

const RETRY_MS = 1_000;

/** The marks of writes that the store was not told of, because it did not answer: told again until it has heard. */
export class OwedMarks {
  readonly #options: OwedMarksOptions;
  readonly #marks = new Map<string, Owed>();
  #cancel: (() => void) | undefined;

  constructor(options: OwedMarksOptions) {
    this.#options = options;
  }

  has(accountId: string): boolean {
    return this.#marks.has(accountId);
  }

  /** Owes a mark, instead of an earlier one of the account. */
  add(accountId: string, mark: string): void {
    this.#marks.set(accountId, { mark, untilMs: this.#options.clock.now() + this.#options.keepForMs });
  }

  /** Tells the store again in a while, until nothing is owed. */
  insist(): void {
    this.#cancel ??= this.#options.clock.schedule(RETRY_MS, () => {
      void this.#payAll();
    });
  }

  /** The store has heard of it. */
  forget(accountId: string, mark: string): void {
    if (this.#marks.get(accountId)?.mark === mark) this.#marks.delete(accountId);
  }

  close(): void {
    this.#cancel?.();
    this.#marks.clear();
  }

  async #payAll(): Promise<void> {
    try {
      for (const [accountId, owed] of this.#marks) {
        if (this.#options.clock.now() < owed.untilMs) await this.#options.pay(accountId, owed.mark);
        this.forget(accountId, owed.mark);
      }
    } catch {
      // The store says nothing yet.
    }
    this.#cancel = undefined;
    if (this.#marks.size > 0) this.insist();
  }
}
