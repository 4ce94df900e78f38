import type { AccountFilter } from '../domain/account-filter.ts';
import { canonicalText } from '../domain/canonical-text.ts';
import type { Stretch, StretchRequest } from './source-stretch.ts';

// Lists that somebody asked for lately; a forgotten one costs waiting, not correctness.
const MAX_ENTRIES = 1000;

/** How many accounts sources have had lately, to tell whether a page will also need the source that follows. */
export class ListForecast {
  /** Null: more than a page took. */
  readonly #counts = new Map<string, number | null>();

  /** How many accounts of a source to expect; null where nobody knows, or knows only that they are many. */
  expect(sourceId: string, { after, filter }: StretchRequest): number | null {
    if (after !== null) return null;
    const known = this.#counts.get(keyOf(sourceId, filter));
    // An address is mostly one account's.
    return known === undefined && filter.email !== null ? 1 : (known ?? null);
  }

  /** Takes note of what a source answered. */
  learn(sourceId: string, { after, filter }: StretchRequest, { items, end }: Stretch): void {
    if (after !== null || end === 'FAILED') return;
    const key = keyOf(sourceId, filter);
    const known = this.#counts.get(key) ?? null;
    // A short page says nothing against a count that is higher.
    if (end === 'FULL' && known !== null && items.length < known) return;
    this.#counts.delete(key);
    this.#counts.set(key, end === 'ENDED' ? items.length : null);
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > MAX_ENTRIES && oldest !== undefined) this.#counts.delete(oldest);
  }
}

function keyOf(sourceId: string, filter: AccountFilter): string {
  return canonicalText([sourceId, filter]);
}
