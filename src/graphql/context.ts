import type { AccountService } from '../accounts/account-service.ts';
import type { ListService } from '../accounts/list-service.ts';
import type { OperationService } from '../accounts/operation-service.ts';
import type { UpdateService } from '../accounts/update-service.ts';
import type { Sources } from '../domain/source.ts';
import { createAccountLoader, type AccountLoader } from './account-loader.ts';

/** What resolvers work with: the product's services, which live as long as the server. */
export interface GraphqlServices {
  readonly sources: Sources;
  readonly accounts: AccountService;
  readonly lists: ListService;
  readonly updates: UpdateService;
  readonly operations: OperationService;
}

/** Of one HTTP request, what the graph needs. */
export interface GraphqlRequest {
  readonly requestId: string;
  /** Who asks. */
  readonly actor: string;
  /** The header `Idempotency-Key`, for a request of a single mutation; null where there is none. */
  readonly idempotencyKey: string | null;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
}

/** One request's own view of them. */
export interface GraphqlContext extends GraphqlServices, GraphqlRequest {
  readonly accountLoader: AccountLoader;
}

/** Makes the context of one request. */
export function createContext(services: GraphqlServices, request: GraphqlRequest): GraphqlContext {
  return { ...services, ...request, accountLoader: createAccountLoader(services.accounts, request.signal) };
}
