import { AccountReads } from './accounts/account-reads.ts';
import { AccountService } from './accounts/account-service.ts';
import { IdentityService } from './accounts/identity-service.ts';
import { ListService } from './accounts/list-service.ts';
import { OperationLog } from './accounts/operation-log.ts';
import { OperationService } from './accounts/operation-service.ts';
import { Reconciler } from './accounts/reconciler.ts';
import { Sweeper } from './accounts/sweeper.ts';
import { UpdateService } from './accounts/update-service.ts';
import { composeCache } from './compose-cache.ts';
import { composeSource } from './compose-source.ts';
import type { AccordConfig } from './config/accord-config.ts';
import type { Clock } from './domain/clock.ts';
import type { Source } from './domain/source.ts';
import { createContext } from './graphql/context.ts';
import { createSchema } from './graphql/schema.ts';
import type { Provider } from './providers/provider.ts';
import type { Authenticator } from './server/access/authenticator.ts';
import { createAuthenticator } from './server/access/create-authenticator.ts';
import { createGraphqlServer } from './server/graphql-server.ts';
import { createHttpServer, type HttpServer } from './server/http-server.ts';
import { createStore } from './store/create-store.ts';
import type { Store } from './store/store.ts';
import { operationIds } from './store/operation-id.ts';
import type { Logger } from './telemetry/logger.ts';

/** What the system is given from outside. */
export interface Surroundings {
  readonly providers: readonly Provider[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default: the store of the configuration. */
  readonly store?: Store;
}

/** The running system's handles. */
export interface Accord {
  readonly sources: readonly Source[];
  /** Lets callers in. */
  readonly authenticator: Authenticator;
  readonly server: HttpServer;
  /** Settles what earlier processes left open; start it when the server listens. */
  readonly sweeper: Sweeper;
  /** Closes everything, last built first. */
  close(): Promise<void>;
}

/**
 * Builds the whole system out of its configuration; nothing listens or calls a provider yet.
 * @throws AccountError STORE_UNAVAILABLE where the store cannot be opened.
 */
export async function compose(config: AccordConfig, surroundings: Surroundings): Promise<Accord> {
  const { providers, clock, logger } = surroundings;
  const composed = config.sources.map((source) => composeSource(source, providerOf(providers, source.provider), clock));
  const sources = new Map(composed.map(({ source }) => [source.id, source]));
  const store = surroundings.store ?? (await createStore({ url: config.store.url, clock, logger }));
  const cache = await composeCache(config, { clock, logger });
  const reads = new AccountReads({ cache });
  const log = new OperationLog({ store, clock, logger, nextId: operationIds(clock) });
  const reconciler = new Reconciler({ sources, store, reads, clock, logger });
  const sweeper = new Sweeper({ reconciler, store, clock, logger });
  const services = {
    sources,
    accounts: new AccountService({ sources, store, reads }),
    lists: new ListService({ sources, store, clock }),
    identities: new IdentityService({ sources, store, clock }),
    updates: new UpdateService({ sources, store, log, reconciler, reads, now: () => clock.now() }),
    operations: new OperationService({ sources, store, reconciler }),
  };
  const { access, limits } = config;
  const authenticator = createAuthenticator(access, { clock, logger });
  const introspection = access.mode === 'open' || access.introspection;
  const graphql = createGraphqlServer({ schema: createSchema(providers), limits, introspection, logger });
  const server = createHttpServer({
    graphql,
    createContext: (request) => createContext(services, request),
    authenticator,
    access,
    isReady: () => store.ping(),
    logger,
    maxBodyBytes: limits.bodyBytes,
  });
  return {
    sources: [...sources.values()],
    authenticator,
    server,
    sweeper,
    async close() {
      // At once: a sweep may have to wait for a provider as long as an update.
      await Promise.all([server.close(), sweeper.stop()]);
      authenticator.close();
      await cache?.close();
      await store.close();
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
