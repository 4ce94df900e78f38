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

  /** The page as clients get it. */
  finish(hasPreviousPage: boolean, problems: readonly SourceProblem[]): AccountList {
    return new FinishedPage(this.#accounts, {
      cursors: this.#cursors,
      end: this.#place,
      hasNextPage: this.#hasMore,
      hasPreviousPage,
      problems,
    });
  }
}

interface PageFacts extends Pick<AccountList, 'hasNextPage' | 'hasPreviousPage' | 'problems'> {
  readonly cursors: ListCursors;
  readonly end: ListPlace | null;
}

/**
 * Writes its cursors when somebody asks for them, which most do for one of them, or for none. A class, because getters of
 * an object literal make the engine keep a shape for each object, and with it the accounts, until all garbage is collected.
 */
class FinishedPage implements AccountList {
  readonly #accounts: readonly PlacedAccount[];
  readonly #cursors: ListCursors;
  readonly #end: ListPlace | null;
  readonly nodes: readonly Account[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly problems: readonly SourceProblem[];

  constructor(accounts: readonly PlacedAccount[], facts: PageFacts) {
    this.#accounts = accounts;
    this.#cursors = facts.cursors;
    this.#end = facts.end;
    this.nodes = accounts.map(({ node }) => node);
    this.hasNextPage = facts.hasNextPage;
    this.hasPreviousPage = facts.hasPreviousPage;
    this.problems = facts.problems;
  }

  get edges(): readonly AccountEdge[] {
    return this.#accounts.map((one) => ({ cursor: this.#cursorOf(one), node: one.node }));
  }

  get startCursor(): string | null {
    return this.#accounts[0] ? this.#cursorOf(this.#accounts[0]) : null;
  }

  get endCursor(): string | null {
    return this.#end && this.#cursors.format(this.#end);
  }

  // Behind the last account may lie others that were looked through in vain: its cursor leads past them, since the
  // cursor of the last edge and the page's end are the same by Relay's rules.
  #cursorOf(one: PlacedAccount): string {
    const isLast = one === this.#accounts.at(-1);
    return this.#cursors.format(isLast && this.#end !== null ? this.#end : one.place);
  }
}
