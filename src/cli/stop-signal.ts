import cluster from 'node:cluster';
import type { Logger } from '../telemetry/logger.ts';

/**
 * Runs `close` once on SIGTERM or SIGINT; the process then ends by itself, because nothing is left open.
 *
 * A second signal is the operating system's again and ends the process at once.
 */
export function onStop(logger: Logger, close: () => Promise<void>): void {
  const stop = (signal: NodeJS.Signals): void => {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    logger.info({ signal }, 'accord is stopping');
    void close()
      .then(
        () => {
          logger.info({}, 'accord has stopped');
        },
        (error: unknown) => {
          logger.error({ error }, 'accord could not stop cleanly');
          process.exitCode = 1;
        },
      )
      .finally(() => {
        // The channel to its supervisor would keep a worker alive.
        cluster.worker?.disconnect();
      });
  };
  process.on('SIGTERM', stop);
  // A terminal sends Ctrl+C to all processes at once, and a second signal ends one: workers wait for their supervisor's.
  process.on('SIGINT', cluster.isWorker ? () => undefined : stop);
}
