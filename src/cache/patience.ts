import type { Clock } from '../domain/clock.ts';

/** How long a store may keep others waiting. */
export interface PatienceOptions {
  readonly clock: Clock;
  /** For how long it is left alone after it was late. One that fails at once keeps nobody waiting. */
  readonly pauseMs: number;
  /** Told when it fails after it had worked, and when it works again. */
  readonly report: (event: 'FAILING' | 'WORKING', error?: unknown) => void;
}

class LateError extends Error {
  constructor() {
    super('The cache did not answer in time.');
  }
}

/** Waits for a store no longer than it deserves: one that was late is left alone for a while. */
export class Patience {
  readonly #options: PatienceOptions;
  #isFailing = false;
  #pausedUntilMs = 0;

  constructor(options: PatienceOptions) {
    this.#options = options;
  }

  /** Whether the store is to be left alone for now. */
  get isOver(): boolean {
    return this.#options.clock.now() < this.#pausedUntilMs;
  }

  /** What the promise brings, within its time. Rejects where it fails or is late; the promise itself goes on. */
  async within<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
    let cancel: (() => void) | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      cancel = this.#options.clock.schedule(timeoutMs, () => {
        reject(new LateError());
      });
    });
    try {
      const value = await Promise.race([promise, late]);
      this.#succeed();
      return value;
    } catch (error) {
      this.#fail(error);
      throw error;
    } finally {
      cancel?.();
    }
  }

  #succeed(): void {
    this.#pausedUntilMs = 0;
    if (!this.#isFailing) return;
    this.#isFailing = false;
    this.#options.report('WORKING');
  }

  #fail(error: unknown): void {
    if (error instanceof LateError) this.#pausedUntilMs = this.#options.clock.now() + this.#options.pauseMs;
    if (this.#isFailing) return;
    this.#isFailing = true;
    this.#options.report('FAILING', error);
  }
}
