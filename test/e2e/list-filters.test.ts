import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FindAccountsDocument, SourcesDocument, type AccountFilter } from '../../schema/operations.gen.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

let accord: RunningAccord;
beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());
beforeEach(() => {
  for (const emulator of Object.values(accord.emulators)) emulator.clearJournal();
});

const sources = ['kameleoon', 'kibo', 'huawei-cloud', 'cpp'] as const;

async function find(filter: AccountFilter) {
  const answer = await accord.execute(FindAccountsDocument, { first: 200, after: null, filter });
  expect(answer.errors).toBeUndefined();
  const page = answer.data?.accounts;
  if (!page) throw new Error(JSON.stringify(answer));
  return page;
}

/** The list calls of each source, without sign-ins. */
const calls = () =>
  Object.fromEntries(
    sources.map((id) => [
      id,
      accord.emulators[id].requests.filter(({ kind }) => kind === 'read').map(({ path }) => path),
    ]),
  );

describe('filters over real HTTP', () => {
  it('FILTER-EMAIL finds the accounts of an address with one call per source, by the providers’ own filters', async () => {
    const email = String(accord.emulators.kameleoon.accounts()[0]?.email);
    const page = await find({ sources: [...sources], email: email.toUpperCase() });
    expect(page.nodes.map(({ source }) => source.id)).toEqual(expect.arrayContaining(['kameleoon', 'kibo', 'cpp']));
    expect(new Set(page.nodes.map((node) => node.email?.toLowerCase()))).toEqual(new Set([email]));
    const paths = calls();
    expect(Object.values(paths).map((list) => list.length)).toEqual([1, 1, 1, 1]);
    expect(paths.kameleoon?.[0]).toContain('filter=');
    expect(paths.kibo?.[0]).toContain('emailAddress=');
    expect(paths.cpp?.[0]).toContain('&email=');
  });

  it.each([
    ['status', { status: ['DEACTIVATED', 'CLOSING'] }],
    ['search', { search: 'HORVAT' }],
    ['all of them', { status: ['ACTIVE'], search: 'example' }],
  ] satisfies [string, AccountFilter][])(
    'FILTER-SAME %s: the same accounts as when all are read',
    async (_what, filter) => {
      const everybody = await find({});
      const found = await find(filter);
      const expected = everybody.nodes.filter(
        ({ status, displayName, username, email }) =>
          (!('status' in filter) || filter.status.some((each) => each === status)) &&
          (!('search' in filter) ||
            [displayName, username, email].some((text) => text?.toLowerCase().includes(filter.search.toLowerCase()))),
      );
      expect(found.nodes.length).toBeGreaterThan(0);
      expect(found.nodes.length).toBeLessThan(everybody.nodes.length);
      expect(found.nodes.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    },
  );

  it('FILTER-UNSEEN looks at the address also where nobody asks to see it', async () => {
    const email = String(accord.emulators['huawei-cloud'].accounts()[3]?.email);
    const answer = await accord.query('query ($filter: AccountFilter) { accounts(filter: $filter) { nodes { id } } }', {
      filter: { sources: ['huawei-cloud'], email },
    });
    const id = `huawei-cloud:${String(accord.emulators['huawei-cloud'].accounts()[3]?.id)}`;
    expect(answer.data).toEqual({ accounts: { nodes: [{ id }] } });
  });

  it('FILTER-BAD is refused by the name of its field, and calls nobody', async () => {
    const answer = await accord.execute(FindAccountsDocument, { first: 5, after: null, filter: { email: 'nobody' } });
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_VALUE', field: 'filter.email' } });
    expect(Object.values(calls()).flat()).toEqual([]);
  });

  it('FILTER-CAPABILITIES says who evaluates what', async () => {
    const answer = await accord.execute(SourcesDocument, {});
    const told = answer.data?.sources.map(({ id, capabilities }) => [id, capabilities.listFilters]);
    expect(Object.fromEntries(told ?? [])).toEqual({
      kameleoon: ['EMAIL', 'STATUS'],
      kibo: ['EMAIL', 'STATUS'],
      wacm: [],
      'huawei-cloud': [],
      cpp: ['EMAIL'],
    });
  });
});
