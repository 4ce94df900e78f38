import type { AccordConfig } from '../../src/config/accord-config.ts';
import type { HttpServer } from '../../src/server/http-server.ts';
import { tell } from './messages.ts';
import { built } from './product.ts';
import { serverWithoutRecord } from './unrecorded-server.ts';
import { startProbe } from './probe.ts';

/** Accord with one Kibo source, a process of its own. Arguments: the upstream's origin, and the store's folder or "none". */
const [, , upstream = '', folder = 'none'] = process.argv;

startProbe();
const { providers } = await built('providers/registry');
const { systemClock } = await built('domain/clock');
const { createLogger } = await built('telemetry/logger');
const { parseConfig } = await built('config/parse-config');
const config: AccordConfig = parseConfig(
  {
    store: { url: folder === 'none' ? 'pglite:memory' : `pglite:${folder}` },
    sources: [
      {
        id: 'kibo',
        provider: 'kibo',
        baseUrl: `${upstream}/api`,
        auth: { type: 'bearer', token: 'bench' },
        tenantId: 100,
        // As many as there are callers: waiting in line is not what is measured.
        limits: { concurrency: 32 },
      },
    ],
  },
  { env: { PORT: '0' }, providers: providers.map((provider) => provider.config) },
);
// Everything that a running server logs is made and thrown away.
const logger = createLogger({ level: 'info', destination: { write: () => undefined } });
const surroundings = { providers, clock: systemClock, logger };
const server = folder === 'none' ? await serverWithoutRecord(config, surroundings) : await recorded();
tell({ kind: 'ready', origin: await server.listen(config.server) });

async function recorded(): Promise<HttpServer> {
  const { compose } = await built('compose');
  const accord = await compose(config, surroundings);
  accord.sweeper.start();
  return accord.server;
}
