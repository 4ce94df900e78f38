import type { AccountService } from '../accounts/account-service.ts';
import type { IdentityService } from '../accounts/identity-service.ts';
import type { ListService } from '../accounts/list-service.ts';
import type { OperationService } from '../accounts/operation-service.ts';
import type { UpdateService } from '../accounts/update-service.ts';
import type { CancelSignal } from '../domain/cancellation.ts';
import type { Caller } from '../domain/caller.ts';
import type { CallOptions, WriteOptions } from '../domain/datasource.ts';
import type { Sources } from '../domain/source.ts';
import { createAccountLoader, type AccountLoader } from './account-loader.ts';
import type { UpstreamCalls } from './upstream-calls.ts';

/** What resolvers work with: the product's services, which live as long as the server. */
export interface GraphqlServices {
  readonly sources: Sources;
  readonly accounts: AccountService;
  readonly lists: ListService;
  readonly identities: IdentityService;
  readonly updates: UpdateService;
  readonly operations: OperationService;
}

/** Of one HTTP request, what the graph needs. */
export interface GraphqlRequest {
  readonly requestId: string;
  /** Who asks. */
  readonly caller: Caller;
  /** The header `Idempotency-Key`, for a request of a single mutation; null where there is none. */
  readonly idempotencyKey: string | null;
  /** Aborted when the caller goes away. */
  readonly signal: CancelSignal;
  /** Counts its calls; null where the caller does not ask for that. */
  readonly upstreamCalls: UpstreamCalls | null;
}

/** One request's own view of them. */
export interface GraphqlContext extends GraphqlServices, GraphqlRequest {
  /** What goes with each read: who waits for it, and what it costs. */
  readonly callOptions: CallOptions;
  /** What goes with each write, which nobody's leaving calls off. */
  readonly writeOptions: WriteOptions;
  readonly accountLoader: AccountLoader;
}

/** Makes the context of one request. */
export function createContext(services: GraphqlServices, request: GraphqlRequest): GraphqlContext {
  const { caller, signal, upstreamCalls } = request;
  const writeOptions = upstreamCalls ? { meter: upstreamCalls } : {};
  const callOptions = { ...writeOptions, signal };
  const accountLoader = createAccountLoader(services.accounts, caller, callOptions);
  return { ...services, ...request, callOptions, writeOptions, accountLoader };
}
