import { setTimeout as delay } from 'node:timers/promises';
import { LATE_MS } from './plan-faults.ts';
import type { PlannedDeath } from './plan.ts';
import type { PlantedBug } from './planted-bug.ts';
import { ProcessLife } from './process-life.ts';
import type { Recorder } from './recorder.ts';
import { startProcess, type RunningProcess } from './running-process.ts';
import type { World } from './world.ts';

const A_MINUTE_MS = 61_000;
/** A request that has left may need a moment to arrive. */
const ARRIVAL_MS = 25;

/** Keeps a process running: when one dies, the next one starts, at once or a minute later. */
export class Supervisor {
  readonly #world: World;
  readonly #recorder: Recorder;
  readonly #options: { readonly bug: PlantedBug | null };
  readonly #deaths: PlannedDeath[];
  #current: Promise<RunningProcess>;
  #quietFromMs = 0;
  #isOver = false;

  constructor(
    world: World,
    recorder: Recorder,
    options: {
      readonly bug: PlantedBug | null;
      readonly deaths: readonly PlannedDeath[];
    },
  ) {
    this.#world = world;
    this.#recorder = recorder;
    this.#options = options;
    this.#deaths = [...options.deaths];
    this.#current = Promise.resolve(this.#start());
  }

  /** The process that runs now, or the one that is about to. */
  current(): Promise<RunningProcess> {
    return this.#current;
  }

  /** A late request may be carried out from now on for as long as late requests are. */
  expectLate(): void {
    this.#quietFromMs = Math.max(this.#quietFromMs, Date.now() + LATE_MS + ARRIVAL_MS);
  }

  /** Lets a minute go by, but not before the providers have carried out whatever they still will. */
  async #passAMinute(): Promise<void> {
    await delay(Math.max(ARRIVAL_MS, this.#quietFromMs - Date.now()));
    this.#world.offsetMs += A_MINUTE_MS;
  }

  /** Lets a minute go by and has a new process, which nothing happens to, settle what is open. */
  async settleEverything(): Promise<void> {
    this.#deaths.length = 0;
    const last = await this.#current;
    await this.#passAMinute();
    last.life.kill();
    await (
      await this.#current
    ).swept;
  }

  /** Ends everything; no process starts any more. */
  async end(): Promise<void> {
    this.#isOver = true;
    (await this.#current).life.kill();
  }

  #start(): RunningProcess {
    const death = this.#deaths.shift();
    const life = new ProcessLife(this.#world, death?.moment ?? Infinity);
    life.onDeath(() => {
      this.#recorder.history.deaths.push(this.#recorder.tick());
      if (!this.#isOver) this.#current = this.#restart(death?.aMinutePasses ?? true);
    });
    return startProcess({ world: this.#world, recorder: this.#recorder, life, ...this.#options });
  }

  async #restart(aMinutePasses: boolean): Promise<RunningProcess> {
    // Not in the middle of what was going on when it died.
    await delay(1);
    if (aMinutePasses) await this.#passAMinute();
    return this.#start();
  }
}
