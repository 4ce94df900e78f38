import { AccountService } from './accounts/account-service.ts';
import { ListService } from './accounts/list-service.ts';
import { memorySnapshots } from './accounts/snapshots.ts';
import { UpdateService } from './accounts/update-service.ts';
import { composeSource } from './compose-source.ts';
import type { AccordConfig } from './config/accord-config.ts';
import type { Clock } from './domain/clock.ts';
import type { Source } from './domain/source.ts';
import { createContext } from './graphql/context.ts';
import { createSchema } from './graphql/schema.ts';
import type { Provider } from './providers/provider.ts';
import { createGraphqlServer } from './server/graphql-server.ts';
import { createHttpServer, type HttpServer } from './server/http-server.ts';
import type { Logger } from './telemetry/logger.ts';

/** What the system is given from outside. */
export interface Surroundings {
  readonly providers: readonly Provider[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The running system's handles. */
export interface Accord {
  readonly sources: readonly Source[];
  readonly server: HttpServer;
  /** Closes everything, last built first. */
  close(): Promise<void>;
}

/** Builds the whole system out of its configuration; nothing listens or calls yet. */
export function compose(config: AccordConfig, { providers, clock, logger }: Surroundings): Accord {
  const composed = config.sources.map((source) => composeSource(source, providerOf(providers, source.provider), clock));
  const sources = new Map(composed.map(({ source }) => [source.id, source]));
  const snapshots = memorySnapshots();
  const services = {
    sources,
    accounts: new AccountService({ sources, snapshots }),
    lists: new ListService({ sources, now: () => clock.now() }),
    updates: new UpdateService({ sources, snapshots }),
  };
  const graphql = createGraphqlServer(createSchema(providers), logger);
  const server = createHttpServer({
    graphql,
    createContext: (request) => createContext(services, request),
    logger,
  });
  return {
    sources: [...sources.values()],
    server,
    async close() {
      await server.close();
      await Promise.all(composed.map((source) => source.close()));
    },
  };
}

function providerOf(providers: readonly Provider[], name: string): Provider {
  const provider = providers.find((candidate) => candidate.name === name);
  // The configuration accepts only names of these providers.
  if (!provider) throw new TypeError(`There is no provider "${name}".`);
  return provider;
}
