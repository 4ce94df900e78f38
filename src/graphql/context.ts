import type { AccountService } from '../accounts/account-service.ts';
import type { ListService } from '../accounts/list-service.ts';
import type { UpdateService } from '../accounts/update-service.ts';
import type { Sources } from '../domain/source.ts';
import { createAccountLoader, type AccountLoader } from './account-loader.ts';

/** What resolvers work with: the product's services, which live as long as the server. */
export interface GraphqlServices {
  readonly sources: Sources;
  readonly accounts: AccountService;
  readonly lists: ListService;
  readonly updates: UpdateService;
}

/** One request's own view of them. */
export interface GraphqlContext extends GraphqlServices {
  readonly requestId: string;
  readonly accountLoader: AccountLoader;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
}

/** Makes the context of one request. */
export function createContext(
  services: GraphqlServices,
  request: { readonly requestId: string; readonly signal: AbortSignal },
): GraphqlContext {
  return { ...services, ...request, accountLoader: createAccountLoader(services.accounts, request.signal) };
}
