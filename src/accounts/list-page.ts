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
  readonly nodes: readonly Account[];
  readonly edges: readonly AccountEdge[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  readonly problems: readonly SourceProblem[];
}

/** An account of a page, and where it is. */
interface PlacedAccount {
  readonly place: ListPlace;
  readonly node: Account;
}

/** A page as it fills. */
export class ListPage {
  readonly #first: number;
  readonly #cursors: ListCursors;
  readonly #accounts: PlacedAccount[] = [];
  /** How far the page got; null where it found nothing and nothing follows. */
  #place: ListPlace | null = null;
  #hasMore = false;

  constructor(first: number, cursors: ListCursors) {
    this.#first = first;
    this.#cursors = cursors;
  }

  get wanted(): number {
    return this.#first - this.#accounts.length;
  }

  /** Adds what a source answered; true where the page ends with it. `isLast`: no other source follows. */
  add(source: Source, { items, next, end }: Stretch, isLast: boolean): boolean {
    for (const { reading, position } of items) {
      this.#accounts.push({ place: { sourceId: source.id, position }, node: reading.account });
    }
    const isOver = end === 'CUT' || this.wanted === 0;
    if (items.length > 0 || isOver) this.#place = { sourceId: source.id, position: next };
    this.#hasMore = end === 'CUT' || end === 'FULL' || (isOver && !isLast);
    return isOver;
  }

  /** The page as clients get it. Its cursors are written when somebody asks for them, which most do for one, or for none. */
  finish(hasPreviousPage: boolean, problems: readonly SourceProblem[]): AccountList {
    const [accounts, cursors, end] = [this.#accounts, this.#cursors, this.#place];
    const last = accounts.at(-1);
    // Behind the last account may lie others that were looked through in vain: its cursor leads past them, since the
    // cursor of the last edge and the page's end are the same by Relay's rules.
    const cursorOf = (one: PlacedAccount): string => cursors.format(one === last && end !== null ? end : one.place);
    return {
      nodes: accounts.map(({ node }) => node),
      hasNextPage: this.#hasMore,
      hasPreviousPage,
      problems,
      get edges() {
        return accounts.map((one) => ({ cursor: cursorOf(one), node: one.node }));
      },
      get startCursor() {
        return accounts[0] ? cursorOf(accounts[0]) : null;
      },
      get endCursor() {
        return end && cursors.format(end);
      },
    };
  }
}
