import type { AccordConfig } from '../../src/config/accord-config.ts';
import { forgetfulStore } from './forgetful-store.ts';
import { tell } from './messages.ts';
import { startProbe } from './probe.ts';

/**
 * Accord, a process of its own, bundled as the program is. Arguments: the upstream's origin, the store's URL or "none", "one" for a
 * single Kibo source or "five" for those of W5, and "timed" to time its calls and waits.
 */
const [, , upstream = '', store = 'none', sources = 'one', timed = ''] = process.argv;

startProbe({ timesCalls: timed === 'timed' });
const { compose, configureHeap, createLogger, parseConfig, providers, systemClock } = await import('./product.ts');
configureHeap();

function kibo(id: string, path: string): object {
  return {
    ...{ id, provider: 'kibo', tenantId: 100, baseUrl: `${upstream}${path}` },
    auth: { type: 'bearer', token: 'bench' },
    // As many as there are callers: waiting in line is not what is measured.
    limits: { concurrency: 32 },
  };
}

const config: AccordConfig = parseConfig(
  {
    store: { url: store === 'none' ? 'pglite:memory' : store },
    sources:
      sources === 'one'
        ? [kibo('kibo', '/api')]
        : [...['one', 'two', 'three', 'four'].map((id) => kibo(id, '/short')), kibo('silent', '/slow')],
  },
  { env: { PORT: '0' }, providers: providers.map((provider) => provider.config) },
);
// Everything that a running server logs is made and thrown away.
const logger = createLogger({ level: 'info', destination: { write: () => undefined } });
const accord = await compose(config, {
  ...{ providers, clock: systemClock, logger },
  ...(store === 'none' && { store: forgetfulStore() }),
});
const origin = await accord.server.listen(config.server);
accord.sweeper.start();
tell({ kind: 'ready', origin });
