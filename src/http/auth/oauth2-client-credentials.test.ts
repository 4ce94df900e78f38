import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { CANARY, errorOf } from '../../../test/support/client-under-test.ts';
import { bodyOf, closedPort, serveHttp, serveTcp, type Loopback } from '../../../test/support/http-loopback.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { Secret } from '../../domain/secret.ts';
import { createHttpClient, type HttpClient } from '../http-client.ts';
import type { HttpResponse } from '../http-message.ts';
import type { Authenticator } from './authenticator.ts';
import { oauth2ClientCredentials, type Oauth2Options } from './oauth2-client-credentials.ts';

const anyRequest = { method: 'GET', url: new URL('http://h/'), headers: {}, body: undefined };

/** A token endpoint in memory: it answers t1, t2, … for 7200 s each, when the test lets it. */
class Endpoint {
  calls = 0;
  closed = false;
  answer: () => Promise<HttpResponse> = () => Promise.resolve(this.token());

  token(): HttpResponse {
    return { status: 200, headers: {}, text: `{"access_token":"t${this.calls}","expires_in":7200}` };
  }

  readonly send = (): Promise<HttpResponse> => {
    this.calls += 1;
    return this.answer();
  };

  readonly close = (): Promise<void> => {
    this.closed = true;
    return Promise.resolve();
  };
}

function create(clock: ManualClock, options: Partial<Oauth2Options> = {}): Authenticator {
  return oauth2ClientCredentials({
    tokenUrl: 'http://127.0.0.1:1/oauth/token',
    clientId: 'accord',
    clientSecret: new Secret(CANARY),
    body: 'form',
    clock,
    ...options,
  });
}

async function tokenOf(authenticate: Authenticator): Promise<string> {
  return (await authenticate.headersFor(anyRequest)).authorization ?? '';
}

