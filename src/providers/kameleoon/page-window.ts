/** Which numbered page to ask for, and which part of it is wanted. */
export interface PageWindow {
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
  /** How many items at the page's start lie before the wanted ones. */
  readonly skip: number;
  /** How many items after those are wanted. */
  readonly take: number;
}

/**
 * Finds one numbered page that holds the items from `offset` on: the smallest that holds all `limit` of them, else the
 * one that holds the most. Kameleoon's list knows page numbers only, while a reader may stop anywhere in a page.
 */
export function pageWindow(offset: number, limit: number, maxPerPage: number): PageWindow {
  const wanted = Math.min(limit, maxPerPage);
  let best: PageWindow | null = null;
  for (let perPage = wanted; perPage <= maxPerPage; perPage += 1) {
    const skip = offset % perPage;
    const take = Math.min(wanted, perPage - skip);
    if (best === null || take > best.take) best = { page: Math.floor(offset / perPage) + 1, perPage, skip, take };
    if (take === wanted) break;
  }
  // maxPerPage is at least 1, so that the loop ran.
  return best ?? { page: offset + 1, perPage: 1, skip: 0, take: 1 };
}
