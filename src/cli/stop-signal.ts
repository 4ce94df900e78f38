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
    close().then(
      () => {
        logger.info({}, 'accord has stopped');
      },
      (error: unknown) => {
        logger.error({ error }, 'accord could not stop cleanly');
        process.exitCode = 1;
      },
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}
