import type { CallOptions, Reading } from '../domain/datasource.ts';
import type { Account } from '../domain/account.ts';
import { formatAccountId } from '../domain/account-id.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { Sources } from '../domain/source.ts';
import { locateAccount, type Location } from './locate.ts';
import type { Snapshots } from './snapshots.ts';

/** What the reading of accounts needs. */
export interface AccountServiceOptions {
  readonly sources: Sources;
  readonly snapshots: Snapshots;
}

/** Reads single accounts. */
export class AccountService {
  readonly #sources: Sources;
  readonly #snapshots: Snapshots;

  constructor(options: AccountServiceOptions) {
    this.#sources = options.sources;
    this.#snapshots = options.snapshots;
  }

  /** Finds where an id leads; see {@link locateAccount}. */
  locate(id: string): Location {
    return locateAccount(this.#sources, id);
  }

  /**
   * The account of an id; null where the provider says that there is none. One upstream call at most; may be repeated.
   * @throws AccountError INVALID_VALUE or NOT_FOUND (of the source) for a bad id, READ_NOT_SUPPORTED, the upstream codes.
   */
  async read(id: string, options: CallOptions = {}): Promise<Account | null> {
    const reading = await this.readLocated(this.locate(id), options);
    return reading?.account ?? null;
  }

  /** The same for an account whose place is known, with the provider's document behind it. */
  async readLocated({ source, externalId }: Location, options: CallOptions = {}): Promise<Reading | null> {
    if (source.datasource.capabilities.readOne) return source.datasource.fetchAccount(externalId, options);
    const snapshot = this.#snapshots.get(formatAccountId({ sourceId: source.id, externalId }));
    if (snapshot) return snapshot;
    throw new AccountError(
      ErrorCode.READ_NOT_SUPPORTED,
      `${source.label} offers no way to read an account, and this one has not been updated through Accord yet. ` +
        'Its next update through Accord makes it readable as a snapshot.',
    );
  }
}
