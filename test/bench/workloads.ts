import { join } from 'node:path';
import type { ProcessOptions } from './child-process.ts';
import {
  accountFields,
  accountQuery,
  accountsQuery,
  aliasesQuery,
  meshAccountQuery,
  meshAccountsQuery,
  meshFields,
  sourcesQuery,
  updateMutation,
  versionsQuery,
} from './documents.ts';
import { COUNTER, type LoadRequest } from './messages.ts';
import type { WorkloadId } from './options.ts';
import { USERS } from './upstream-documents.ts';

/** A process under test, and how it is started. */
export interface ServerSpec extends ProcessOptions {
  readonly script: string;
}

/** One line of a workload: a server and what is asked of it. */
export interface Variant {
  readonly name: string;
  readonly server: ServerSpec;
  readonly requests: readonly LoadRequest[];
  /** What every right answer has in it. */
  readonly expected: string;
  /** Sent at the same time by others, whose answers nobody measures. */
  readonly background?: readonly LoadRequest[];
}

export interface Workload {
  readonly id: WorkloadId;
  readonly title: string;
  readonly connections: readonly number[];
  readonly variants: readonly Variant[];
}

/** Where the servers find what they need. */
export interface Surroundings {
  readonly upstream: string;
  /** For what a server keeps. */
  readonly folder: string;
}

export const ACCORD = 'Accord';
export const PLAIN = 'plain Node';
export const ORDINARY = 'ordinary stack';
export const MESH = 'Hive Gateway with Mesh';

/** Made by the bench, of accord-server.ts: what runs is bundled, so what is measured is, too. */
const BUNDLED_ACCORD = '../../dist/bench/accord-server.js';

const json = { 'content-type': 'application/json' };
const ids = Array.from({ length: USERS }, (_, index) => `user-${index}`);

/** The workloads of the design, each with all that is measured beside one another. */
export function workloadsOf({ upstream, folder }: Surroundings): readonly Workload[] {
  // Reads never ask the store for anything.
  const accord = accordServer(upstream, 'none');
  const plain: ServerSpec = { script: 'plain-server.ts', args: [upstream] };
  const ordinary: ServerSpec = { script: 'ordinary-server.ts', args: [upstream] };
  const mesh: ServerSpec = { script: 'mesh-server.ts', args: [upstream, folder] };
  return [
    {
      id: 'W1',
      title: 'account(id) with 14 fields, 200 ids in turn, each request with another Authorization header',
      connections: [32],
      variants: [
        one(ACCORD, accord, accountRequests('/graphql', accountQuery(accountFields), 'kibo:')),
        one(
          PLAIN,
          plain,
          ids.map((id) => get(`/accounts/${id}`)),
        ),
        one(ORDINARY, ordinary, accountRequests('/', accountQuery(accountFields), 'kibo:')),
        one(MESH, mesh, accountRequests('/graphql', meshAccountQuery, '')),
      ],
    },
    {
      id: 'W2',
      title: 'accounts(first: 100) with the same 14 fields, one source, one page of about 45 kB',
      connections: [32],
      variants: [
        one(ACCORD, accord, [post('/graphql', { query: accountsQuery, variables: { first: 100 } })]),
        one(PLAIN, plain, [get('/accounts')]),
        one(ORDINARY, ordinary, [post('/', { query: accountsQuery, variables: { first: 100 } })]),
        one(MESH, mesh, [post('/graphql', { query: meshAccountsQuery, variables: { first: 100 } })]),
      ],
    },
    {
      id: 'W3',
      title: '50 aliases of 10 accounts in one operation',
      connections: [32],
      variants: [
        one(
          ACCORD,
          accord,
          tens().map((ten) => post('/graphql', { query: aliasesQuery(kibo(ten), accountFields) })),
        ),
        one(
          PLAIN,
          plain,
          tens().map((ten) => get(`/several/${Array(5).fill(ten.join(',')).join(',')}`)),
        ),
        one(
          ORDINARY,
          ordinary,
          tens().map((ten) => post('/', { query: aliasesQuery(kibo(ten), accountFields) })),
        ),
        one(
          MESH,
          mesh,
          tens().map((ten) => post('/graphql', { query: aliasesQuery(ten, meshFields) })),
        ),
      ],
    },
    updates(upstream, folder),
    withSilentSource(upstream),
  ];
}

