/** Accord's lists before a client that nobody here wrote: Apollo Client and its `relayStylePagination`. */
import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  ListAccountsDocument,
  type AccountFilter,
  type ListAccountsQuery,
  type ListAccountsQueryVariables,
} from '../../schema/operations.gen.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

let accord: RunningAccord;
beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());

function createApolloClient(): ApolloClient {
  const cache = new InMemoryCache({
    typePolicies: { Query: { fields: { accounts: relayStylePagination(['filter']) } } },
  });
  // No connection is kept: the server closes while the client is still there.
  const link = new HttpLink({ uri: `${accord.origin}/graphql`, headers: { connection: 'close' } });
  return new ApolloClient({ cache, link });
}

/** Loads page after page with `fetchMore`; answers the list that Apollo Client has made of them. */
async function loadAll(filter: AccountFilter, first: number): Promise<ListAccountsQuery['accounts']> {
  const client = createApolloClient();
  const variables: ListAccountsQueryVariables = { first, filter };
  await client.query({ query: ListAccountsDocument, variables });
  const list = client.watchQuery({ query: ListAccountsDocument, variables });
  const subscription = list.subscribe(() => undefined);
  const read = () => client.readQuery({ query: ListAccountsDocument, variables })?.accounts;
  for (let page = read(); page?.pageInfo.hasNextPage === true; page = read()) {
    await list.fetchMore({ variables: { after: page.pageInfo.endCursor } });
  }
  const whole = read();
  subscription.unsubscribe();
  client.stop();
  if (!whole) throw new Error('Apollo Client has no list.');
  return whole;
}

it('APOLLO-CLIENT-WALK puts the pages of all sources together to one list, everybody in it once', async () => {
  const sources = ['kameleoon', 'kibo', 'huawei-cloud', 'cpp'] as const;
  const whole = await loadAll({ sources }, 15);
  const ids = whole.edges.map(({ node }) => node.id);
  const everybody = sources.reduce((sum, id) => sum + accord.emulators[id].accounts().length, 0);
  expect(ids).toHaveLength(everybody);
  expect(new Set(ids).size).toBe(everybody);
  expect(sources.map((id) => ids.findIndex((each) => each.startsWith(`${id}:`))).toSorted((a, b) => a - b)).toEqual(
    sources.map((id) => ids.findIndex((each) => each.startsWith(`${id}:`))),
  );
  expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
});
