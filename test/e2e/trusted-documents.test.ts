import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { print } from 'graphql';
import * as operations from '../../schema/operations.gen.ts';
import { parseTrustedDocuments } from '../../src/config/trusted-documents.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

/** One that lets everything through, and one that runs the sample operations only. */
let open: RunningAccord;
let closed: RunningAccord;

const documents = parseTrustedDocuments(readFileSync('schema/persisted.gen.json', 'utf8')) ?? new Map<string, string>();

beforeAll(async () => {
  open = await startAccord();
  closed = await startAccord({ documents });
});
afterAll(async () => {
  await open.close();
  await closed.close();
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const query = print(operations.SourcesDocument);
const hash = sha256(query);
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

async function answered(response: Response) {
  const body = (await response.json()) as {
    data?: object;
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { status: response.status, data: body.data, code: body.errors?.[0]?.extensions.code };
}

const post = async ({ origin }: RunningAccord, body: object) =>
  answered(
    await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify(body),
    }),
  );

const get = async ({ origin }: RunningAccord, search: Readonly<Record<string, string>>) =>
  answered(
    await fetch(`${origin}/graphql?${new URLSearchParams(search).toString()}`, {
      headers: { 'apollo-require-preflight': 'yes', connection: 'close' },
    }),
  );

const answer = { status: 200, data: { sources: expect.any(Array) }, code: undefined };

describe('automatic persisted queries', () => {
  it('APQ-ROUND-TRIP asks for the text once, and then takes the hash alone, over POST and GET', async () => {
    const text = `${query}\n# of this test`;
    const extensions = persisted(sha256(text));
    expect(await post(open, { extensions })).toMatchObject({ status: 200, code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect(await post(open, { query: text, extensions })).toEqual(answer);
    expect(await post(open, { extensions })).toEqual(answer);
    expect(await get(open, { extensions: JSON.stringify(extensions) })).toEqual(answer);
  });

  it.each([
    ['another text’s hash', { query: '{ sources { id } }', extensions: persisted(hash) }],
    ['another version', { query, extensions: { persistedQuery: { version: 2, sha256Hash: hash } } }],
  ])('APQ-REFUSED %s', async (_name, body) => {
    expect(await post(open, body)).toEqual({ status: 400, data: undefined, code: 'BAD_REQUEST' });
  });

  it('APQ-REFUSED a text that is not valid is not kept', async () => {
    const extensions = persisted(sha256('{ nonsense }'));
    expect(await post(open, { query: '{ nonsense }', extensions })).toMatchObject({ status: 400 });
    expect(await post(open, { extensions })).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
  });
});

describe('trusted documents', () => {
  const samples = Object.entries(operations).filter(([name]) => name.endsWith('Document'));

  it.each(samples)('TRUSTED-GENERATED %s is in the file as clients print it', (_name, document) => {
    const text = print(document);
    expect(documents.get(sha256(text))).toBe(text);
  });

  it.each([
    ['by its text', { query }],
    ['by documentId', { documentId: hash }],
    ['by documentId with its kind', { documentId: `sha256:${hash}` }],
    ['by id', { id: hash }],
    ['by the hash of a persisted query', { extensions: persisted(hash) }],
    ['by text and hash', { query, extensions: persisted(hash) }],
  ])('TRUSTED-RUN one is run %s', async (_name, body) => {
    expect(await post(closed, body)).toEqual(answer);
  });

  it('TRUSTED-RUN one is run over GET, and with variables', async () => {
    expect(await get(closed, { documentId: hash })).toEqual(answer);
    expect(await get(closed, { query })).toEqual(answer);
    expect(await get(closed, { extensions: JSON.stringify(persisted(hash)) })).toEqual(answer);
    const account = sha256(print(operations.AccountByIdDocument));
    expect(await post(closed, { id: account, variables: { id: 'kibo:nobody' } })).toMatchObject({
      status: 200,
      data: { account: null },
    });
  });

  it.each([
    ['another text', { query: '{ sources { id } }' }],
    ['a text with one more blank', { query: `${query} ` }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['a text that does not parse', { query: '{' }],
    ['a text with a trusted id', { query: '{ sources { id } }', documentId: hash }],
    ['an unknown id', { documentId: sha256('x') }],
    ['an unknown hash', { extensions: persisted(sha256('x')) }],
    ['no document', { variables: {} }],
    ['an id that is no text', { id: 5 }],
    ['an id of Object’s', { id: '__proto__' }],
  ])('TRUSTED-REFUSED %s', async (_name, body) => {
    expect(await post(closed, body)).toEqual({ status: 400, data: undefined, code: 'DOCUMENT_NOT_TRUSTED' });
  });

  it('TRUSTED-REFUSED another text over GET', async () => {
    expect(await get(closed, { query: '{ sources { id } }' })).toMatchObject({ code: 'DOCUMENT_NOT_TRUSTED' });
    expect(await get(closed, { extensions: '{' })).toMatchObject({ code: 'DOCUMENT_NOT_TRUSTED' });
  });
});
