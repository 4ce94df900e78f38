import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { safety } from '../support/safety.ts';
import { keyPairs, signToken, startTokenIssuer, type TokenIssuer } from '../support/token-issuer.ts';

const SANDBOXES = ['https://studio.apollographql.com', 'https://sandbox.embed.apollographql.com'];
const APP = 'https://app.example.com';
const STRANGERS = [
  ...['https://evil.example.com', 'https://app.example.com.evil.example', 'https://app.example.com:444', 'null'],
  ...['http://app.example.com', 'https://APP.example.com', 'https://studio.apollographql.com.evil.example', ''],
];
const key = keyPairs.ec('ec-1');

let open: RunningAccord;
let jwt: RunningAccord;
let issuer: TokenIssuer;

beforeAll(async () => {
  issuer = await startTokenIssuer([key]);
  open = await startAccord({ access: { mode: 'open', origins: [APP] } });
  const { jwksUri } = issuer;
  jwt = await startAccord({
    access: { mode: 'jwt', issuer: issuer.issuer, audience: 'accord', jwksUri, algorithms: ['ES256'], origins: [APP] },
  });
});
afterAll(async () => {
  await open.close();
  await jwt.close();
  await issuer[Symbol.asyncDispose]();
});

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Sends what a browser would send; `fetch` does not let one choose these headers. */
function send(
  accord: RunningAccord,
  method: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const request = httpRequest(`${accord.origin}/graphql`, { method, agent: false, headers }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    response.on('end', () => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
  });
  request.on('error', reject).end(body);
  return promise;
}

const preflight = (accord: RunningAccord, origin: string) =>
  send(accord, 'OPTIONS', {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,x-apollo-operation-name',
  });

const post = (accord: RunningAccord, headers: Readonly<Record<string, string>>, query: string) =>
  send(accord, 'POST', { 'content-type': 'application/json', ...headers }, JSON.stringify({ query }));

const bearer = () => `Bearer ${signToken(key, { alg: 'ES256', kid: key.kid }, issuer.claims())}`;
const allowed = ({ headers }: Reply) => headers['access-control-allow-origin'];

describe('Apollo Sandbox', () => {
  it(safety('browsers', 'Sandbox’s 2 origins: preflight and introspection, answered in open mode'), async () => {
    for (const origin of SANDBOXES) {
      const asked = await preflight(open, origin);
      expect(asked).toMatchObject({
        status: 204,
        headers: {
          'access-control-allow-origin': origin,
          'access-control-allow-methods': 'GET, POST',
          'access-control-allow-headers': 'authorization,content-type,x-apollo-operation-name',
          'access-control-max-age': '600',
        },
      });
      expect(asked.headers.vary).toContain('Origin');
      expect(asked.headers['access-control-allow-credentials']).toBeUndefined();
      const schema = await post(
        open,
        { origin, 'x-apollo-operation-name': 'IntrospectionQuery' },
        getIntrospectionQuery(),
      );
      expect({ status: schema.status, origin: allowed(schema) }).toEqual({ status: 200, origin });
      expect(schema.text).toContain('"updateKiboAccount"');
      expect(schema.headers['access-control-expose-headers']).toContain('x-request-id');
    }
  });

  it(safety('browsers', 'Sandbox’s 2 origins: refused where tokens are asked for'), async () => {
    for (const origin of SANDBOXES) {
      expect(allowed(await preflight(jwt, origin))).toBeUndefined();
      const answer = await post(jwt, { origin, authorization: bearer() }, '{ sources { id } }');
      expect(allowed(answer)).toBeUndefined();
    }
  });
});

describe('other pages', () => {
  it(safety('browsers', '8 origins that are not on the list, none allowed in either mode'), async () => {
    expect(STRANGERS).toHaveLength(8);
    for (const accord of [open, jwt]) {
      for (const origin of STRANGERS) {
        const asked = await preflight(accord, origin);
        expect([origin, allowed(asked), asked.status < 300]).toEqual([origin, undefined, false]);
        const answer = await post(accord, { origin, authorization: bearer() }, '{ sources { id } }');
        expect([origin, allowed(answer)]).toEqual([origin, undefined]);
        expect(answer.headers.vary).toContain('Origin');
      }
    }
  });

  it('that are on the list may call in both modes, and need no token to ask whether they may', async () => {
    for (const accord of [open, jwt]) {
      expect(await preflight(accord, APP)).toMatchObject({
        status: 204,
        headers: { 'access-control-allow-origin': APP },
      });
    }
    const refused = await post(jwt, { origin: APP }, '{ sources { id } }');
    expect({ status: refused.status, origin: allowed(refused) }).toEqual({ status: 401, origin: APP });
    const answer = await post(jwt, { origin: APP, authorization: bearer() }, '{ sources { id } }');
    expect({ status: answer.status, origin: allowed(answer) }).toEqual({ status: 200, origin: APP });
  });

  it(safety('browsers', '4 kinds of request that need no preflight, and mutations over GET: none is run'), async () => {
    const before = open.emulators.kibo.requests.length;
    const query = '{ accounts(first: 1) { nodes { id } } }';
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const answer = await send(open, 'POST', { 'content-type': type }, JSON.stringify({ query }));
      expect([type, answer.status >= 400, answer.text.includes('"data"')]).toEqual([type, true, false]);
    }
    const get = (text: string, headers = {}) =>
      fetch(`${open.origin}/graphql?query=${encodeURIComponent(text)}`, {
        headers: { connection: 'close', ...headers },
      });
    expect((await get(query)).status).toBe(400);
    const mutation = 'mutation { updateAccount(input: { id: "kibo:1", patch: { firstName: "x" } }) { outcome } }';
    expect((await get(mutation, { 'apollo-require-preflight': 'yes' })).status).toBe(405);
    expect(open.emulators.kibo.requests).toHaveLength(before);
    // The same is run where a page must ask first.
    expect((await get(query, { 'apollo-require-preflight': 'yes' })).status).toBe(200);
  });
});

describe('open access', () => {
  it(safety('access-none', '5 names that lead here without being ours (DNS rebinding), none answered'), async () => {
    const { host, port } = new URL(open.origin);
    const names = [
      'evil.example.com',
      `evil.example.com:${port}`,
      '10.0.0.1',
      '127.0.0.1.evil.example',
      'localhost.evil',
    ];
    for (const name of names) {
      const answer = await post(open, { host: name }, '{ sources { id } }');
      expect([name, answer.status, answer.text.includes('loopback')]).toEqual([name, 403, true]);
    }
    for (const name of [host, `localhost:${port}`, `[::1]:${port}`, 'LOCALHOST', '127.0.0.2']) {
      expect([name, (await post(open, { host: name }, '{ sources { id } }')).status]).toEqual([name, 200]);
    }
    expect(
      (await post(jwt, { host: 'accord.example.com', authorization: bearer() }, '{ sources { id } }')).status,
    ).toBe(200);
  });
});

describe('the schema', () => {
  it('is told to those who have a token only', async () => {
    const query = '{ __schema { queryType { name } } }';
    expect((await post(jwt, {}, query)).status).toBe(401);
    expect((await post(jwt, { authorization: bearer() }, query)).text).toContain('"name":"Query"');
  });
});
