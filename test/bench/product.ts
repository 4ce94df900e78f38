import type * as heap from '../../src/cli/heap.ts';
import type * as compose from '../../src/compose.ts';
import type * as parseConfig from '../../src/config/parse-config.ts';
import type * as clock from '../../src/domain/clock.ts';
import type * as registry from '../../src/providers/registry.ts';
import type * as logger from '../../src/telemetry/logger.ts';

/** The modules of the product that a bench uses. */
interface Modules {
  'cli/heap': typeof heap;
  compose: typeof compose;
  'config/parse-config': typeof parseConfig;
  'domain/clock': typeof clock;
  'providers/registry': typeof registry;
  'telemetry/logger': typeof logger;
}

/** Loads a module of the product as it was built: what is measured is what runs. */
export async function built<Path extends keyof Modules>(path: Path): Promise<Modules[Path]> {
  return (await import(new URL(`../../dist/${path}.js`, import.meta.url).href)) as Modules[Path];
}
