import type { WriteOptions } from '../domain/datasource.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { OperationRecord, OperationState } from '../domain/operation.ts';
import type { Store } from '../store/store.ts';
import type { Reconciler } from './reconciler.ts';

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

/** The record of updates, to be read; and the question what became of one. */
export class OperationService {
  readonly #store: Store;
  readonly #reconciler: Reconciler;

  constructor(options: { readonly store: Store; readonly reconciler: Reconciler }) {
    this.#store = options.store;
    this.#reconciler = options.reconciler;
  }

  /** One operation; null where there is none. @throws AccountError STORE_UNAVAILABLE. */
  find(id: string): Promise<OperationRecord | null> {
    return this.#store.operation(id);
  }

  /** @throws AccountError INVALID_VALUE for a bad `first` or `after`, STORE_UNAVAILABLE. */
  async list(query: OperationListQuery): Promise<OperationList> {
    const { first, after, accountId, actor, states } = query;
    if (!Number.isInteger(first) || first < 1 || first > MAX_PAGE_SIZE) {
      const message = `first must be a whole number from 1 to ${MAX_PAGE_SIZE}.`;
      throw new AccountError(ErrorCode.INVALID_VALUE, message, { field: 'first' });
    }
    const page = await this.#store.operations({
      first,
      after,
      ...(accountId !== null && { accountId }),
      ...(actor !== null && { actor }),
      ...(states !== null && { states }),
    });
    return { items: page.items, hasNextPage: page.hasMore, hasPreviousPage: after !== null };
  }

  /** Asks the provider what became of an open operation. It never writes. See {@link Reconciler.reconcile}. */
  reconcile(id: string, call?: WriteOptions): Promise<OperationRecord> {
    return this.#reconciler.reconcile(id, call);
  }
}
