import type { Account } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import type { CallOptions } from '../domain/datasource.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { Sources } from '../domain/source.ts';
import type { Store } from '../store/store.ts';
import { checkMayRead } from './access-policy.ts';
import { currentAccount } from './current-account.ts';
import { locateAccount, type Location } from './locate.ts';

/** Reads single accounts. */
export class AccountService {
  readonly #sources: Sources;
  readonly #store: Store;

  constructor(options: { readonly sources: Sources; readonly store: Store }) {
    this.#sources = options.sources;
    this.#store = options.store;
  }

  /** Finds where an id leads; see {@link locateAccount}. */
  locate(id: string): Location {
    return locateAccount(this.#sources, id);
  }

  /**
   * The account of an id; null where the provider says that there is none. May be repeated.
   * @throws AccountError INVALID_VALUE or NOT_FOUND (of the source) for a bad id, FORBIDDEN, READ_NOT_SUPPORTED, the
   * upstream codes, STORE_UNAVAILABLE.
   */
  async read(caller: Caller, id: string, options: CallOptions = {}): Promise<Account | null> {
    const location = this.locate(id);
    checkMayRead(caller, location.source);
    const reading = await currentAccount(this.#store, location, options);
    const { source } = location;
    if (reading || source.datasource.capabilities.readOne) return reading?.account ?? null;
    throw new AccountError(
      ErrorCode.READ_NOT_SUPPORTED,
      `${source.label} offers no way to read an account, and this one has not been updated through Accord yet. ` +
        'Its next update through Accord makes it readable as a snapshot.',
    );
  }
}
