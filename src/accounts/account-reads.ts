import type { AccountCache } from '../cache/account-cache.ts';
import { SharedCalls } from '../cache/shared-calls.ts';
import { formatAccountId } from '../domain/account-id.ts';
import { wantsOnDemand, type CallOptions, type Reading } from '../domain/datasource.ts';
import type { Location } from './locate.ts';

/** One read of an account, as its cache and those who share it know it. */
interface Read {
  readonly accountId: string;
  readonly location: Location;
  readonly actor: string;
  /** Whether it brings what its source has on demand, too. */
  readonly complete: boolean;
  readonly options: CallOptions;
}

/**
 * Reads accounts at their providers, no more often than it must: reads of one caller that are under way at the same time
 * are one, and what was read may be kept for a while (with `freshness: CACHED`) where a cache is configured.
 *
 * Neither ever hides a write: a read that begins after a write of any process has ended sees it. What decides over a
 * write (updates, versions, reconciliation) does not read here, but at the provider itself: see `currentAccount`.
 *
 * Whether the caller may read the account was decided before: the cache is the same for all who may.
 */
export class AccountReads {
  readonly #cache: AccountCache | null;
  readonly #calls = new SharedCalls<Reading | null>();
  /** How many writes of this process are under way, by account. */
  readonly #writes = new Map<string, number>();

  constructor(options: { readonly cache: AccountCache | null }) {
    this.#cache = options.cache;
  }

  /** The account of a source that can be read; null where there is none. @throws AccountError the upstream codes. */
  read(actor: string, location: Location, options: CallOptions): Promise<Reading | null> {
    const accountId = formatAccountId({ sourceId: location.source.id, externalId: location.externalId });
    const complete = wantsOnDemand(location.source.datasource.capabilities, options.fields);
    const read = { accountId, location, actor, complete, options };
    return this.#cache ? this.#readThrough(this.#cache, read) : this.#share(read, null);
  }

  /** To be called before a write leaves. */
  async beginWrite(accountId: string): Promise<void> {
    this.#writes.set(accountId, (this.#writes.get(accountId) ?? 0) + 1);
    this.#calls.part(accountId);
    await this.#cache?.beginWrite(accountId);
  }

  /** To be called before a write's caller is told: `settled` where it is known what became of it. */
  async endWrite(accountId: string, settled: boolean): Promise<void> {
    // Where it is not, the account stays out of the cache until that is found out.
    if (settled) await this.#cache?.endWrite(accountId);
    const others = (this.#writes.get(accountId) ?? 1) - 1;
    if (others > 0) this.#writes.set(accountId, others);
    else this.#writes.delete(accountId);
  }

  /** To be called once it is found out what became of a write. */
  async settle(accountId: string): Promise<void> {
    this.#calls.part(accountId);
    await this.#cache?.endWrite(accountId);
  }

  /** To be called when an account was read elsewhere: no later read may be answered with what was read before. */
  seen(accountId: string): void {
    this.#calls.part(accountId);
  }

  async #readThrough(cache: AccountCache, read: Read): Promise<Reading | null> {
    const looked = await cache.look(read.accountId, read.complete);
    if (looked.kind === 'WRITING' || this.#writes.has(read.accountId)) return fetchAccount(read, read.options);
    if (looked.kind === 'HIT') return looked.reading;
    return this.#share(read, looked.kind === 'MISS' ? looked.generation : null);
  }

  #share(read: Read, generation: string | null): Promise<Reading | null> {
    const { accountId, actor, complete, options } = read;
    // During a write two reads may see different things, and the later one must not be answered with the earlier.
    if (this.#writes.has(accountId)) return fetchAccount(read, options);
    const own = `${String(generation)} ${actor}`;
    const keys = complete ? ([`all ${own}`] as const) : ([`some ${own}`, `all ${own}`] as const);
    return this.#calls.run({ group: accountId, keys }, options.signal, async (signal) => {
      const reading = await fetchAccount(read, { ...options, signal });
      if (reading !== null && generation !== null) this.#cache?.keep(generation, reading);
      return reading;
    });
  }
}

function fetchAccount({ location }: Read, options: CallOptions): Promise<Reading | null> {
  return location.source.datasource.fetchAccount(location.externalId, options);
}
