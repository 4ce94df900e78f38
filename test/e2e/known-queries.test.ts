import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

/** A query or a mutation that comes again is executed by its plan, and Apollo is not asked: nobody may be able to tell. */
let accord: RunningAccord;
let kibo: string;

beforeAll(async () => {
  accord = await startAccord();
  kibo = `kibo:${String(accord.emulators.kibo.accounts()[0]?.id)}`;
});
afterAll(() => accord.close());

interface Asked {
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask({ body, headers }: Asked) {
  const answer = await fetch(`${accord.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    body: JSON.stringify(body),
  });
  const own = new Set(['date', 'x-request-id']);
  const all = [...answer.headers].filter(([name]) => !own.has(name));
  return { status: answer.status, headers: Object.fromEntries(all), text: await answer.text() };
}

const account = `query One($id: ID!) { account(id: $id) { id provider displayName phone { raw e164 } status roles { name scope tier }
  createdAt version source { id health { state } } missing { field reason } details { __typename ... on KiboDetails { optInToEmail roles { roleName } } } } }`;

describe('a query that comes again', () => {
  it.each<[string, () => Asked]>([
    ['an account', () => ({ body: { query: account, variables: { id: kibo } } })],
    ['another account', () => ({ body: { query: account, variables: { id: kibo.replace(/.$/, '0') } } })],
    ['an id that is none', () => ({ body: { query: account, variables: { id: 'nowhere:1' } } })],
    ['an account that cannot be read', () => ({ body: { query: account, variables: { id: 'wacm:1' } } })],
    ['a variable too few', () => ({ body: { query: account } })],
    ['a variable of another type', () => ({ body: { query: account, variables: { id: { not: 'an id' } } } })],
    [
      'a list over all sources',
      () => ({
        body: {
          query:
            '{ accounts(first: 200) { nodes { id email address { city } } edges { cursor } problems { code } pageInfo { endCursor } } }',
        },
      }),
    ],
    ['a list that is refused', () => ({ body: { query: '{ accounts(first: 1000) { nodes { id } } }' } })],
    [
      'one of two operations',
      () => ({
        body: { query: 'query A { sources { id } } query B { source(id: "kibo") { label } }', operationName: 'B' },
      }),
    ],
    [
      'no operation of two',
      () => ({ body: { query: 'query A { sources { id } } query B { source(id: "kibo") { label } }' } }),
    ],
    [
      'conditions',
      () => ({
        body: {
          query: 'query ($yes: Boolean!) { sources { id label @skip(if: $yes) ... @include(if: $yes) { provider } } }',
          variables: { yes: true },
        },
      }),
    ],
    ['introspection', () => ({ body: { query: '{ __type(name: "Source") { fields { name } } sources { id } }' } })],
    [
      'extensions of a client',
      () => ({ body: { query: '{ sources { id } }', extensions: { clientLibrary: { name: 'a' } } } }),
    ],
    [
      'what it cost',
      () => ({ body: { query: account, variables: { id: kibo } }, headers: { 'x-accord-upstream': '1' } }),
    ],
    [
      'an Idempotency-Key',
      () => ({ body: { query: account, variables: { id: kibo } }, headers: { 'idempotency-key': 'k' } }),
    ],
    [
      'a client of the newer media type',
      () => ({ body: { query: '{ sources { id } }' }, headers: { accept: 'application/graphql-response+json' } }),
    ],
    [
      'a client of either media type',
      () => ({
        body: { query: '{ sources { id } }' },
        headers: { accept: 'application/graphql-response+json, application/json;q=0.9' },
      }),
    ],
    [
      'a client that wants something else',
      () => ({ body: { query: '{ sources { id } }' }, headers: { accept: 'image/png' } }),
    ],
    ['a document with an error', () => ({ body: { query: '{ nonsense }' } })],
    ['variables that are a list', () => ({ body: { query: '{ sources { id } }', variables: [] } })],
    ['an operation name that is a number', () => ({ body: { query: '{ sources { id } }', operationName: 1 } })],
  ])('is answered as before: %s', async (_what, asked) => {
    const first = await ask(asked());
    expect(await ask(asked())).toEqual(first);
    expect(await ask(asked())).toEqual(first);
  });

  it('is not known by its text alone where an operation has to be chosen', async () => {
    const query = 'query A { sources { id } } query B { sources { label } }';
    const both = async () => [
      await ask({ body: { query, operationName: 'A' } }),
      await ask({ body: { query, operationName: 'B' } }),
    ];
    const [a, b] = await both();
    expect(a?.text).not.toBe(b?.text);
    expect(await both()).toEqual([a, b]);
  });

  it('is not known by a text that looks like it and its operation’s name together', async () => {
    const query = 'query Named { sources { id } }';
    expect((await ask({ body: { query, operationName: 'Named' } })).text).toContain('"sources"');
    const joined = await ask({ body: { query: `Named\n${query}` } });
    expect(joined.text).toContain('Syntax Error');
  });

  it('is still refused with a header that only Apollo looks at: none of the forms of a web page', async () => {
    const body = JSON.stringify({ query: '{ sources { id } }' });
    await ask({ body: { query: '{ sources { id } }' } });
    const answer = await fetch(`${accord.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', connection: 'close' },
      body,
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});

const update = `mutation Again($input: UpdateKiboAccountInput!) { updateKiboAccount(input: $input) {
  outcome replayed account { id firstName lastName version } changes { field from to effect } userErrors { code message field }
  plan { method path body } operation { state } } }`;

describe('a mutation that comes again', () => {
  const dry = (patch: object | null, more: object = {}): Asked => ({
    body: { query: update, variables: { input: { id: kibo, patch, dryRun: true, ...more } } },
  });

  it.each<[string, () => Asked]>([
    ['a value', () => dry({ firstName: 'Ada "the" first' })],
    ['null', () => dry({ lastName: null })],
    ['nothing', () => dry({})],
    ['a value that is refused', () => dry({ email: 'no address' })],
    ['a version that is not the account’s', () => dry({ firstName: 'Ada' }, { ifVersion: 'v1:none' })],
    ['no patch', () => dry(null)],
    ['a field that there is not', () => dry({ nonsense: 1 })],
    ['an account that there is not', () => dry({ firstName: 'Ada' }, { id: 'nowhere:1' })],
    ['another provider’s account', () => dry({ firstName: 'Ada' }, { id: 'wacm:1' })],
    ['no variables', () => ({ body: { query: update } })],
    ['what it cost', () => ({ ...dry({ firstName: 'Ada' }), headers: { 'x-accord-upstream': '1' } })],
  ])('is answered as before: %s', async (_what, asked) => {
    const first = await ask(asked());
    expect(await ask(asked())).toEqual(first);
    expect(await ask(asked())).toEqual(first);
  });

  it('writes what it is given each time, and an absent field stays what it is', async () => {
    const { requests } = accord.emulators.kibo;
    const written: unknown[] = [];
    for (const patch of [{ firstName: 'One', phone: '+385 1 4870 111' }, { phone: null }, { firstName: 'Two' }]) {
      const before = requests.length;
      const { text } = await ask({ body: { query: update, variables: { input: { id: kibo, patch } } } });
      expect(JSON.parse(text)).toMatchObject({ data: { updateKiboAccount: { outcome: 'APPLIED' } } });
      const writes = requests.slice(before).filter(({ kind }) => kind === 'write');
      expect(writes).toHaveLength(1);
      const { firstName, phoneNumber } = JSON.parse(writes[0]?.body ?? '') as Record<string, unknown>;
      written.push({ firstName, phoneNumber });
    }
    expect(written).toEqual([
      { firstName: 'One', phoneNumber: '+385 1 4870 111' },
      { firstName: 'One', phoneNumber: null },
      { firstName: 'Two', phoneNumber: null },
    ]);
  });

  it('takes the key of its own request’s header', async () => {
    const once = async (key: string, firstName: string) => {
      const input = { id: kibo, patch: { firstName } };
      const { text } = await ask({
        body: { query: update, variables: { input } },
        headers: { 'idempotency-key': key },
      });
      return (JSON.parse(text) as { data: { updateKiboAccount: { outcome: string; replayed: boolean } } }).data
        .updateKiboAccount;
    };
    expect(await once('again-1', 'Four')).toMatchObject({ outcome: 'APPLIED', replayed: false });
    expect(await once('again-1', 'Four')).toMatchObject({ outcome: 'APPLIED', replayed: true });
    expect(await once('again-2', 'Five')).toMatchObject({ outcome: 'APPLIED', replayed: false });
  });
});
