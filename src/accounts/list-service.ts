import type { Account } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import type { CallOptions, PageRequest, ReadingPage } from '../domain/datasource.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { Source, Sources } from '../domain/source.ts';
import type { Store } from '../store/store.ts';
import { mayRead, readForbidden } from './access-policy.ts';
import { revived } from './current-account.ts';
import { formatCursor, parseCursor, type ListPlace } from './list-cursor.ts';

export interface ListQuery {
  /** 1..200. */
  readonly first: number;
  readonly after: string | null;
  /** Only these sources; null for all. */
  readonly sources: readonly string[] | null;
  /** Only sources of these providers, by the graph's names; null for all. */
  readonly providers: readonly string[] | null;
}

export interface AccountEdge {
  readonly cursor: string;
  readonly node: Account;
}

/** A source that could not answer. */
export interface SourceProblem {
  readonly source: Source;
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAt: Date | null;
}

export interface AccountList {
  readonly edges: readonly AccountEdge[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly endCursor: string | null;
  readonly problems: readonly SourceProblem[];
}

const MAX_PAGE_SIZE = 200;

/**
 * Lists accounts over several sources: source by source in configuration order, each in its provider's own order.
 *
 * A source is asked for no more than the page still needs, so that a page costs one call for each source in it. One
 * that cannot answer becomes a problem, and the list goes on behind it.
 */
export class ListService {
  readonly #sources: Sources;
  readonly #store: Store;
  readonly #now: () => number;

  constructor(options: { readonly sources: Sources; readonly store: Store; readonly now: () => number }) {
    this.#sources = options.sources;
    this.#store = options.store;
    this.#now = options.now;
  }

  /**
   * Lists what the caller may see. A source that it asked for and may not see becomes a problem.
   * @throws AccountError INVALID_VALUE for a bad `first`, `after` or unknown source, FORBIDDEN where the caller may see no
   * accounts at all. Sources never make it throw.
   */
  async list(caller: Caller, query: ListQuery, options: CallOptions = {}): Promise<AccountList> {
    checkFirst(query.first);
    const place = query.after === null ? null : parseCursor(query.after);
    const selected = this.#select(query);
    const all = selected.filter((source) => mayRead(caller, source));
    this.#checkMayReadAny(caller);
    const page = new PageInProgress(query.first);
    // Said once, on the first page: the other pages would only repeat it.
    if (place === null) {
      if (isNarrowed(query)) page.problems.push(...selected.filter((one) => !all.includes(one)).map(notVisible));
      page.problems.push(...all.filter(isNotListable).map(notListable));
    }
    const rest = place === null ? all : startingAt(all, place);
    for (const [index, source] of rest.entries()) {
      const after = index === 0 && place?.sourceId === source.id ? place.position : null;
      await this.#readSource({ source, after }, page, options);
      if (!page.isFull) continue;
      page.hasMore ||= index < rest.length - 1;
      break;
    }
    return {
      edges: page.edges,
      hasNextPage: page.hasMore,
      hasPreviousPage: place !== null,
      endCursor: page.edges.at(-1)?.cursor ?? null,
      problems: page.problems,
    };
  }

  #checkMayReadAny(caller: Caller): void {
    if ([...this.#sources.values()].some((source) => mayRead(caller, source))) return;
    const message = 'You may not see accounts of any source. The scope accounts:read would allow it.';
    throw new AccountError(ErrorCode.FORBIDDEN, message);
  }

  #select(query: ListQuery): readonly Source[] {
    const unknown = query.sources?.find((id) => !this.#sources.has(id));
    if (unknown !== undefined) {
      const known = [...this.#sources.keys()].join(', ');
      throw new AccountError(ErrorCode.INVALID_VALUE, `filter.sources names a source that is not one of ${known}.`, {
        field: 'filter',
      });
    }
    return [...this.#sources.values()].filter(
      (source) => (query.sources?.includes(source.id) ?? true) && (query.providers?.includes(source.provider) ?? true),
    );
  }

  async #readSource(
    from: { readonly source: Source; readonly after: string | null },
    page: PageInProgress,
    options: CallOptions,
  ): Promise<void> {
    const { source } = from;
    let { after } = from;
    let got: ReadingPage;
    try {
      do {
        got = await this.#fetchPage(source, { after, limit: page.wanted }, options);
        page.add(source, got);
        after = got.items.at(-1)?.position ?? null;
      } while (got.hasMore && got.items.length > 0 && !page.isFull);
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      page.problems.push(this.#problem(source, error));
    }
  }

  /** A stretch of the source's own list, or of its accounts' last answers where it offers no list. */
  async #fetchPage(source: Source, request: PageRequest, options: CallOptions): Promise<ReadingPage> {
    if (source.datasource.capabilities.list) return source.datasource.fetchPage(request, options);
    const page = await this.#store.snapshots({ sourceId: source.id, ...request });
    return { ...page, items: page.items.map((item) => ({ ...item, reading: revived(item.reading) })) };
  }

  #problem(source: Source, error: AccountError): SourceProblem {
    const { retryAfterSeconds } = error.details;
    const retryAt = retryAfterSeconds === undefined ? null : new Date(this.#now() + retryAfterSeconds * 1000);
    return { source, code: error.code, message: error.message, retryAt };
  }
}

/** The page as it fills. */
class PageInProgress {
  readonly edges: AccountEdge[] = [];
  readonly problems: SourceProblem[] = [];
  /** Whether more follows in the source that was read last. */
  hasMore = false;
  readonly #first: number;

  constructor(first: number) {
    this.#first = first;
  }

  get wanted(): number {
    return this.#first - this.edges.length;
  }

  get isFull(): boolean {
    return this.wanted === 0;
  }

  add(source: Source, page: ReadingPage): void {
    for (const { reading, position } of page.items) {
      this.edges.push({ cursor: formatCursor({ sourceId: source.id, position }), node: reading.account });
    }
    this.hasMore = page.hasMore;
  }
}

function checkFirst(first: number): void {
  if (Number.isInteger(first) && first >= 1 && first <= MAX_PAGE_SIZE) return;
  throw new AccountError(ErrorCode.INVALID_VALUE, `first must be a whole number from 1 to ${MAX_PAGE_SIZE}.`, {
    field: 'first',
  });
}

/** The sources from a place on. A cursor of another selection or an older configuration leads nowhere. */
function startingAt(sources: readonly Source[], place: ListPlace): readonly Source[] {
  const index = sources.findIndex((source) => source.id === place.sourceId);
  if (index >= 0) return sources.slice(index);
  throw new AccountError(ErrorCode.INVALID_VALUE, 'after is a cursor of a list over other sources than this one.', {
    field: 'after',
  });
}

/** Whether the caller said which sources. */
function isNarrowed({ sources, providers }: ListQuery): boolean {
  return sources !== null || providers !== null;
}

function notVisible(source: Source): SourceProblem {
  const { code, message } = readForbidden(source);
  return { source, code, message, retryAt: null };
}

function isNotListable(source: Source): boolean {
  return !source.datasource.capabilities.list;
}

function notListable(source: Source): SourceProblem {
  const message = `${source.label} offers no way to list accounts: only those updated through Accord are here.`;
  return { source, code: ErrorCode.READ_NOT_SUPPORTED, message, retryAt: null };
}
