import type { Caller } from '../domain/caller.ts';
import type { Clock } from '../domain/clock.ts';
import type { CallOptions } from '../domain/datasource.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { Source, Sources } from '../domain/source.ts';
import { checkMayReadAny, mayRead } from './access-policy.ts';
import { ListCursors, type ListPlace } from './list-cursor.ts';
import { ListForecast } from './list-forecast.ts';
import { ListPage, type AccountList } from './list-page.ts';
import { checkFirst, filterOf, selectionText, sourcesOf, type ListQuery } from './list-query.ts';
import { ReadAhead, type PageSources } from './read-ahead.ts';
import { notListable, notVisible, toProblem, type SourceProblem } from './source-problem.ts';
import { StretchReader, type SnapshotStore } from './source-stretch.ts';

/**
 * Lists accounts over several sources: source by source in configuration order, each in its provider's own order.
 *
 * A source is asked for no more than the page still needs, so that a page costs one call for each source in it. What a
 * provider cannot filter is filtered here, over a bounded number of its pages: such a page may end early, and its
 * cursor leads on. A source that cannot answer becomes a problem, and the list goes on behind it.
 */
export class ListService {
  readonly #sources: Sources;
  readonly #clock: Clock;
  readonly #reader: StretchReader;
  readonly #forecast = new ListForecast();

  constructor(options: { readonly sources: Sources; readonly store: SnapshotStore; readonly clock: Clock }) {
    this.#sources = options.sources;
    this.#clock = options.clock;
    this.#reader = new StretchReader(options);
  }

  /**
   * Lists what the caller may see. A source that it asked for and may not see becomes a problem.
   * @throws AccountError INVALID_VALUE for a bad `first`, `after`, e-mail address or search, or an unknown source, FORBIDDEN
   * where the caller may see no accounts at all. Sources never make it throw.
   */
  async list(caller: Caller, query: ListQuery, options: CallOptions = {}): Promise<AccountList> {
    checkFirst(query.first);
    const selected = sourcesOf(query, this.#sources);
    const filter = filterOf(query);
    const cursors = new ListCursors(selectionText(query, filter));
    const place = query.after === null ? null : cursors.parse(query.after);
    checkMayReadAny(caller, this.#sources);
    const sources = selected.filter((source) => mayRead(caller, source));
    const problems: SourceProblem[] = [];
    // Said once, on the first page: the other pages would only repeat it.
    if (place === null) {
      if (isNarrowed(query)) problems.push(...selected.filter((one) => !sources.includes(one)).map(notVisible));
      problems.push(...sources.filter(isNotListable).map(notListable));
    }
    const page = new ListPage(query.first, cursors);
    const from = { ...pageSources(sources, place), filter };
    // No status at all is a filter that nobody passes.
    if (filter.status?.length !== 0) problems.push(...(await this.#fill(page, from, options)));
    return page.finish(place !== null, problems);
  }

  async #fill(page: ListPage, from: PageSources, options: CallOptions): Promise<readonly SourceProblem[]> {
    const problems: SourceProblem[] = [];
    const ahead = new ReadAhead({ reader: this.#reader, forecast: this.#forecast, clock: this.#clock }, from, options);
    try {
      for (const [index, source] of from.sources.entries()) {
        const stretch = await ahead.take(index, page.wanted);
        if (stretch.failure) problems.push(toProblem(source, stretch.failure, this.#clock.now()));
        if (page.add(source, stretch, index === from.sources.length - 1)) break;
      }
      return problems;
    } finally {
      ahead.close();
    }
  }
}

/** The sources from a place on. A cursor of an older configuration leads nowhere. */
function pageSources(sources: readonly Source[], place: ListPlace | null): Omit<PageSources, 'filter'> {
  if (place === null) return { sources, after: null };
  const index = sources.findIndex((source) => source.id === place.sourceId);
  if (index < 0) {
    const message = 'after is a cursor of a list over other sources than this one.';
    throw new AccountError(ErrorCode.INVALID_VALUE, message, { field: 'after' });
  }
  // Behind the last account of its source, the list goes on with the next one.
  const from = place.position === null ? index + 1 : index;
  return { sources: sources.slice(from), after: place.position };
}

/** Whether the caller said which sources. */
function isNarrowed({ sources, providers }: ListQuery): boolean {
  return sources !== null || providers !== null;
}

function isNotListable(source: Source): boolean {
  return !source.datasource.capabilities.list;
}
