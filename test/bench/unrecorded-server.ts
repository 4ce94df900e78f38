import type { Surroundings } from '../../src/compose.ts';
import type { AccordConfig } from '../../src/config/accord-config.ts';
import type { HttpServer } from '../../src/server/http-server.ts';
import { forgetfulStore } from './forgetful-store.ts';
import { built } from './product.ts';

/** What `compose` builds, over a store that keeps nothing: the same code for everything else. */
export async function serverWithoutRecord(
  config: AccordConfig,
  { providers, clock, logger }: Surroundings,
): Promise<HttpServer> {
  const { composeSource } = await built('compose-source');
  const { AccountService } = await built('accounts/account-service');
  const { ListService } = await built('accounts/list-service');
  const { OperationLog } = await built('accounts/operation-log');
  const { OperationService } = await built('accounts/operation-service');
  const { Reconciler } = await built('accounts/reconciler');
  const { UpdateService } = await built('accounts/update-service');
  const { operationIds } = await built('store/operation-id');
  const { createContext } = await built('graphql/context');
  const { createSchema } = await built('graphql/schema');
  const { createGraphqlServer } = await built('server/graphql-server');
  const { createHttpServer } = await built('server/http-server');

  const composed = config.sources.flatMap((source) => {
    const provider = providers.find(({ name }) => name === source.provider);
    return provider ? [composeSource(source, provider, clock).source] : [];
  });
  const sources = new Map(composed.map((source) => [source.id, source]));
  const store = forgetfulStore();
  const log = new OperationLog({ store, clock, logger, nextId: operationIds(clock) });
  const reconciler = new Reconciler({ sources, store, clock, logger });
  const now = (): number => clock.now();
  const services = {
    sources,
    accounts: new AccountService({ sources, store }),
    lists: new ListService({ sources, store, now }),
    updates: new UpdateService({ sources, store, log, reconciler, now }),
    operations: new OperationService({ store, reconciler }),
  };
  return createHttpServer({
    graphql: createGraphqlServer(createSchema(providers), logger),
    createContext: (request) => createContext(services, request),
    isReady: () => store.ping(),
    logger,
  });
}
