import type { Clock } from '../../src/domain/clock.ts';
import type { World } from './world.ts';

/**
 * Short times are waited for in steps. Client and provider share one event loop: where the machine is busy, each step
 * takes longer, and what would have been answered in time still is.
 */
const STEP_MS = 5;
const LONG_MS = 1_000;

/** What never ends, as nothing does in a process that was killed. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** The life of one emulated process: it passes many moments, at one of which it can be killed. */
export class ProcessLife {
  readonly died: Promise<void>;
  readonly clock: Clock;
  readonly #cancels = new Set<() => void>();
  readonly #onDeath: (() => void)[] = [];
  #momentsLeft: number;
  #die: () => void = () => undefined;
  #isAlive = true;

  /** @param momentsLeft How many moments it passes; Infinity: it is not killed that way. */
  constructor(world: World, momentsLeft: number) {
    this.#momentsLeft = momentsLeft;
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
    this.clock = {
      now: () => Date.now() + world.offsetMs,
      schedule: (delayMs, callback) => this.#schedule(delayMs, callback),
    };
  }

  /** Called before, in the middle of and after everything that can be seen from outside. */
  pass(): void {
    this.#momentsLeft -= 1;
    if (this.#momentsLeft === 0) this.kill();
  }

  /** What is to happen when it dies. */
  onDeath(callback: () => void): void {
    this.#onDeath.push(callback);
  }

  /** Ends it as `kill -9` would: nothing that it was doing goes on. */
  kill(): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    for (const cancel of this.#cancels) cancel();
    for (const callback of this.#onDeath) callback();
    this.#die();
  }

  /** Runs one thing that can be seen from outside; where the process dies meanwhile, nobody learns how it ended. */
  async live<Result>(work: () => Promise<Result>): Promise<Result> {
    this.pass();
    await this.#orNever();
    const working = work();
    this.pass();
    const settled = await Promise.allSettled([working]);
    this.pass();
    await this.#orNever();
    if (settled[0].status === 'rejected') throw settled[0].reason as Error;
    return settled[0].value;
  }

  /** Goes on where the process lives, and never where it does not. */
  #orNever(): Promise<void> {
    return this.#isAlive ? Promise.resolve() : never();
  }

  #schedule(delayMs: number, callback: () => void): () => void {
    if (!this.#isAlive) return () => undefined;
    let leftMs = delayMs;
    const wait = (): NodeJS.Timeout => {
      const stepMs = leftMs > LONG_MS ? leftMs : Math.min(leftMs, STEP_MS);
      leftMs -= stepMs;
      return setTimeout(onStep, stepMs).unref();
    };
    const onStep = (): void => {
      if (leftMs > 0) {
        timer = wait();
        return;
      }
      this.#cancels.delete(cancel);
      callback();
    };
    const cancel = (): void => {
      clearTimeout(timer);
      this.#cancels.delete(cancel);
    };
    this.#cancels.add(cancel);
    let timer = wait();
    return cancel;
  }
}
