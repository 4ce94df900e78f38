import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveHttp, type Loopback } from '../support/http-loopback.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { safety } from '../support/safety.ts';
import { keyPairs, signToken, startTokenIssuer, type TokenIssuer } from '../support/token-issuer.ts';
import { craftTokens, type CraftedToken } from './crafted-tokens.ts';

const rsa = keyPairs.rsa('rsa-1');
const ec = keyPairs.ec('ec-1');
const ed = keyPairs.ed25519('ed-1');

let accord: RunningAccord;
let issuer: TokenIssuer;
let stranger: Loopback;
let strangersVisits = 0;

beforeAll(async () => {
  issuer = await startTokenIssuer([rsa, ec, ed]);
  stranger = await serveHttp((_request, response) => {
    strangersVisits += 1;
    response.end('{"keys":[]}');
  });
  accord = await startAccord({
    access: {
      mode: 'jwt',
      issuer: issuer.issuer,
      audience: 'accord',
      jwksUri: issuer.jwksUri,
      algorithms: ['RS256', 'ES256', 'EdDSA'],
    },
  });
});
afterAll(async () => {
  await accord.close();
  await issuer[Symbol.asyncDispose]();
  await stranger[Symbol.asyncDispose]();
});

interface Reply {
  readonly status: number;
  readonly challenge: string;
  readonly code: string | undefined;
  readonly text: string;
}

const QUERY = JSON.stringify({ query: '{ accounts(first: 1) { nodes { id } } }' });

/** Asks with a header as it is. Some are more than fetch would send. */
function ask(headers: Readonly<Record<string, string>>, path = '/graphql'): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const request = httpRequest(
    `${accord.origin}${path}`,
    { method: 'POST', agent: false, headers: { 'content-type': 'application/json', ...headers } },
    (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        resolve({ status, challenge: response.headers['www-authenticate'] ?? '', code: codeIn(text), text });
      });
    },
  );
  request.on('error', reject).end(QUERY);
  return promise;
}

function codeIn(text: string): string | undefined {
  if (!text.startsWith('{')) return undefined;
  return (JSON.parse(text) as { errors?: { extensions?: { code?: string } }[] }).errors?.[0]?.extensions?.code;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const right = () => signToken(rsa, { alg: 'RS256', kid: rsa.kid, typ: 'JWT' }, issuer.claims());
const upstreamCalls = () => Object.values(accord.emulators).reduce((sum, { requests }) => sum + requests.length, 0);

describe('crafted tokens', () => {
  it(safety('jwt', '102 crafted tokens, none accepted, no call upstream; the right one beside each is'), async () => {
    const crafted = craftTokens({ issuer, rsa, ec, strangersUri: `${stranger.url}/keys` });
    expect(crafted).toHaveLength(102);
    // The first that is let in signs in upstream, so that what the control costs is known from then on.
    expect(await ask(bearer(right()))).toMatchObject({ status: 200, code: undefined });
    const wrong: unknown[] = [];
    for (const one of crafted) {
      const before = upstreamCalls();
      const reply = await ask(bearer(one.token));
      if (!isRefusal(reply, one) || upstreamCalls() !== before) wrong.push({ name: one.name, ...reply });
      const control = await ask(bearer(right()));
      if (control.status !== 200 || control.code !== undefined) wrong.push({ name: `after ${one.name}`, ...control });
    }
    expect(wrong).toEqual([]);
    expect(strangersVisits).toBe(0);
  });

  it('are told apart for those whose clock or configuration is wrong, and quoted nowhere', async () => {
    const now = Math.floor(Date.now() / 1000);
    const saying = (claims: object) => signToken(rsa, { alg: 'RS256', kid: rsa.kid }, issuer.claims({ ...claims }));
    const expired = await ask(bearer(saying({ exp: now - 60, sub: 'canary-4711' })));
    expect(expired.challenge).toBe(
      'Bearer realm="accord", error="invalid_token", error_description="The token has expired."',
    );
    expect(expired.text).toContain('The token has expired.');
    expect((await ask(bearer(saying({ aud: 'x' })))).text).toContain('for another audience');
    expect((await ask(bearer(saying({ iss: 'x' })))).text).toContain('from another issuer');
    expect((await ask(bearer(saying({ nbf: now + 60 })))).text).toContain('not valid yet');
    expect(accord.log()).toContain('"reason":"expired"');
    expect(accord.log()).not.toMatch(/canary-4711|eyJ/);
  });
});

describe('a request', () => {
  it.each([
    ['no header', {}],
    ['an empty header', { authorization: '' }],
    ['a scheme without a token', { authorization: 'Bearer' }],
    ['another scheme', { authorization: 'Basic YWRhOmFkYQ==' }],
  ])('with %s is told how to sign in', async (_name, headers) => {
    expect(await ask(headers)).toMatchObject({
      status: 401,
      challenge: 'Bearer realm="accord"',
      code: 'UNAUTHENTICATED',
    });
  });

  it('has its token in the header and nowhere else', async () => {
    const token = right();
    expect(await ask({ authorization: token })).toMatchObject({ status: 401 });
    expect(await ask({ authorization: `Token ${token}` })).toMatchObject({ status: 401 });
    expect(await ask({ cookie: `access_token=${token}` })).toMatchObject({ status: 401 });
    expect(await ask({}, `/graphql?access_token=${token}`)).toMatchObject({ status: 401 });
    expect(await ask({ authorization: `bearer   ${token}` })).toMatchObject({ status: 200, code: undefined });
  });

  it.each([
    ['RS256', rsa],
    ['ES256', ec],
    ['EdDSA', ed],
  ])('is let in with %s', async (alg, key) => {
    const token = signToken(key, { alg, kid: key.kid, typ: 'at+jwt' }, issuer.claims({ aud: ['x', 'accord'] }));
    expect(await ask(bearer(token))).toMatchObject({ status: 200, code: undefined });
  });

  it('is answered about health without a token', async () => {
    expect((await fetch(`${accord.origin}/health/ready`, { headers: { connection: 'close' } })).status).toBe(200);
  });
});

/** Refused as a caller who is not known, or by Node for a header that is too long. */
function isRefusal(reply: Reply, { name }: CraftedToken): boolean {
  if (name === '100 kB') return reply.status === 431;
  return (
    reply.status === 401 && reply.code === 'UNAUTHENTICATED' && reply.challenge.startsWith('Bearer realm="accord"')
  );
}
