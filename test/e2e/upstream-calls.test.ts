import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ListAccountsDocument,
  type AccountFilter,
  type ListAccountsQuery,
  type ListAccountsQueryVariables,
} from '../../schema/operations.gen.ts';
import type { EmulatorId } from '../../src/emulators/shared/emulator.ts';
import type { Answer } from '../support/client.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

let accord: RunningAccord;
const readable: readonly EmulatorId[] = ['kameleoon', 'kibo', 'huawei-cloud', 'cpp'];

beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());
beforeEach(() => {
  for (const emulator of Object.values(accord.emulators)) emulator.clearJournal();
});

/** How many requests each source got, without sign-ins. */
const calls = () =>
  Object.fromEntries(
    Object.entries(accord.emulators).map(([id, { requests }]) => [
      id,
      requests.filter((request) => request.kind !== 'token').length,
    ]),
  );

/** All pages of a list, one after the other. */
async function* walk(filter: AccountFilter, first: number) {
  let after: string | null = null;
  do {
    const variables: ListAccountsQueryVariables = { first, after, filter };
    const answer: Answer<ListAccountsQuery> = await accord.execute(ListAccountsDocument, variables);
    const page: ListAccountsQuery['accounts'] | undefined = answer.data?.accounts;
    if (!page) throw new Error(JSON.stringify(answer));
    yield page.edges.map(({ node }) => node);
    after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
}

describe('no call too many', () => {
  it('CALLS-LIST a page over four sources costs one list call per source and none per account', async () => {
    const filter = { sources: readable };
    const whole = Object.values(accord.emulators)
      .filter((emulator) => readable.includes(emulator.provider))
      .reduce((sum, emulator) => sum + emulator.accounts().length, 0);
    const first = await accord.execute(ListAccountsDocument, { first: 200, after: null, filter });
    expect(first.data?.accounts.edges).toHaveLength(Math.min(whole, 200));
    expect(calls()).toEqual({ kameleoon: 1, kibo: 1, 'huawei-cloud': 1, cpp: 1, wacm: 0 });
  });

  it('CALLS-WALK walking in pages of 20 visits everybody once, with one call per source and page', async () => {
    const seen: string[] = [];
    let pages = 0;
    let touched = 0;
    for await (const nodes of walk({ sources: readable }, 20)) {
      pages += 1;
      touched += new Set(nodes.map(({ provider }) => provider)).size;
      seen.push(...nodes.map(({ id }) => id));
    }
    expect(pages).toBeGreaterThan(1);
    expect(new Set(seen).size).toBe(seen.length);
    const everybody = readable.reduce((sum, id) => sum + accord.emulators[id].accounts().length, 0);
    expect(seen).toHaveLength(everybody);
    const all = Object.values(calls()).reduce((sum, count) => sum + count, 0);
    expect(all).toBe(touched);
  });

  it('CALLS-ALIASES fifty aliases of ten accounts cost ten reads', async () => {
    const people = accord.emulators.kibo.accounts().slice(0, 10);
    const aliases = Array.from({ length: 50 }, (_, index) => {
      const id = `kibo:${String(people[index % 10]?.id)}`;
      return `a${index}: account(id: "${id}") { displayName }`;
    });
    const answer = await accord.query(`{ ${aliases.join('\n')} }`);
    expect(answer.errors).toBeUndefined();
    expect(Object.keys(answer.data ?? {})).toHaveLength(50);
    expect(calls().kibo).toBe(10);
  });

  it('CALLS-SPELLING two spellings of one account are one read', async () => {
    const username = String(accord.emulators.cpp.accounts()[0]?.Username);
    const answer = await accord.query(
      `{ a: account(id: "cpp:${username}") { id } b: account(id: "cpp:${username.toUpperCase()}") { id } }`,
    );
    expect(answer.data?.a).toEqual(answer.data?.b);
    expect(calls().cpp).toBe(1);
  });

  it('CALLS-HEALTH sources, capabilities and health call nobody', async () => {
    const answer = await accord.query('{ sources { id capabilities { fields { field } } health { state } } }');
    expect(answer.errors).toBeUndefined();
    expect(Object.values(calls())).toEqual([0, 0, 0, 0, 0]);
  });
});
