import { compose, type Accord, type Surroundings } from '../compose.ts';
import type { AccordConfig } from '../config/accord-config.ts';
import { onStop } from './stop-signal.ts';
import { tellReady } from './worker.ts';

/** Serves a configuration until the process is told to stop. */
export async function serve(config: AccordConfig, surroundings: Surroundings): Promise<undefined> {
  const accord = await compose(config, surroundings);
  const origin = await listen(accord, config);
  onStop(surroundings.logger, () => accord.close());
  if (!tellReady(origin)) {
    surroundings.logger.info({ url: `${origin}/graphql`, sources: config.sources.length }, 'accord is ready');
  }
}

/** Starts to listen; what was built is closed again where that fails, so that nothing is left behind. */
export async function listen(accord: Accord, config: AccordConfig): Promise<string> {
  try {
    const origin = await accord.server.listen(config.server);
    accord.sweeper.start();
    return origin;
  } catch (error) {
    await accord.close();
    throw error;
  }
}
