import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { safety } from '../support/safety.ts';

let accord: RunningAccord;
/** 50 accounts of one source. */
let ids: readonly string[];

beforeAll(async () => {
  accord = await startAccord();
  const { kibo } = accord.emulators;
  const [pattern] = kibo.accounts();
  const keys = Array.from({ length: 50 }, (_, index) => `entity-${index}`);
  for (const key of keys) kibo.put(key, { ...pattern, id: key, userName: key });
  ids = keys.map((key) => `kibo:${key}`);
});
afterAll(() => accord.close());
beforeEach(() => {
  for (const emulator of Object.values(accord.emulators)) emulator.clearJournal();
});

/** How many reads and writes reached a provider. */
const calls = () =>
  Object.values(accord.emulators).flatMap(({ requests }) => requests.filter(({ kind }) => kind !== 'token')).length;

const account = (id: unknown) => ({ __typename: 'Account', id });
const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { __typename ... on Account { id username } }
}`;
const entities = (representations: readonly unknown[]) => accord.query(ENTITIES, { representations });

describe('a subgraph of Apollo Federation 2', () => {
  it('FED-SDL publishes the schema of the repository', async () => {
    const answer = await accord.query('{ _service { sdl } }');
    const file = await readFile('schema/schema.graphql', 'utf8');
    expect(answer).toEqual({ data: { _service: { sdl: file.replace(/^# .*\n\n/, '') } } });
  });

  it('FED-TRACE gives no trace of its fields to whoever asks for one', async () => {
    const headers = { 'apollo-federation-include-trace': 'ftv1' };
    expect(await accord.query('{ __typename }', {}, headers)).toEqual({ data: { __typename: 'Query' } });
  });

  it('FED-BATCH 100 representations of 50 accounts cost one batch of 50 reads, answered in their order', async () => {
    const asked = [...ids, ...ids.toReversed()];
    const answer = await entities(asked.map(account));
    expect(answer.errors).toBeUndefined();
    expect(answer.data?._entities).toEqual(
      asked.map((id) => ({ __typename: 'Account', id, username: id.replace('kibo:', '') })),
    );
    expect(calls()).toBe(50);
  });

  it('FED-NULL answers null for an account that is not there', async () => {
    const answer = await entities([account('kibo:nobody'), account(ids[0])]);
    expect(answer).toEqual({ data: { _entities: [null, { ...account(ids[0]), username: 'entity-0' }] } });
  });

  it.each([
    ['another type', { __typename: 'Operation', id: 'x' }, 'representations.1.__typename', 'INVALID_VALUE'],
    ['no type', { id: 'kibo:entity-1' }, 'representations.1.__typename', 'INVALID_VALUE'],
    ['no key', { __typename: 'Account', email: 'a@b.example' }, 'representations.1.id', 'INVALID_VALUE'],
    ['a number for a key', account(17), 'representations.1.id', 'INVALID_VALUE'],
    ['a null for a key', account(null), 'representations.1.id', 'INVALID_VALUE'],
    ['a text', 'kibo:entity-1', 'representations.1.__typename', 'INVALID_VALUE'],
    ['a list', ['kibo:entity-1'], 'representations.1.__typename', 'INVALID_VALUE'],
    ['no id of an account', account('../../etc'), 'id', 'INVALID_VALUE'],
    ['an unknown source', account('nowhere:1'), 'id', 'NOT_FOUND'],
  ])('FED-BAD refuses %s, and answers the others', async (_name, bad, field, code) => {
    const answer = await entities([account(ids[0]), bad, account(ids[1])]);
    expect(answer.data?._entities).toMatchObject([account(ids[0]), null, account(ids[1])]);
    expect(answer.errors).toMatchObject([{ path: ['_entities', 1], extensions: { code, field } }]);
    expect(calls()).toBe(2);
  });
});

describe('too many entities', () => {
  const tooMany = Array.from({ length: 10_000 }, (_, index) => account(`kibo:${index}`));
  const literal = (count: number) => `[${'{ __typename: "Account", id: "kibo:1" },'.repeat(count)}]`;
  const refused = (count: number) => ({
    errors: [
      {
        message: `One request can ask for 200 entities; this one asks for ${count}.`,
        extensions: { code: 'INVALID_VALUE' },
      },
    ],
  });

  it(safety('documents', '10,000 representations in _entities, refused before any call to a provider'), async () => {
    expect(await entities(tooMany)).toEqual(refused(10_000));
    expect(calls()).toBe(0);
  });

  it.each([
    [
      'beside another field',
      'query ($r: [_Any!]!) { account(id: "kibo:entity-1") { id } _entities(representations: $r) { __typename } }',
      10_000,
    ],
    [
      'twice in a fragment',
      'query ($r: [_Any!]!) { ...F ...F } fragment F on Query { _entities(representations: $r) { __typename } }',
      10_000,
    ],
    [
      'in two fields',
      `query ($r: [_Any!]!) { a: _entities(representations: $r) { __typename } ... { b: _entities(representations: ${literal(2)}) { __typename } } }`,
      10_002,
    ],
    ['in the document', `{ _entities(representations: ${literal(201)}) { __typename } }`, 201],
    ['as a default', `query ($d: [_Any!]! = ${literal(201)}) { _entities(representations: $d) { __typename } }`, 201],
  ])('FED-LIMIT refuses too many %s', async (_name, query, count) => {
    const variables = query.includes('$r') ? { r: tooMany } : {};
    expect(await accord.query(query, variables)).toEqual(refused(count));
    expect(calls()).toBe(0);
  });

  it('FED-LIMIT answers 200', async () => {
    const answer = await entities(Array.from({ length: 200 }, () => account(ids[0])));
    expect(answer.errors).toBeUndefined();
    expect(calls()).toBe(1);
  });
});
