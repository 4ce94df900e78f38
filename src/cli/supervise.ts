import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Surroundings } from '../compose.ts';
import type { AccordConfig } from '../config/accord-config.ts';
import { onStop } from './stop-signal.ts';
import type { WorkerReady } from './worker.ts';

/** How long after its start a worker must have served before its end counts as news: else it waits longer each time. */
const STEADY_MS = 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Whether this process is the one that starts workers, and no worker itself. */
export function isSupervisor(): boolean {
  return cluster.isPrimary;
}

/**
 * Serves with several processes until this one is told to stop. It serves nothing itself: it starts the workers, which
 * share one port, replaces one that ends, and stops them all.
 */
export async function supervise(config: AccordConfig, surroundings: Surroundings): Promise<number | undefined> {
  const { workers } = config.server;
  const { logger } = surroundings;
  const supervisor = new Supervisor(surroundings);
  const first = Array.from({ length: workers }, () => supervisor.start());
  onStop(logger, () => supervisor.stop());
  const origins = await Promise.all(first);
  const [origin] = origins;
  // A worker that cannot even start has said why; the others would only say it again.
  if (origin === undefined || origins.includes(null)) {
    await supervisor.stop();
    return 1;
  }
  supervisor.replaceTheDead();
  logger.info({ url: `${origin}/graphql`, sources: config.sources.length, workers }, 'accord is ready');
  return undefined;
}

class Supervisor {
  readonly #surroundings: Surroundings;
  readonly #workers = new Set<Worker>();
  readonly #cancels = new Set<() => void>();
  // Between two workers there may be none, and nothing else would keep this process.
  readonly #alive = setInterval(() => undefined, 2 ** 30);
  #isStopping = false;
  #isReplacing = false;
  #waitMs = FIRST_WAIT_MS;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Starts a worker; answers where it serves, or null where it ends before. */
  start(): Promise<string | null> {
    const worker = cluster.fork();
    const startedAt = this.#surroundings.clock.now();
    this.#workers.add(worker);
    return new Promise((resolve) => {
      worker.once('message', (message: WorkerReady) => {
        this.#surroundings.logger.info({ pid: worker.process.pid }, 'a worker serves');
        resolve(message.origin);
      });
      worker.once('exit', (code: number | null, signal: string | null) => {
        this.#workers.delete(worker);
        resolve(null);
        if (this.#isReplacing && !this.#isStopping) this.#replace({ pid: worker.process.pid, code, signal }, startedAt);
      });
    });
  }

  /** From now on a worker that ends is replaced. */
  replaceTheDead(): void {
    this.#isReplacing = true;
  }

  /** Lets every worker finish what it has in hand, and end. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const cancel of this.#cancels) cancel();
    clearInterval(this.#alive);
    const all = [...this.#workers];
    await Promise.all(
      all.map(async (worker) => {
        const gone = once(worker, 'exit');
        worker.process.kill('SIGTERM');
        await gone;
      }),
    );
  }

  #replace(dead: object, startedAt: number): void {
    const { clock, logger } = this.#surroundings;
    this.#waitMs = clock.now() - startedAt >= STEADY_MS ? FIRST_WAIT_MS : Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
    logger.error({ ...dead, replacedInMs: this.#waitMs }, 'a worker has ended');
    const cancel = clock.schedule(this.#waitMs, () => {
      this.#cancels.delete(cancel);
      void this.start();
    });
    this.#cancels.add(cancel);
  }
}