describe('a token', () => {
  it('is fetched once for a hundred callers at a time, and kept', async () => {
    const transport = new Endpoint();
    const authenticate = create(new ManualClock(), { transport });
    const tokens = await Promise.all(Array.from({ length: 100 }, () => tokenOf(authenticate)));
    expect(new Set(tokens)).toStrictEqual(new Set(['Bearer t1']));
    expect(await tokenOf(authenticate)).toBe('Bearer t1');
    expect(transport.calls).toBe(1);
  });

  it('is at hand without a promise once it is there', async () => {
    const authenticate = create(new ManualClock(), { transport: new Endpoint() });
    await tokenOf(authenticate);
    expect(authenticate.headersFor(anyRequest)).not.toBeInstanceOf(Promise);
  });

  it('is renewed 60 s before it ends, while the old one serves', async () => {
    const clock = new ManualClock();
    const transport = new Endpoint();
    const authenticate = create(clock, { transport });
    await tokenOf(authenticate);
    clock.advance(7_139_999);
    expect([await tokenOf(authenticate), transport.calls]).toStrictEqual(['Bearer t1', 1]);
    clock.advance(1);
    const renewal = Promise.withResolvers<HttpResponse>();
    transport.answer = () => renewal.promise;
    expect([await tokenOf(authenticate), await tokenOf(authenticate), transport.calls]).toStrictEqual([
      'Bearer t1',
      'Bearer t1',
      2,
    ]);
    renewal.resolve(transport.token());
    await new Promise(setImmediate);
    expect([await tokenOf(authenticate), transport.calls]).toStrictEqual(['Bearer t2', 2]);
  });

  it('serves to its end when the renewal fails, which is tried again every 5 s', async () => {
    const clock = new ManualClock();
    const transport = new Endpoint();
    const authenticate = create(clock, { transport });
    await tokenOf(authenticate);
    transport.answer = () => Promise.resolve({ status: 503, headers: {}, text: '' });
    clock.advance(7_140_000);
    for (let second = 0; second < 60; second += 1) {
      expect(await tokenOf(authenticate)).toBe('Bearer t1');
      await new Promise(setImmediate);
      clock.advance(1_000);
    }
    expect(transport.calls).toBe(1 + 12);
    expect((await errorOf(tokenOf(authenticate))).code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('is not sent after its end', async () => {
    const clock = new ManualClock();
    const authenticate = create(clock, { transport: new Endpoint() });
    await tokenOf(authenticate);
    clock.advance(7_200_000);
    expect(await tokenOf(authenticate)).toBe('Bearer t2');
  });

  it('is asked for again after a failure', async () => {
    const transport = new Endpoint();
    const authenticate = create(new ManualClock(), { transport });
    transport.answer = () => Promise.resolve({ status: 401, headers: {}, text: CANARY });
    const failures = await Promise.all(Array.from({ length: 100 }, () => errorOf(tokenOf(authenticate))));
    expect(new Set(failures.map(({ code }) => code))).toStrictEqual(new Set(['UPSTREAM_CREDENTIALS']));
    expect(transport.calls).toBe(1);
    transport.answer = () => Promise.resolve(transport.token());
    expect(await tokenOf(authenticate)).toBe('Bearer t2');
  });
});

describe('a refused token', () => {
  it('is discarded once, however many were refused with it', async () => {
    const transport = new Endpoint();
    const authenticate = create(new ManualClock(), { transport });
    const sent = await authenticate.headersFor(anyRequest);
    for (let i = 0; i < 100; i += 1) expect(authenticate.refused?.(sent)).toBe(true);
    const tokens = await Promise.all(Array.from({ length: 100 }, () => tokenOf(authenticate)));
    expect(new Set(tokens)).toStrictEqual(new Set(['Bearer t2']));
    // A straggler, refused with the old token, must not throw the new one away.
    expect(authenticate.refused?.(sent)).toBe(true);
    expect([await tokenOf(authenticate), transport.calls]).toStrictEqual(['Bearer t2', 2]);
  });

  it('is not replaced again and again where fresh tokens are refused too', async () => {
    const clock = new ManualClock();
    const transport = new Endpoint();
    const authenticate = create(clock, { transport });
    authenticate.refused?.(await authenticate.headersFor(anyRequest));
    const second = await authenticate.headersFor(anyRequest);
    expect(authenticate.refused?.(second)).toBe(false);
    expect(await tokenOf(authenticate)).toBe('Bearer t2');
    clock.advance(30_000);
    expect(authenticate.refused?.(second)).toBe(true);
    expect(await tokenOf(authenticate)).toBe('Bearer t3');
  });

  it('is replaced at once where it had been let in before', async () => {
    const authenticate = create(new ManualClock(), { transport: new Endpoint() });
    authenticate.refused?.(await authenticate.headersFor(anyRequest));
    const second = await authenticate.headersFor(anyRequest);
    authenticate.accepted?.(second);
    expect(authenticate.refused?.(second)).toBe(true);
    expect(await tokenOf(authenticate)).toBe('Bearer t3');
  });
});

describe('the token request', () => {
  const seen: { url: string | undefined; type: string | undefined; authorization: string | undefined; body: string }[] =
    [];

  async function serveTokens(): Promise<Loopback> {
    seen.length = 0;
    return serveHttp((request, response) => {
      void bodyOf(request).then((body) => {
        const { 'content-type': type, authorization } = request.headers;
        seen.push({ url: `${request.method ?? ''} ${request.url ?? ''}`, type, authorization, body });
        response.end('{"access_token":"t","expires_in":60}');
      });
    });
  }

  it.each([
    [
      { body: 'form', clientId: 'a b&c', scope: 'x y' },
      'application/x-www-form-urlencoded',
      `grant_type=client_credentials&client_id=a+b%26c&client_secret=${CANARY}&scope=x+y`,
    ],
    [
      { body: 'json', clientId: 'a"b' },
      'application/json',
      `{"grant_type":"client_credentials","client_id":"a\\"b","client_secret":"${CANARY}"}`,
    ],
  ] as const)('goes out as %j', async (options, type, body) => {
    await using server = await serveTokens();
    const authenticate = create(new ManualClock(), { tokenUrl: `${server.url}/oauth/token?a=b`, ...options });
    expect(await tokenOf(authenticate)).toBe('Bearer t');
    await authenticate.close?.();
    expect(seen).toStrictEqual([{ url: 'POST /oauth/token?a=b', type, authorization: undefined, body }]);
  });

  it('fails with codes of its own, and the request that needed the token never left', async () => {
    const outcome = async (tokenUrl: string): Promise<unknown> => {
      const authenticate = create(new ManualClock(), { tokenUrl });
      const { code, message, details, stack } = await errorOf(tokenOf(authenticate));
      await authenticate.close?.();
      expect(inspect([message, details, stack, authenticate], { depth: 9, showHidden: true })).not.toContain(CANARY);
      return [code, details];
    };
    const echo = (head: string): Promise<Loopback> =>
      serveTcp((socket) => socket.once('data', (data) => socket.end(`${head}\r\n\r\n${data.toString()}`)));
    expect(await outcome(`http://127.0.0.1:${await closedPort()}/`)).toStrictEqual([
      'UPSTREAM_UNAVAILABLE',
      { dispatched: false },
    ]);
    await using resetting = await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await outcome(resetting.url)).toStrictEqual(['UPSTREAM_UNAVAILABLE', { dispatched: false }]);
    await using refusing = await echo('HTTP/1.1 400 Bad Request\r\nconnection: close');
    expect(await outcome(refusing.url)).toStrictEqual(['UPSTREAM_CREDENTIALS', { dispatched: false, status: 400 }]);
    await using redirecting = await echo('HTTP/1.1 307 Go\r\nlocation: http://127.0.0.1:1/');
    expect(await outcome(redirecting.url)).toStrictEqual(['UPSTREAM_REFUSED', { dispatched: false, status: 307 }]);
    await using talking = await echo('HTTP/1.1 200 OK\r\nconnection: close');
    expect(await outcome(talking.url)).toStrictEqual(['UPSTREAM_MALFORMED', { dispatched: false, status: 200 }]);
    await using flooding = await serveTcp((socket) =>
      socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(100_000)}`)),
    );
    expect(await outcome(flooding.url)).toStrictEqual(['UPSTREAM_MALFORMED', { dispatched: false, status: 200 }]);
  });

  it('ends with its own attempt timeout', async () => {
    const reached = Promise.withResolvers<undefined>();
    await using server = await serveHttp(() => {
      reached.resolve(undefined);
    });
    const clock = new ManualClock();
    const authenticate = create(clock, { tokenUrl: server.url });
    const failing = errorOf(tokenOf(authenticate));
    await reached.promise;
    clock.advance(10_000);
    const { code, details } = await failing;
    expect([code, details]).toStrictEqual(['UPSTREAM_TIMEOUT', { dispatched: false }]);
    await authenticate.close?.();
  });

  it.each(['', '/oauth/token', 'ftp://h/', 'https://user:pw@h/', 'https://h/#x'])('is not made to %j', (tokenUrl) => {
    expect(() => create(new ManualClock(), { tokenUrl })).toThrow(expect.objectContaining({ code: 'INVALID_VALUE' }));
  });
});

describe('through a client', () => {
  /** An API that lets in the newest token only, and a token endpoint that counts. */
  async function serveApi(): Promise<
    Loopback & { readonly counts: { tokens: number; refused: number }; revoke(): void }
  > {
    const counts = { tokens: 0, refused: 0 };
    let valid = '';
    const server = await serveHttp((request, response) => {
      if (request.url === '/token') {
        counts.tokens += 1;
        valid = `t${counts.tokens}`;
        response.end(`{"access_token":"${valid}","expires_in":7200}`);
      } else {
        const status = request.headers.authorization === `Bearer ${valid}` ? 200 : 401;
        if (status === 401) counts.refused += 1;
        response.writeHead(status).end('{}');
      }
    });
    return Object.assign(server, {
      counts,
      revoke: () => {
        valid = '';
      },
    });
  }

  function createClient(server: Loopback): HttpClient {
    const clock = new ManualClock();
    const authenticate = create(clock, { tokenUrl: `${server.url}/token` });
    return createHttpClient({ baseUrl: server.url, authenticate, clock });
  }

  const put = { method: 'PUT', path: '/a', body: '{}' } as const;
  const hundred = (client: HttpClient): Promise<number[]> =>
    Promise.all(Array.from({ length: 100 }, async () => (await client.send(put)).status));

  it('a hundred requests cost one token, and one more when it dies under them', async () => {
    await using server = await serveApi();
    const client = createClient(server);
    expect(new Set(await hundred(client))).toStrictEqual(new Set([200]));
    expect(server.counts).toStrictEqual({ tokens: 1, refused: 0 });
    server.revoke();
    expect(new Set(await hundred(client))).toStrictEqual(new Set([200]));
    expect(server.counts.tokens).toBe(2);
    expect(server.counts.refused).toBeGreaterThan(0);
    await client.close();
  });

  it('a caller that leaves does not take the token away from the others', async () => {
    const asked = Promise.withResolvers<() => void>();
    await using server = await serveHttp((request, response) => {
      if (request.url === '/token') asked.resolve(() => response.end('{"access_token":"t"}'));
      else response.end(request.headers.authorization);
    });
    const client = createClient(server);
    const caller = new AbortController();
    const first = errorOf(client.send({ ...put, signal: caller.signal }));
    const second = client.send(put);
    const answer = await asked.promise;
    caller.abort();
    expect([(await first).code, (await first).details]).toStrictEqual(['UPSTREAM_TIMEOUT', { dispatched: false }]);
    answer();
    expect((await second).text).toBe('Bearer t');
    await client.close();
  });

  it('refused credentials show in health, and the client gives back the connections of both', async () => {
    await using server = await serveHttp((_request, response) => {
      response.writeHead(401).end('{"error":"invalid_client"}');
    });
    const client = createClient(server);
    const { code, details } = await errorOf(client.send(put));
    expect([code, details]).toStrictEqual(['UPSTREAM_CREDENTIALS', { status: 401, dispatched: false }]);
    expect(client.health).toMatchObject({
      credential: 'REFUSED',
      lastErrorCode: 'UPSTREAM_CREDENTIALS',
      state: 'DOWN',
    });
    await client.close();
    const transport = new Endpoint();
    const authenticate = create(new ManualClock(), { transport });
    await createHttpClient({ baseUrl: server.url, authenticate, clock: new ManualClock() }).close();
    expect(transport.closed).toBe(true);
  });
});
