import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { safety } from '../support/safety.ts';

let accord: RunningAccord;

beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());

const ask = (path: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}) =>
  fetch(`${accord.origin}${path}`, { ...init, headers: { connection: 'close', ...init.headers } });

describe('what a browser and a probe find', () => {
  it('HTTP-HEALTH answers both health checks', async () => {
    expect(await (await ask('/health/live')).json()).toEqual({ status: 'live' });
    expect((await ask('/health/ready')).status).toBe(200);
  });

  it('HTTP-SANDBOX shows Apollo Sandbox to a browser', async () => {
    const page = await ask('/graphql', { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await page.text()).toContain('embeddable-sandbox');
  });

  it('HTTP-CSRF refuses a query that any web page could send', async () => {
    const answer = await ask('/graphql?query=%7Bsources%7Bid%7D%7D');
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('CSRF');
  });

  it('HTTP-GET-MUTATION refuses a mutation over GET', async () => {
    const query = encodeURIComponent('mutation{updateAccount(input:{id:"kibo:1",patch:{}}){outcome}}');
    const answer = await ask(`/graphql?query=${query}`, { headers: { 'apollo-require-preflight': 'yes' } });
    expect(answer.status).toBe(405);
  });

  it(safety('batching', 'an array of two operations in one body, refused'), async () => {
    const body = JSON.stringify([{ query: '{ sources { id } }' }, { query: '{ sources { id } }' }]);
    const answer = await ask('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(answer.status).toBe(400);
  });

  it(safety('documents', 'a body of more than 1 MiB, refused with 413 before it is read'), async () => {
    const body = JSON.stringify({ query: `{ sources { id } } # ${'x'.repeat(1024 * 1024)}` });
    const answer = await ask('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: 'BODY_LIMIT_EXCEEDED', limit: 'bodyBytes', max: 1_048_576 } }],
    });
  });

  it.each([
    ['a caller’s own', 'my-request.1', /^my-request\.1$/],
    ['a new one instead of one that could forge a log line', 'a b {"level":"error"}', /^[0-9a-f-]{36}$/],
  ])('HTTP-REQUEST-ID answers %s', async (_name, sent, expected) => {
    const answer = await ask('/health/live', { headers: { 'x-request-id': sent } });
    expect(answer.headers.get('x-request-id')).toMatch(expected);
  });
});

describe('errors as clients see them', () => {
  it('ERR-SYNTAX tells what graphql-js says of a bad document, without a stack', async () => {
    const answer = await accord.query('{ nonsense }');
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
    expect(JSON.stringify(answer)).not.toContain('stacktrace');
  });

  it('ERR-SUBSCRIPTION says that there are none', async () => {
    const answer = await accord.query('subscription { sources { id } }');
    expect(answer.errors?.[0]).toMatchObject({
      message: 'There is no subscription in this schema.',
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  });

  it.each(['', 'Other'])('ERR-OPERATION-NAME says that no operation has the name %j', async (operationName) => {
    const answer = await accord.post(JSON.stringify({ query: 'query Sources { sources { id } }', operationName }));
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
  });

  it('ERR-CODE gives every failure of an account its code and field', async () => {
    const answer = await accord.query('{ account(id: "nowhere:1") { id } }');
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'NOT_FOUND', field: 'id' } });
  });

  it('ERR-NODE finds accounts and sources by their ids alone, and null for what is neither', async () => {
    const id = `kibo:${String(accord.emulators.kibo.accounts()[0]?.id)}`;
    const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
    expect((await accord.query(query, { id })).data?.node).toEqual({ __typename: 'Account', id });
    expect((await accord.query(query, { id: 'kibo' })).data?.node).toEqual({ __typename: 'Source', id: 'kibo' });
    expect((await accord.query(query, { id: 'nothing' })).data?.node).toBeNull();
  });
});
