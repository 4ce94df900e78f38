import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asked, keyAt, OPERATION, update, type OperationAnswer } from '../support/graph-updates.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

/** Five updates of one account, and two of another, oldest first. */
let accord: RunningAccord;
let id = '';
let other = '';
const made: OperationAnswer[] = [];

beforeAll(async () => {
  accord = await startAccord();
  id = `kibo:${keyAt(accord.emulators.kibo, 0)}`;
  other = `kameleoon:${keyAt(accord.emulators.kameleoon, 0)}`;
  for (const phone of ['+1', '+2', '+2', '+3']) await make('kibo', { id, patch: { phone } });
  await make('kameleoon', { id: other, patch: { firstName: 'Iva' } });
  await make('kibo', { id, patch: { phone: '+4' }, ifVersion: 'stale' });
  await make('kameleoon', { id: other, patch: { firstName: 'Eva' } });
});
afterAll(() => accord.close());

async function make(...[provider, input]: [Parameters<typeof update>[1], Parameters<typeof update>[2]]) {
  const { operation } = await update(accord, provider, input);
  if (!operation) throw new Error('Nothing was recorded.');
  made.push(operation);
}

interface Page {
  readonly nodes: readonly OperationAnswer[];
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const CONNECTION = `nodes { ${OPERATION} } edges { cursor node { id } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;

const page = (variables: Readonly<Record<string, unknown>>) =>
  asked<Page>(
    accord,
    `query ($first: Int, $after: String, $filter: OperationFilter) {
       result: operations(first: $first, after: $after, filter: $filter) { ${CONNECTION} } }`,
    { first: 20, ...variables },
  );

const newestFirst = () => made.toReversed();

describe('the record of updates', () => {
  it('WRITES-OPERATIONS lists them as they were answered, newest first', async () => {
    const { nodes, edges, pageInfo } = await page({});
    expect(nodes).toEqual(newestFirst());
    expect(nodes.map(({ state }) => state)).toEqual([
      'APPLIED',
      'CONFLICT',
      'APPLIED',
      'APPLIED',
      'NO_CHANGE',
      'APPLIED',
      'APPLIED',
    ]);
    expect(edges.map(({ node }) => node.id)).toEqual(nodes.map((node) => node.id));
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  it('WRITES-OPERATIONS-DEFAULT answers 20 where nobody says how many', async () => {
    const text = '{ result: operations { nodes { id } } }';
    const { nodes } = await asked<{ nodes: readonly { id: string }[] }>(accord, text);
    expect(nodes.map((node) => node.id)).toEqual(newestFirst().map((operation) => operation.id));
  });

  it.each([1, 2, 3, 7, 200])('WRITES-OPERATIONS-PAGES walks them in pages of %i by Relay’s rules', async (first) => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let hasNext = true; hasNext;) {
      const { nodes, edges, pageInfo }: Page = await page({ first, after });
      expect(nodes.length).toBeGreaterThan(0);
      expect(nodes.length).toBeLessThanOrEqual(first);
      expect(pageInfo).toMatchObject({
        hasPreviousPage: after !== null,
        startCursor: edges[0]?.cursor,
        endCursor: edges.at(-1)?.cursor,
      });
      seen.push(...nodes.map((node) => node.id));
      after = pageInfo.endCursor;
      hasNext = pageInfo.hasNextPage;
    }
    expect(seen).toEqual(newestFirst().map((operation) => operation.id));
  });

  it('WRITES-OPERATIONS-AFTER takes every edge’s cursor, also the last one’s', async () => {
    const { edges } = await page({});
    for (const [index, { cursor }] of edges.entries()) {
      const rest = await page({ after: cursor });
      expect(rest.edges).toEqual(edges.slice(index + 1));
    }
    const end = await page({ after: edges.at(-1)?.cursor });
    expect(end).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    });
  });

  it.each<[string, () => object, (operation: OperationAnswer) => boolean]>([
    ['an account', () => ({ accountId: id }), ({ accountId }) => accountId === id],
    ['a caller', () => ({ actor: 'anonymous' }), () => true],
    ['a caller who did nothing', () => ({ actor: 'nobody' }), () => false],
    ['states', () => ({ states: ['CONFLICT', 'NO_CHANGE'] }), ({ state }) => state !== 'APPLIED'],
    ['no states', () => ({ states: [] }), () => false],
    ['nothing, said with nulls', () => ({ accountId: null, actor: null, states: null }), () => true],
    [
      'all at once',
      () => ({ accountId: id, actor: 'anonymous', states: ['APPLIED'] }),
      ({ accountId, state }) => accountId === id && state === 'APPLIED',
    ],
  ])('WRITES-OPERATIONS-FILTER by %s, also in pages', async (_name, filter, isWanted) => {
    const wanted = newestFirst().filter(isWanted);
    expect((await page({ filter: filter() })).nodes).toEqual(wanted);
    const first = await page({ filter: filter(), first: 1 });
    expect(first.nodes).toEqual(wanted.slice(0, 1));
    expect(first.pageInfo.hasNextPage).toBe(wanted.length > 1);
    if (wanted.length === 0) return;
    const rest = await page({ filter: filter(), after: first.pageInfo.endCursor });
    expect(rest.nodes).toEqual(wanted.slice(1));
  });

  it.each([
    ['first', { first: 0 }],
    ['first', { first: 201 }],
    ['first', { first: -1 }],
    ['after', { after: 'no cursor' }],
    ['after', { after: '' }],
  ])('WRITES-OPERATIONS-BAD refuses a bad %s: %j', async (field, variables) => {
    const text = `query ($first: Int!, $after: String) { operations(first: $first, after: $after) { nodes { id } } }`;
    const { errors } = await accord.query(text, { first: 5, ...variables });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_VALUE', field } }]);
  });

  it('WRITES-OPERATION finds one by its id, also as a node, with its account', async () => {
    const [operation] = made;
    const text = `query ($id: ID!) {
      operation(id: $id) { ${OPERATION} account { id phone { raw } } }
      node(id: $id) { __typename id ... on Operation { ${OPERATION} } } }`;
    const { data, errors } = await accord.query(text, { id: operation?.id });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      operation: { ...operation, account: { id, phone: { raw: '+3' } } },
      node: { __typename: 'Operation', ...operation },
    });
  });

  it.each(['01a209b9-00e4-7000-8000-00a8f7095ea7', 'nothing', '%00', 'a'.repeat(300)])(
    'WRITES-OPERATION-NONE answers null for %j',
    async (none) => {
      const text = 'query ($id: ID!) { operation(id: $id) { id } node(id: $id) { id } }';
      expect(await accord.query(text, { id: none })).toEqual({ data: { operation: null, node: null } });
    },
  );

  it('WRITES-ACCOUNT-OPERATIONS are those of the account, in pages', async () => {
    const text = `query ($id: ID!, $first: Int, $after: String) {
      result: account(id: $id) { operations(first: $first, after: $after) { ${CONNECTION} } } }`;
    const wanted = newestFirst().filter(({ accountId }) => accountId === id);
    const first = await asked<{ operations: Page }>(accord, text, { id, first: 3 });
    expect(first.operations.nodes).toEqual(wanted.slice(0, 3));
    expect(first.operations.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const after = first.operations.pageInfo.endCursor;
    const rest = await asked<{ operations: Page }>(accord, text, { id, first: 3, after });
    expect(rest.operations.nodes).toEqual(wanted.slice(3));
    expect(rest.operations.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('WRITES-RECONCILE-SETTLED leaves an operation that has ended as it is, and calls nobody', async () => {
    accord.emulators.kibo.clearJournal();
    const text = `mutation ($id: ID!) { result: reconcileOperation(id: $id) { ${OPERATION} } }`;
    for (const operation of made) expect(await asked(accord, text, { id: operation.id })).toEqual(operation);
    expect(accord.emulators.kibo.requests).toEqual([]);
    const { errors } = await accord.query(text, { id: 'nothing' });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', field: 'id' } }]);
  });
});
