import { ListService } from '../../src/accounts/list-service.ts';
import type { ListQuery } from '../../src/accounts/list-query.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { SnapshotStore } from '../../src/accounts/source-stretch.ts';
import { FakeDatasource, fakeSource, type FakeOffers, type FakeRecord } from './fake-datasource.ts';
import { ManualClock } from './manual-clock.ts';
import { anonymous } from '../../src/domain/caller.ts';

/** A query for everything. */
export const allAccounts: ListQuery = {
  ...{ first: 200, after: null, sources: null, providers: null },
  ...{ email: null, status: null, search: null },
};

/** A fake source in the making: how many accounts, or which, and what its provider can do. */
export interface ListedSource extends FakeOffers {
  readonly records: number | readonly FakeRecord[];
}

/** For sources that all offer lists. */
const noSnapshots: SnapshotStore = { snapshots: () => Promise.resolve({ items: [], hasMore: false }) };

/** Sources over fake providers, in the order given, and the service that lists them. */
export function listSources(
  listed: Readonly<Record<string, ListedSource | number>>,
  given: { readonly store?: SnapshotStore; readonly clock?: Clock } = {},
) {
  const { store = noSnapshots, clock = new ManualClock(1000) } = given;
  const fakes = Object.fromEntries(
    Object.entries(listed).map(([id, source]) => {
      const { records, ...offers } = typeof source === 'number' ? { records: source } : source;
      const all = typeof records === 'number' ? numbered(id, records) : records;
      return [id, new FakeDatasource(all, { sourceId: id, ...offers })];
    }),
  );
  const sources = new Map(Object.entries(fakes).map(([id, fake]) => [id, fakeSource(id, fake)]));
  return {
    sources,
    list: new ListService({ sources, store, clock }),
    /** The fake of a source. */
    fake: (id: string): FakeDatasource => {
      const found = fakes[id];
      if (!found) throw new RangeError(`There is no source ${id}.`);
      return found;
    },
  };
}

/** The keys of a page's accounts. */
export function idsOf(page: Awaited<ReturnType<ListService['list']>>): readonly string[] {
  return page.edges.map((edge) => edge.node.externalId);
}

/** All pages of a list, one after the other. */
export async function* walk(list: ListService, query: ListQuery) {
  let after: string | null = null;
  do {
    const page = await list.list(anonymous, { ...query, after });
    yield page;
    after = page.hasNextPage ? page.endCursor : null;
  } while (after !== null);
}

/** Records `<id>0`, `<id>1` and so on, each with an address at `<id>.example`. */
function numbered(id: string, count: number): readonly FakeRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ id: `${id}${index}`, name: `Name ${index}`, note: null },
    email: `${index}@${id}.example`,
  }));
}
