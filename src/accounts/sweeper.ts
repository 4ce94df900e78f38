import type { Clock } from '../domain/clock.ts';
import type { Store } from '../store/store.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Reconciler } from './reconciler.ts';

export interface SweeperOptions {
  readonly reconciler: Reconciler;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

const INTERVAL_MS = 60_000;

/** Settles open operations and forgets old claims: at start, and every minute. */
export class Sweeper {
  readonly #options: SweeperOptions;
  #cancel: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: SweeperOptions) {
    this.#options = options;
  }

  /** Begins with a sweep at once. */
  start(): void {
    this.#running = this.#sweep();
  }

  /** Ends after the sweep that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#running;
  }

  async #sweep(): Promise<void> {
    const { reconciler, store, clock, logger } = this.#options;
    try {
      await reconciler.sweep(() => this.#stopped);
      await store.purgeExpired(new Date(clock.now()));
    } catch (error) {
      logger.warn({ error }, 'the sweep of open operations failed');
    }
    if (this.#stopped) return;
    this.#cancel = clock.schedule(INTERVAL_MS, () => {
      this.#running = this.#sweep();
    });
  }
}
