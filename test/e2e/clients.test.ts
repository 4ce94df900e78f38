import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, fetchExchange } from '@urql/core';
import { ClientError, GraphQLClient } from 'graphql-request';
import { AccountByIdDocument, UpdateCppAccountDocument } from '../../schema/operations.gen.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

// The clients that frontends use, as they come, with the generated documents and nothing in between.

let accord: RunningAccord;
let url: string;
// No connection is kept: a test that closes its server must not wait for one.
const headers = { connection: 'close' };

beforeAll(async () => {
  accord = await startAccord();
  url = `${accord.origin}/graphql`;
});
afterAll(() => accord.close());

const id = 'cpp:ivana.horvat@cpp.hr';
const renamed = (lastName: string) => ({ input: { id, patch: { lastName } } });

describe('clients that nobody here wrote', () => {
  it('CLIENT-APOLLO reads, updates, and sees the update in its cache by the account’s id', async () => {
    const client = new ApolloClient({ link: new HttpLink({ uri: url, headers }), cache: new InMemoryCache() });
    const before = await client.query({ query: AccountByIdDocument, variables: { id } });
    expect(before.data?.account?.lastName).toBe('Horvat');
    const { data } = await client.mutate({ mutation: UpdateCppAccountDocument, variables: renamed('Kovač') });
    expect(data?.updateCppAccount.outcome).toBe('APPLIED');
    const cached = client.readQuery({ query: AccountByIdDocument, variables: { id } });
    expect(cached?.account?.lastName).toBe('Kovač');
    client.stop();
  });

  it('CLIENT-URQL reads and updates, and is told an error with its code', async () => {
    const fetchOptions = { headers };
    const client = new Client({ url, exchanges: [fetchExchange], preferGetMethod: false, fetchOptions });
    const { data } = await client.mutation(UpdateCppAccountDocument, renamed('Novak')).toPromise();
    expect(data?.updateCppAccount.outcome).toBe('APPLIED');
    expect((await client.query(AccountByIdDocument, { id }).toPromise()).data?.account?.lastName).toBe('Novak');
    const { error } = await client.query(AccountByIdDocument, { id: 'nowhere:1' }).toPromise();
    expect(error?.graphQLErrors[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'id' });
  });

  it('CLIENT-GRAPHQL-REQUEST reads and updates, and is told an error with its code', async () => {
    const client = new GraphQLClient(url, { headers });
    const { updateCppAccount } = await client.request(UpdateCppAccountDocument, renamed('Babić'));
    expect(updateCppAccount.outcome).toBe('APPLIED');
    expect((await client.request(AccountByIdDocument, { id })).account?.lastName).toBe('Babić');
    const failure = await client.request(AccountByIdDocument, { id: 'nowhere:1' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ClientError);
    expect((failure as ClientError).response.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('CLIENT-TYPED is the generated documents, imported by the package’s name, and fetch', async () => {
    const child = spawn(process.execPath, ['examples/client/read-and-update.ts'], {
      env: { PATH: process.env.PATH, ACCORD_URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    const [code] = (await once(child, 'close')) as [number | null];
    expect({ code, last: printed.trim().split('\n').at(-1) }).toEqual({ code: 0, last: 'APPLIED: +38514870111' });
  });
});
