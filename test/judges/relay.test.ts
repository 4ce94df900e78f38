/** Accord's lists before a client that nobody here wrote: the Relay compiler, and Relay's store with its connections. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createOperationDescriptor,
  Environment,
  fetchQuery,
  Network,
  RecordSource,
  Store,
  type ConcreteRequest,
  type GraphQLResponse,
} from 'relay-runtime';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { compilePeopleList } from './relay/compile.ts';

let accord: RunningAccord;
let folder: string;
let peopleList: ConcreteRequest;

beforeAll(async () => {
  accord = await startAccord();
  folder = await mkdtemp(join(tmpdir(), 'accord-relay-'));
  peopleList = await compilePeopleList(accord, folder);
});
afterAll(async () => {
  await accord.close();
  await rm(folder, { recursive: true });
});

/** What Relay reads out of its store: the connection as it has grown. */
interface PeopleList {
  readonly accounts: {
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

function createEnvironment(): Environment {
  const network = Network.create(async ({ text }, variables) => {
    if (typeof text !== 'string') throw new Error('The compiler left out the text of the query.');
    return (await accord.query(text, variables)) as GraphQLResponse;
  });
  return new Environment({ network, store: new Store(new RecordSource()) });
}

/** Loads page after page, as `usePaginationFragment` does, and answers the list that Relay has made of them. */
async function loadAll(filter: object, first: number): Promise<{ readonly pages: number; readonly list: PeopleList }> {
  const environment = createEnvironment();
  const whole = createOperationDescriptor(peopleList, { first, filter });
  const retained = environment.retain(whole);
  const read = (): PeopleList => environment.lookup(whole.fragment).data as unknown as PeopleList;
  let pages = 0;
  for (let after: string | null = null; ;) {
    await fetchQuery(environment, peopleList, { first, after, filter }, { fetchPolicy: 'network-only' }).toPromise();
    pages += 1;
    const { hasNextPage, endCursor } = read().accounts.pageInfo;
    if (!hasNextPage) break;
    after = endCursor;
  }
  const list = read();
  retained.dispose();
  return { pages, list };
}

const everybody = () =>
  (['kameleoon', 'kibo', 'huawei-cloud', 'cpp'] as const).reduce(
    (sum, id) => sum + accord.emulators[id].accounts().length,
    0,
  );

it('RELAY-WALK Relay puts the pages of all sources together to one list, everybody in it once', async () => {
  const { pages, list } = await loadAll({}, 7);
  const ids = list.accounts.edges.map(({ node }) => node.id);
  expect(pages).toBeGreaterThan(Math.floor(everybody() / 7));
  expect(ids).toHaveLength(everybody());
  expect(new Set(ids).size).toBe(ids.length);
  expect(list.accounts.pageInfo.endCursor).toBe(list.accounts.edges.at(-1)?.cursor);
});

it('RELAY-FILTER Relay keeps a filtered list apart, also where a page is found in the middle of a provider’s', async () => {
  const { list } = await loadAll({ search: 'an' }, 3);
  const ids = list.accounts.edges.map(({ node }) => node.id);
  const answer = await accord.query('{ accounts(first: 200, filter: { search: "an" }) { nodes { id } } }');
  expect(answer.data).toEqual({ accounts: { nodes: ids.map((id) => ({ id })) } });
  expect(ids.length).toBeGreaterThan(6);
  expect(ids.length).toBeLessThan(everybody());
});
