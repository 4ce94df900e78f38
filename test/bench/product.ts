import type * as compose from '../../src/compose.ts';
import type * as composeSource from '../../src/compose-source.ts';
import type * as operationLog from '../../src/accounts/operation-log.ts';
import type * as operationService from '../../src/accounts/operation-service.ts';
import type * as accountService from '../../src/accounts/account-service.ts';
import type * as listService from '../../src/accounts/list-service.ts';
import type * as reconciler from '../../src/accounts/reconciler.ts';
import type * as updateService from '../../src/accounts/update-service.ts';
import type * as parseConfig from '../../src/config/parse-config.ts';
import type * as clock from '../../src/domain/clock.ts';
import type * as context from '../../src/graphql/context.ts';
import type * as schema from '../../src/graphql/schema.ts';
import type * as registry from '../../src/providers/registry.ts';
import type * as graphqlServer from '../../src/server/graphql-server.ts';
import type * as httpServer from '../../src/server/http-server.ts';
import type * as operationId from '../../src/store/operation-id.ts';
import type * as logger from '../../src/telemetry/logger.ts';

/** The modules of the product that a bench uses. */
interface Modules {
  'accounts/account-service': typeof accountService;
  'accounts/list-service': typeof listService;
  'accounts/operation-log': typeof operationLog;
  'accounts/operation-service': typeof operationService;
  'accounts/reconciler': typeof reconciler;
  'accounts/update-service': typeof updateService;
  compose: typeof compose;
  'compose-source': typeof composeSource;
  'config/parse-config': typeof parseConfig;
  'domain/clock': typeof clock;
  'graphql/context': typeof context;
  'graphql/schema': typeof schema;
  'providers/registry': typeof registry;
  'server/graphql-server': typeof graphqlServer;
  'server/http-server': typeof httpServer;
  'store/operation-id': typeof operationId;
  'telemetry/logger': typeof logger;
}

/** Loads a module of the product as it was built: what is measured is what runs. */
export async function built<Path extends keyof Modules>(path: Path): Promise<Modules[Path]> {
  return (await import(new URL(`../../dist/${path}.js`, import.meta.url).href)) as Modules[Path];
}
