import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { safety } from '../support/safety.ts';

let accord: RunningAccord;

beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());

/** As a client calls: with the header that no web page can send unasked, and on a connection that is not kept. */
const fetchFn = (url: string, init: RequestInit = {}) =>
  fetch(url, {
    ...init,
    headers: { ...(init.headers as Record<string, string>), 'apollo-require-preflight': 'yes', connection: 'close' },
  });

const audits = serverAudits({ url: () => `${accord.origin}/graphql`, fetchFn });

describe('GraphQL over HTTP', () => {
  it.each(audits)(
    safety('over-http', 'all 61 audits of graphql-http, also those of SHOULD and MAY') + ': $id $name',
    async ({ fn }) => {
      const { status, ...result } = await fn();
      expect({ status, reason: 'reason' in result ? result.reason : undefined }).toEqual({
        status: 'ok',
        reason: undefined,
      });
    },
  );

  it('HTTP-AUDITS are as many as the name of their test says', () => {
    expect(audits).toHaveLength(61);
  });
});

describe('what the audits do not ask', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetchFn(`${accord.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const invalid = JSON.stringify({ query: '{ nonsense }' });

  it.each([
    ['application/json', 200],
    ['application/json; charset=utf-8, text/html;q=0.1', 200],
    ['application/graphql-response+json', 400],
    ['application/graphql-response+json, application/json;q=0.9', 400],
    ['*/*', 400],
  ])('HTTP-STATUS a document that cannot be run, for a client that accepts %s, is a %d', async (accept, status) => {
    expect((await post(invalid, { accept })).status).toBe(status);
  });

  it('HTTP-STATUS a document over a limit is a 400 for everybody', async () => {
    const query = `{ ${'a: sources { id } '.repeat(51)}}`;
    expect((await post(JSON.stringify({ query }), { accept: 'application/json' })).status).toBe(400);
  });

  it.each([
    ['JSON that is none', '{"query": "canary', {}, 400, 'BAD_REQUEST'],
    ['nothing', '', {}, 400, 'BAD_REQUEST'],
    ['another type', 'canary', { 'content-type': 'application/xml' }, 415, 'BAD_REQUEST'],
    ['a prototype', '{"query": "{ canary }", "__proto__": {}}', {}, 400, 'BAD_REQUEST'],
  ])(
    'HTTP-BODY %s is refused in the graph’s form, without being repeated',
    async (_name, body, headers, status, code) => {
      const answer = await post(body, headers);
      const text = await answer.text();
      expect(answer.status).toBe(status);
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code } }] });
      expect(text).not.toContain('canary');
    },
  );
});
