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

/** A Huawei Cloud account's id, and the paths that were asked for at its provider. */
const huawei = () => {
  const emulator = accord.emulators['huawei-cloud'];
  return {
    id: `huawei-cloud:${String(emulator.accounts()[0]?.id)}`,
    paths: () => emulator.requests.map(({ path }) => path),
  };
};

describe('fields decide calls', () => {
  it('CALLS-CONTACT contact data is asked for only where a field needs it, and missing tells the difference', async () => {
    const { id, paths } = huawei();
    const missing = 'missing { field reason }';
    const without = await accord.query(`{ account(id: "${id}") { displayName ${missing} } }`);
    expect(without.data?.account).toMatchObject({
      missing: expect.arrayContaining([
        { field: 'email', reason: 'NOT_FETCHED' },
        { field: 'phone', reason: 'NOT_FETCHED' },
        { field: 'firstName', reason: 'NOT_SUPPORTED' },
      ]) as unknown,
    });
    const reasons = await accord.query(`{ account(id: "${id}") { email ${missing} } }`);
    expect(JSON.stringify(reasons.data)).not.toContain('NOT_FETCHED');
    expect(paths().map((path) => path.includes('with_register_contact_info=true'))).toEqual([false, true]);
  });

  it('CALLS-CONTACT-LIST the same holds for lists, through fragments and directives', async () => {
    const { paths } = huawei();
    const list = (selection: string) => `accounts(filter: { sources: ["huawei-cloud"] }) { ${selection} }`;
    const conditional = `query ($more: Boolean!) { ${list('edges { node { ...Contact } }')} }
      fragment Contact on Account { phone @include(if: $more) { raw } id @skip(if: $more) }`;
    for (const more of [false, true]) await accord.query(conditional, { more });
    for (const field of ['urn', 'mobilePhone']) {
      const details = `details { ... on HuaweiCloudDetails { ${field} } }`;
      const answer = await accord.query(`{ ${list(`nodes { ${details} } edges { cursor }`)} }`);
      expect(answer.errors).toBeUndefined();
    }
    expect(paths().map((path) => path.includes('with_register_contact_info=true'))).toEqual([false, true, false, true]);
  });

  it('CALLS-CONTACT-ONE two selections of one account in one request are one read, for both', async () => {
    const { id, paths } = huawei();
    const answer = await accord.query(
      `{ a: account(id: "${id}") { id } b: account(id: "${id}") { id phone { raw } version } }`,
    );
    expect(answer.errors).toBeUndefined();
    expect(paths()).toHaveLength(1);
  });

  it('CALLS-VERSION the version of an account is the same whatever else is asked for', async () => {
    const { id } = huawei();
    const versions = await Promise.all(
      ['version', 'version email', 'version displayName'].map(
        async (fields) => (await accord.query(`{ account(id: "${id}") { ${fields} } }`)).data?.account,
      ),
    );
    expect(new Set(versions.map((account) => (account as { version: string }).version)).size).toBe(1);
  });
});

describe('what a request cost', () => {
  const header = { 'x-accord-upstream': '1' };

  it('is told to those who ask for it, by source', async () => {
    const [kibo] = accord.emulators.kibo.accounts();
    const text = `{ account(id: "kibo:${String(kibo?.id)}") { id } ${huaweiAndKiboLists} }`;
    const answer = await accord.query(text, {}, header);
    expect(answer.extensions).toEqual({ upstream: { calls: 3, bySource: { kibo: 2, 'huawei-cloud': 1 } } });
    const { kibo: kiboCalls, 'huawei-cloud': huaweiCalls } = calls();
    expect({ kibo: kiboCalls, huawei: huaweiCalls }).toEqual({ kibo: 2, huawei: 1 });
  });

  it.each([[{}], [{ 'x-accord-upstream': '0' }]])('is not told to others: %j', async (headers) => {
    const answer = await accord.query('{ sources { id } }', {}, headers);
    expect(answer).not.toHaveProperty('extensions');
  });

  it('is nothing for a query that calls nobody, and is told of an update and with an error, too', async () => {
    const nobody = await accord.query('{ sources { id } }', {}, header);
    expect(nobody.extensions).toEqual({ upstream: { calls: 0, bySource: {} } });
    const [cpp] = accord.emulators.cpp.accounts();
    const input = { id: `cpp:${String(cpp?.Username)}`, patch: { lastName: 'Counted' } };
    const update = 'mutation ($input: UpdateCppAccountInput!) { updateCppAccount(input: $input) { outcome } }';
    const updated = await accord.query(update, { input }, header);
    // Read, written, and read again to see.
    expect(updated).toMatchObject({
      data: { updateCppAccount: { outcome: 'APPLIED' } },
      extensions: { upstream: { calls: 3, bySource: { cpp: 3 } } },
    });
    const failed = await accord.query('{ account(id: "nowhere:1") { id } }', {}, header);
    expect(failed).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
      extensions: { upstream: { calls: 0 } },
    });
  });
});

const huaweiAndKiboLists = 'accounts(first: 100, filter: { sources: ["kibo", "huawei-cloud"] }) { nodes { id } }';

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

  it('CALLS-TOGETHER a hundred concurrent identical queries of one caller cost one read for each account', async () => {
    const { kibo } = accord.emulators;
    const held: (() => void)[] = [];
    kibo.faults.add({
      match: { kind: 'read' },
      fault: {
        type: 'raw',
        respond: (socket) => {
          const account = JSON.stringify(kibo.accounts()[held.length]);
          const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(account)}`;
          held.push(() => socket.end(`${head}\r\nconnection: close\r\n\r\n${account}`));
        },
      },
    });
    const [first, second] = kibo
      .accounts()
      .map(({ id }) => `account(id: "kibo:${String(id)}") { id displayName version }`);
    const text = `{ a: ${String(first)} b: ${String(second)} }`;
    const all = Array.from({ length: 100 }, () => accord.query(text));
    // No answer comes before everybody has asked: who asks later is answered later.
    for (let asked = 0; asked < 5; asked += 1) await accord.query('{ sources { id } }');
    for (const answer of held) answer();
    const answers = await Promise.all(all);
    kibo.faults.clear();
    expect(answers[0]?.errors).toBeUndefined();
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(calls().kibo).toBe(2);
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
