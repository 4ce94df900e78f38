import type { AccountFilter } from '../domain/account-filter.ts';
import { Cancellation, type CancelSignal } from '../domain/cancellation.ts';
import type { Clock } from '../domain/clock.ts';
import type { CallOptions } from '../domain/datasource.ts';
import type { Source } from '../domain/source.ts';
import type { ListForecast } from './list-forecast.ts';
import type { Stretch, StretchReader } from './source-stretch.ts';

/** What reads ahead need beside their list. */
export interface ReadAheadTools {
  readonly reader: StretchReader;
  readonly forecast: ListForecast;
  readonly clock: Clock;
}

/** The sources of one page, in order, and where to begin in the first of them. */
export interface PageSources {
  readonly sources: readonly Source[];
  /** The first source's own position; null for its start. */
  readonly after: string | null;
  readonly filter: AccountFilter;
}

interface Started {
  readonly limit: number;
  readonly stretch: Promise<Stretch>;
}

/** How long a source may take before the next one is asked, too: a source that hangs then delays nobody but itself. */
const PATIENCE_MS = 2000;

/**
 * Reads the sources of one page: one after the other where the first may well fill the page, at the same time where it
 * will not, or is slow. Why so: docs/decisions/0015.
 */
export class ReadAhead {
  readonly #tools: ReadAheadTools;
  readonly #page: PageSources;
  readonly #options: CallOptions;
  readonly #started = new Map<number, Started>();
  readonly #closing = new Cancellation();
  readonly #callerSignal: CancelSignal | undefined;
  readonly #abort = (): void => {
    this.#closing.cancel();
  };
  #running = 0;

  constructor(tools: ReadAheadTools, page: PageSources, options: CallOptions) {
    this.#tools = tools;
    this.#page = page;
    this.#options = { ...options, signal: this.#closing };
    this.#callerSignal = options.signal;
    // Not AbortSignal.any: what it makes stays in memory until all garbage is collected, and the page with it.
    if (options.signal?.aborted === true) this.#abort();
    options.signal?.addEventListener('abort', this.#abort);
  }

  /**
   * The stretch of a source, by its place in the order: `wanted` accounts where it has as many.
   * @throws what {@link StretchReader.read} throws.
   */
  async take(index: number, wanted: number): Promise<Stretch> {
    const { limit, stretch } = this.#start(index, wanted);
    const got = await stretch;
    if (got.items.length > wanted) return shortened(got, wanted);
    // Less was asked for than turned out to be needed: an earlier source had fewer accounts than it used to.
    if (got.end === 'FULL' && limit < wanted) return this.#continued(index, got, wanted);
    return got;
  }

  /** Ends what is still being read, because the page is full without it. */
  close(): void {
    this.#callerSignal?.removeEventListener('abort', this.#abort);
    if (this.#running > 0) this.#abort();
  }

  #start(index: number, limit: number): Started {
    const running = this.#started.get(index);
    if (running) return running;
    const { clock } = this.#tools;
    const cancel = clock.schedule(PATIENCE_MS, () => {
      this.#startNext(index, limit);
    });
    this.#closing.addEventListener('abort', cancel);
    this.#running += 1;
    const stretch = this.#read(index, limit).finally(() => {
      this.#running -= 1;
      cancel();
    });
    // Nobody may ever ask for it.
    stretch.catch(() => undefined);
    const started = { limit, stretch };
    this.#started.set(index, started);
    const expected = this.#expect(index, limit);
    if (expected !== null) this.#startNext(index, limit - expected);
    return started;
  }

  #startNext(index: number, limit: number): void {
    const isNeeded = limit > 0 && index + 1 < this.#page.sources.length && !this.#closing.aborted;
    if (isNeeded) this.#start(index + 1, limit);
  }

  async #read(index: number, limit: number): Promise<Stretch> {
    const { source, request } = this.#requestOf(index, limit);
    const stretch = await this.#tools.reader.read(source, request, this.#options);
    this.#tools.forecast.learn(source.id, request, stretch);
    if (stretch.end === 'ENDED' || stretch.end === 'FAILED') this.#startNext(index, limit - stretch.items.length);
    return stretch;
  }

  #expect(index: number, limit: number): number | null {
    const { source, request } = this.#requestOf(index, limit);
    return this.#tools.forecast.expect(source.id, request);
  }

  #requestOf(index: number, limit: number) {
    const source = this.#page.sources[index];
    if (!source) throw new RangeError('There is no such source in this page.');
    const after = index === 0 ? this.#page.after : null;
    return { source, request: { after, limit, filter: this.#page.filter } };
  }

  async #continued(index: number, first: Stretch, wanted: number): Promise<Stretch> {
    const { source, request } = this.#requestOf(index, wanted - first.items.length);
    const rest = await this.#tools.reader.read(source, { ...request, after: first.next }, this.#options);
    return { ...rest, items: [...first.items, ...rest.items] };
  }
}

function shortened({ items }: Stretch, wanted: number): Stretch {
  const kept = items.slice(0, wanted);
  return { items: kept, next: kept.at(-1)?.position ?? null, end: 'FULL', failure: null };
}