/** A page of which the server has much to do, and upstream and load little: they share its cores where it has them all. */
export function heavyPage(): Omit<Variant, 'server'> {
  const requests = [post('/graphql', { query: versionsQuery, variables: { first: 100 } })];
  return { name: 'the versions of a page', requests, expected: 'user-' };
}

/** Accord with one Kibo source, or with the five of W5, over the given store. */
function accordServer(upstream: string, store: string, sources: 'one' | 'five' = 'one', timed = ''): ServerSpec {
  return { script: BUNDLED_ACCORD, args: [upstream, store, sources, timed] };
}

function updates(upstream: string, folder: string): Workload {
  const recorded = accordServer(upstream, `pglite:${join(folder, 'store')}`, 'one', 'timed');
  const unrecorded = accordServer(upstream, 'none', 'one', 'timed');
  const plain: ServerSpec = { script: 'plain-server.ts', args: [upstream, 'timed'] };
  const update = (extra: object): LoadRequest[] =>
    ids.map((id) => {
      const input = { id: `kibo:${id}`, patch: { firstName: `Ana ${COUNTER}` }, ...extra };
      return post('/graphql', { query: updateMutation, variables: { input } });
    });
  const expected = '"outcome":"APPLIED"';
  return {
    id: 'W4',
    title: 'updateKiboAccount of one field: one GET, one PUT, one durable record',
    connections: [1, 32],
    variants: [
      { name: 'recorded', server: recorded, requests: update({}), expected },
      {
        ...{ name: 'recorded, with an idempotency key', server: recorded, expected },
        requests: update({ idempotencyKey: `key-${COUNTER}` }),
      },
      { name: 'without the record', server: unrecorded, requests: update({}), expected },
      {
        ...{ name: PLAIN, server: plain, expected },
        requests: ids.map((id) => post('/', { id, firstName: `Ana ${COUNTER}` })),
      },
    ],
  };
}

function withSilentSource(upstream: string): Workload {
  const server = accordServer(upstream, 'none', 'five');
  const four = ['one', 'two', 'three', 'four'];
  const ask = (sources: readonly string[]): LoadRequest =>
    post('/graphql', { query: sourcesQuery, variables: { sources } });
  const variant = { server, requests: [ask(four)], expected: '"problems":[]' };
  return {
    id: 'W5',
    title: 'accounts(first: 100) over five sources, one of which answers after 30 s',
    connections: [32],
    variants: [
      { ...variant, name: 'the four, nobody asks the fifth' },
      { ...variant, name: 'the four, 32 others wait for all five', background: [ask([...four, 'silent'])] },
    ],
  };
}

function one(name: string, server: ServerSpec, requests: readonly LoadRequest[]): Variant {
  return { name, server, requests, expected: 'user-' };
}

function accountRequests(path: string, query: string, prefix: string): LoadRequest[] {
  return ids.map((id) => post(path, { query, variables: { id: `${prefix}${id}` } }));
}

function tens(): readonly (readonly string[])[] {
  return Array.from({ length: 20 }, (_, index) => ids.slice(index * 10, index * 10 + 10));
}

function kibo(keys: readonly string[]): readonly string[] {
  return keys.map((key) => `kibo:${key}`);
}

// Every request is another caller's, so that nothing of its answer may be shared.
const headers = { authorization: `Bearer caller-${COUNTER}` };

function post(path: string, body: object): LoadRequest {
  return { method: 'POST', path, headers: { ...headers, ...json }, body: JSON.stringify(body) };
}

function get(path: string): LoadRequest {
  return { method: 'GET', path, headers };
}
