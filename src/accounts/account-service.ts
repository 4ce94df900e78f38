import type { Account } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import type { CallOptions } from '../domain/datasource.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { Sources } from '../domain/source.ts';
import type { Store } from '../store/store.ts';
import { checkMayRead } from './access-policy.ts';
import type { AccountReads } from './account-reads.ts';
import { lastAnswer } from './current-account.ts';
import { locateAccount, type Location } from './locate.ts';

/** Reads single accounts. */
export class AccountService {
  readonly #sources: Sources;
  readonly #store: Store;
  readonly #reads: AccountReads;

  constructor(options: { readonly sources: Sources; readonly store: Store; readonly reads: AccountReads }) {
    this.#sources = options.sources;
    this.#store = options.store;
    this.#reads = options.reads;
  }

  /**
   * Finds where an id leads; see {@link locateAccount}.
   * @throws AccountError INVALID_VALUE for a bad id, NOT_FOUND for one of no source.
   */
  locate(id: string): Location {
    return locateAccount(this.#sources, id);
  }

  /**
   * The account at a place; null where the provider says that there is none. May be repeated.
   * @throws AccountError FORBIDDEN, READ_NOT_SUPPORTED, the upstream codes, STORE_UNAVAILABLE.
   */
  async read(caller: Caller, location: Location, options: CallOptions = {}): Promise<Account | null> {
    checkMayRead(caller, location.source);
    const { source } = location;
    if (source.datasource.capabilities.readOne) {
      return (await this.#reads.read(caller.subject, location, options))?.account ?? null;
    }
    const reading = await lastAnswer(this.#store, location);
    if (reading) return reading.account;
    throw new AccountError(
      ErrorCode.READ_NOT_SUPPORTED,
      `${source.label} offers no way to read an account, and this one has not been updated through Accord yet. ` +
        'Its next update through Accord makes it readable as a snapshot.',
    );
  }
}
