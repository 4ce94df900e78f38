import { accountTest, activeParts, NO_FILTER, type AccountFilter } from '../domain/account-filter.ts';
import type { Account } from '../domain/account.ts';
import type { Clock } from '../domain/clock.ts';
import type { CallOptions, PageItem, PageRequest, ReadingPage } from '../domain/datasource.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import type { Store } from '../store/store.ts';
import { revived } from './current-account.ts';

/** Where the last answers are, for sources that offer no list. */
export type SnapshotStore = Pick<Store, 'snapshots'>;

/** What is wanted of one source. */
export interface StretchRequest {
  /** The source's own position; null for the start of its list. */
  readonly after: string | null;
  /** How many accounts, at least 1. */
  readonly limit: number;
  readonly filter: AccountFilter;
  /** Which of the accounts that come count; default: those that pass the filter. */
  readonly test?: (account: Account) => boolean;
}

/** A stretch of a source's list: the accounts that were looked for, and how far the search got. */
export interface Stretch {
  readonly items: readonly PageItem[];
  /** Where to go on; null at the end of the list. Set beside a failure, it is the place that was reached before. */
  readonly next: string | null;
  /** ENDED: nothing follows. FULL: the limit was reached. CUT: the search was given up for now. FAILED: see `failure`. */
  readonly end: 'ENDED' | 'FULL' | 'CUT' | 'FAILED';
  readonly failure: AccountError | null;
}

// The most that any of the providers takes.
const SCAN_PAGE_SIZE = 200;
/** How many pages of a source one request looks through: 2,000 accounts. */
const MAX_SCAN_PAGES = 10;
// After which no further page is begun, so that the answer is not much later than a source's own deadline.
const MAX_SCAN_MS = 10_000;

/** Reads stretches of single sources: of the provider's list, or of the last answers where it offers none. */
export class StretchReader {
  readonly #store: SnapshotStore;
  readonly #clock: Clock;

  constructor(options: { readonly store: SnapshotStore; readonly clock: Clock }) {
    this.#store = options.store;
    this.#clock = options.clock;
  }

  /**
   * Reads on until enough accounts have passed, the list ends, or ten pages were looked through. A provider that evaluates
   * the whole filter is asked for what is wanted and no more; otherwise pages are as large as they can be.
   *
   * @throws AccountError INVALID_VALUE where the position is none of this source's. Other failures are in the answer.
   */
  async read(source: Source, request: StretchRequest, options: CallOptions): Promise<Stretch> {
    const search = new Search(request);
    const reading = { ...options, ...withFieldsOf(request, options) };
    const startedAt = this.#clock.now();
    const { listFilters } = source.datasource.capabilities;
    const isEvaluated =
      request.test === undefined && activeParts(request.filter).every((part) => listFilters.includes(part));
    try {
      for (let pages = 0; pages < MAX_SCAN_PAGES; pages += 1) {
        if (pages > 0 && this.#clock.now() - startedAt >= MAX_SCAN_MS) break;
        // What a provider evaluates it may still evaluate too widely: then the second page is a large one, too.
        const limit = isEvaluated && (pages === 0 || isUnfiltered(request)) ? search.wanted : SCAN_PAGE_SIZE;
        search.add(await this.#fetchPage(source, { after: search.next, limit, filter: request.filter }, reading));
        if (search.end !== 'CUT') break;
      }
      return search.result(null);
    } catch (error) {
      if (!(error instanceof AccountError) || isBadPosition(error)) throw error;
      return search.result(error);
    }
  }

  async #fetchPage(source: Source, request: PageRequest, options: CallOptions): Promise<ReadingPage> {
    if (source.datasource.capabilities.list) return source.datasource.fetchPage(request, options);
    const page = await this.#store.snapshots({
      sourceId: source.id,
      after: request.after,
      limit: request.limit,
      email: request.filter?.email ?? null,
    });
    return { ...page, items: page.items.map((item) => ({ ...item, reading: revived(item.reading) })) };
  }
}

/** The accounts found so far. */
class Search {
  readonly #items: PageItem[] = [];
  readonly #limit: number;
  readonly #test: (account: Account) => boolean;
  #next: string | null;
  #end: 'ENDED' | 'FULL' | 'CUT' = 'CUT';

  constructor({ after, limit, filter, test }: StretchRequest) {
    this.#next = after;
    this.#limit = limit;
    this.#test = test ?? accountTest(filter);
  }

  get next(): string | null {
    return this.#next;
  }

  get wanted(): number {
    return this.#limit - this.#items.length;
  }

  /** How the search stands; CUT as long as it can go on. */
  get end(): 'ENDED' | 'FULL' | 'CUT' {
    return this.#end;
  }

  add({ items, hasMore }: ReadingPage): void {
    for (const item of items) {
      if (this.#test(item.reading.account)) {
        // One too many: the stretch ends before it.
        if (this.wanted === 0) {
          this.#end = 'FULL';
          return;
        }
        this.#items.push(item);
      }
      // What has been looked at and does not pass need not be looked at again.
      this.#next = item.position;
    }
    // A page without accounts that claims more would be asked for again and again.
    if (!hasMore || items.length === 0) this.#end = 'ENDED';
    else if (this.wanted === 0) this.#end = 'FULL';
  }

  result(failure: AccountError | null): Stretch {
    const end = failure === null ? this.#end : 'FAILED';
    return { items: this.#items, next: end === 'ENDED' ? null : this.#next, end, failure };
  }
}

/** Beside what the caller wants to see, what the test looks at: some providers tell addresses only where asked to. */
function withFieldsOf({ filter, test }: StretchRequest, { fields }: CallOptions): CallOptions {
  const looksAtEmail = test !== undefined || filter.email !== null || filter.search !== null;
  return fields && looksAtEmail ? { fields: new Set([...fields, 'email']) } : {};
}

function isUnfiltered({ filter }: StretchRequest): boolean {
  return filter === NO_FILTER || activeParts(filter).length === 0;
}

// A cursor can be made up by hand: that is the caller's mistake, not the source's.
function isBadPosition({ code, details }: AccountError): boolean {
  return code === ErrorCode.INVALID_VALUE && details.field === 'after';
}
