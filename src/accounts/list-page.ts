import type { Account } from '../domain/account.ts';
import type { Source } from '../domain/source.ts';
import type { ListCursors, ListPlace } from './list-cursor.ts';
import type { SourceProblem } from './source-problem.ts';
import type { Stretch } from './source-stretch.ts';

export interface AccountEdge {
  readonly cursor: string;
  readonly node: Account;
}

export interface AccountList {
  readonly edges: readonly AccountEdge[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly endCursor: string | null;
  readonly problems: readonly SourceProblem[];
}

/** A page as it fills. */
export class ListPage {
  readonly #first: number;
  readonly #cursors: ListCursors;
  readonly #edges: { cursor: string; node: Account }[] = [];
  /** How far the page got; null where it found nothing and nothing follows. */
  #place: ListPlace | null = null;
  #hasMore = false;

  constructor(first: number, cursors: ListCursors) {
    this.#first = first;
    this.#cursors = cursors;
  }

  get wanted(): number {
    return this.#first - this.#edges.length;
  }

  /** Adds what a source answered; true where the page ends with it. `isLast`: no other source follows. */
  add(source: Source, { items, next, end }: Stretch, isLast: boolean): boolean {
    for (const { reading, position } of items) {
      this.#edges.push({ cursor: this.#cursors.format({ sourceId: source.id, position }), node: reading.account });
    }
    const isOver = end === 'CUT' || this.wanted === 0;
    if (items.length > 0 || isOver) this.#place = { sourceId: source.id, position: next };
    this.#hasMore = end === 'CUT' || end === 'FULL' || (isOver && !isLast);
    return isOver;
  }

  /** The page as clients get it. */
  finish(hasPreviousPage: boolean, problems: readonly SourceProblem[]): AccountList {
    const endCursor = this.#place && this.#cursors.format(this.#place);
    const last = this.#edges.at(-1);
    // Behind the last account may lie others that were looked through in vain: its cursor leads past them, since the
    // cursor of the last edge and the page's end are the same by Relay's rules.
    if (last && endCursor !== null) last.cursor = endCursor;
    return { edges: this.#edges, hasNextPage: this.#hasMore, hasPreviousPage, endCursor, problems };
  }
}
