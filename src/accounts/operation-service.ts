import type { Caller } from '../domain/caller.ts';
import type { WriteOptions } from '../domain/datasource.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { OperationRecord, OperationState } from '../domain/operation.ts';
import type { Sources } from '../domain/source.ts';
import type { Store } from '../store/store.ts';
import { checkMayReconcile, checkMaySee, mayReadAllOperations, mayReadOperations, placeOf } from './access-policy.ts';
import type { Reconciler } from './reconciler.ts';
import { shownOperation } from './shown-update.ts';

export interface OperationListQuery {
  /** 1..200. */
  readonly first: number;
  /** The id of the last operation seen; null for the start. */
  readonly after: string | null;
  readonly accountId: string | null;
  readonly actor: string | null;
  readonly states: readonly OperationState[] | null;
}

/** A stretch of the record, newest first. An operation's cursor is its id. */
export interface OperationList {
  readonly items: readonly OperationRecord[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

const MAX_PAGE_SIZE = 200;

export interface OperationServiceOptions {
  readonly sources: Sources;
  readonly store: Store;
  readonly reconciler: Reconciler;
}

/** The record of updates, to be read; and the question what became of one. Nobody sees more of it than it may. */
export class OperationService {
  readonly #options: OperationServiceOptions;

  constructor(options: OperationServiceOptions) {
    this.#options = options;
  }

  /** One operation; null where there is none. @throws AccountError FORBIDDEN, STORE_UNAVAILABLE. */
  async find(caller: Caller, id: string): Promise<OperationRecord | null> {
    const operation = await this.#options.store.operation(id);
    if (operation) checkMaySee(caller, operation, this.#options.sources);
    return operation && this.#shown(caller, operation);
  }

  /** Of the operations that the query asks for, those that the caller may see. @throws AccountError INVALID_VALUE for a bad `first` or `after`, STORE_UNAVAILABLE. */
  async list(caller: Caller, query: OperationListQuery): Promise<OperationList> {
    const { first, after, accountId, actor, states } = query;
    if (!Number.isInteger(first) || first < 1 || first > MAX_PAGE_SIZE) {
      const message = `first must be a whole number from 1 to ${MAX_PAGE_SIZE}.`;
      throw new AccountError(ErrorCode.INVALID_VALUE, message, { field: 'first' });
    }
    const page = await this.#options.store.operations({
      first,
      after,
      ...(!mayReadAllOperations(caller) && { visibleTo: this.#visibleTo(caller) }),
      ...(accountId !== null && { accountId }),
      ...(actor !== null && { actor }),
      ...(states !== null && { states }),
    });
    const items = page.items.map((operation) => this.#shown(caller, operation));
    return { items, hasNextPage: page.hasMore, hasPreviousPage: after !== null };
  }

  /**
   * Asks the provider what became of an open operation. It never writes. See {@link Reconciler.reconcile}.
   * @throws AccountError FORBIDDEN, NOT_FOUND, STORE_UNAVAILABLE.
   */
  async reconcile(caller: Caller, id: string, call?: WriteOptions): Promise<OperationRecord> {
    const { store, reconciler, sources } = this.#options;
    const operation = await store.operation(id);
    if (operation) checkMayReconcile(caller, operation, sources);
    return this.#shown(caller, await reconciler.reconcile(id, call));
  }

  #shown(caller: Caller, operation: OperationRecord): OperationRecord {
    return shownOperation(caller, placeOf(operation, this.#options.sources), operation);
  }

  #visibleTo(caller: Caller): { readonly actor: string; readonly sourceIds: readonly string[] } {
    const places = [...this.#options.sources.values()].filter((source) => mayReadOperations(caller, source));
    return { actor: caller.subject, sourceIds: places.map(({ id }) => id) };
  }
}
