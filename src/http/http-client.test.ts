import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../test/support/manual-clock.ts';
import { bodyOf, closedPort, serveHttp, serveTcp, type Loopback } from '../../test/support/http-loopback.ts';
import { AccountError } from '../domain/errors.ts';
import { Secret } from '../domain/secret.ts';
import type { Authenticator } from './auth/authenticator.ts';
import { bearerAuth } from './auth/bearer.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions } from './http-client.ts';

const CANARY = 'canary-4711';

async function withClient(
  options: Partial<HttpClientOptions> & { readonly baseUrl: string },
  use: (client: HttpClient) => Promise<void>,
): Promise<void> {
  const client = createHttpClient({
    authenticate: bearerAuth(new Secret(CANARY)),
    clock: new ManualClock(),
    ...options,
  });
  try {
    await use(client);
  } finally {
    await client.close();
  }
}

async function errorOf(sending: Promise<unknown>): Promise<AccountError> {
  const error = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AccountError)) throw new Error('no AccountError was thrown', { cause: error });
  return error;
}

/** A promise and the function that keeps it: how a server's listener tells the test that it got this far. */
function signal(): { readonly reached: Promise<void>; readonly reach: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return {
    reached: promise,
    reach: () => {
      resolve(undefined);
    },
  };
}

const get = { method: 'GET', path: '/accounts/1' } as const;
const put = { method: 'PUT', path: '/accounts/1', body: '{"a":"ž"}' } as const;

describe('a request on the wire', () => {
  it('goes to the path under the prefix, with its headers and the very bytes of its body', async () => {
    const seen: unknown[] = [];
    await using server = await serveHttp((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push(request.method, request.url, request.rawHeaders, body);
        response.end('ok');
      });
    });
    await withClient({ baseUrl: `${server.url}/api/`, userAgent: 'test/1' }, async (client) => {
      await client.send({ ...put, path: '/v1/a%20b?x=%C5%BE', headers: { 'X-Vol-Tenant': '100' } });
    });
    expect(seen).toStrictEqual([
      'PUT',
      '/api/v1/a%20b?x=%C5%BE',
      // No accept-encoding: an answer is never to be unpacked, so it cannot unpack to gigabytes.
      [
        ...['host', server.url.slice('http://'.length), 'connection', 'keep-alive', 'accept', 'application/json'],
        ...['user-agent', 'test/1', 'content-type', 'application/json', 'x-vol-tenant', '100'],
        ...['authorization', `Bearer ${CANARY}`, 'content-length', '10'],
      ],
      '{"a":"ž"}',
    ]);
  });

  it('lets a request choose its content type, in any spelling of the name', async () => {
    const types: unknown[] = [];
    await using server = await serveHttp((request, response) => {
      types.push(request.headers['content-type']);
      response.end();
    });
    await withClient({ baseUrl: server.url }, async (client) => {
      await client.send({ ...put, headers: { 'Content-Type': 'text/json' } });
      await client.send(get);
    });
    expect(types).toStrictEqual(['text/json', undefined]);
  });

  it('answers any status with headers by lower-case name', async () => {
    let status = 200;
    await using server = await serveHttp((_request, response) => {
      response.writeHead(
        status,
        [
          ['X-Request-Id', 'r1'],
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ].flat(),
      );
      response.end('žć');
    });
    await withClient({ baseUrl: server.url }, async (client) => {
      for (status of [200, 201, 400, 401, 403, 404, 409, 429, 500, 503]) {
        const response = await client.send(get);
        expect(response.status).toBe(status);
        expect(response.headers).toMatchObject({ 'x-request-id': 'r1', 'set-cookie': 'a=1, b=2' });
        expect(response.text).toBe('žć');
      }
    });
  });

  it('passes over informational answers and a byte order mark, and knows empty bodies', async () => {
    await using server = await serveHttp((request, response) => {
      if (request.method === 'GET') {
        response.writeEarlyHints({ link: '</a>; rel=preload', 'content-encoding': 'br' });
        response.end('\ufeff{}');
      } else {
        response.writeHead(204).end();
      }
    });
    await withClient({ baseUrl: server.url }, async (client) => {
      expect(await client.send(get)).toMatchObject({ status: 200, text: '{}' });
      expect(await client.send(put)).toMatchObject({ status: 204, text: '' });
    });
  });

  it('keeps connections: a hundred calls one after another take two at most, thirty at a time no more than allowed', async () => {
    await using server = await serveHttp((_request, response) => {
      response.end('ok');
    });
    await withClient({ baseUrl: server.url, connections: 4 }, async (client) => {
      for (let i = 0; i < 100; i += 1) await client.send(get);
      // Two, because the pool would rather open a second one than wait for the turn of the event loop.
      expect(server.connections).toBeLessThanOrEqual(2);
      await Promise.all(Array.from({ length: 30 }, () => client.send(get)));
      expect(server.connections).toBe(4);
    });
  });

  it('leaves no timer and no listener behind', async () => {
    await using server = await serveHttp((_request, response) => {
      response.end('ok');
    });
    const clock = new ManualClock();
    const caller = new AbortController();
    await withClient({ baseUrl: server.url, clock }, async (client) => {
      await client.send({ ...get, signal: caller.signal });
      expect(clock.pending).toBe(0);
      expect(getEventListeners(caller.signal, 'abort')).toStrictEqual([]);
    });
  });

  it.each(['', 'accounts', '/a b', '/a#b', '/ž', '/a\r\nx: y', 'http://evil.example/'])(
    'refuses the path %j before anything leaves',
    async (path) => {
      await withClient({ baseUrl: 'http://127.0.0.1:1' }, async (client) => {
        const error = await errorOf(client.send({ ...get, path }));
        expect([error.code, error.details]).toStrictEqual(['INVALID_VALUE', { dispatched: false }]);
      });
    },
  );

  it('refuses a header that cannot be written, and sends nothing', async () => {
    await using server = await serveHttp((_request, response) => response.end());
    await withClient({ baseUrl: server.url }, async (client) => {
      const error = await errorOf(client.send({ ...get, headers: { 'x-a': `${CANARY}\r\nx-b: 1` } }));
      expect([error.code, error.details]).toStrictEqual(['INTERNAL', { dispatched: false }]);
    });
  });

  it.each(['', 'api.example.com', 'ftp://api.example.com', 'https://user:pw@h', 'https://h/?a=b', 'https://h/#x'])(
    'refuses the base URL %j',
    (baseUrl) => {
      const create = (): HttpClient =>
        createHttpClient({ baseUrl, authenticate: bearerAuth(new Secret('t')), clock: new ManualClock() });
      expect(create).toThrow(expect.objectContaining({ code: 'INVALID_VALUE' }));
    },
  );
});

describe('failures on the way', () => {
  it('knows that nothing left when the connection is refused', async () => {
    await withClient({ baseUrl: `http://127.0.0.1:${await closedPort()}` }, async (client) => {
      const error = await errorOf(client.send(put));
      expect([error.code, error.details]).toStrictEqual(['UPSTREAM_UNAVAILABLE', { dispatched: false }]);
    });
  });

  it('knows that nothing left when TLS fails', async () => {
    await using server = await serveTcp((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 No\r\n\r\n')));
    await withClient({ baseUrl: server.url.replace('http:', 'https:') }, async (client) => {
      const error = await errorOf(client.send(put));
      expect([error.code, error.details]).toStrictEqual(['UPSTREAM_UNAVAILABLE', { dispatched: false }]);
    });
  });

  it('gives up a connection that never stands, and knows that nothing left', async () => {
    await using server = await serveTcp(() => undefined);
    const timeouts = { connectMs: 30, attemptMs: 10_000, operationMs: 25_000 };
    await withClient({ baseUrl: server.url.replace('http:', 'https:'), timeouts }, async (client) => {
      const error = await errorOf(client.send(put));
      expect([error.code, error.details]).toStrictEqual(['UPSTREAM_TIMEOUT', { dispatched: false }]);
    });
  });

  it.each([
    ['reset', 'resetAndDestroy'],
    ['closed', 'destroy'],
  ] as const)('does not claim to know when the connection is %s after the request', async (_name, end) => {
    await using server = await serveTcp((socket) => socket.once('data', () => socket[end]()));
    await withClient({ baseUrl: server.url }, async (client) => {
      const error = await errorOf(client.send(put));
      expect([error.code, error.details]).toStrictEqual(['UPSTREAM_UNAVAILABLE', { dispatched: true }]);
    });
    expect(server.connections).toBe(1);
  });

  it.each([
    ['before the headers', ''],
    ['in the headers', 'HTTP/1.1 200 OK\r\ncontent-type: a'],
    ['in the body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":'],
  ])('ends an attempt that stalls %s, with its connection', async (_name, bytes) => {
    const { reached, reach } = signal();
    const hungUp = signal();
    await using server = await serveTcp((socket) => {
      socket.on('close', hungUp.reach);
      socket.once('data', () => {
        if (bytes !== '') socket.write(bytes);
        setImmediate(reach);
      });
    });
    const clock = new ManualClock();
    await withClient({ baseUrl: server.url, clock }, async (client) => {
      const sending = errorOf(client.send(put));
      await reached;
      clock.advance(9_999);
      expect(clock.pending).toBe(1);
      clock.advance(1);
      const error = await sending;
      expect([error.code, error.details.dispatched]).toStrictEqual(['UPSTREAM_TIMEOUT', true]);
      expect(clock.pending).toBe(0);
      await hungUp.reached;
    });
  });

  it('ends an attempt whose body drips one byte a second', async () => {
    let drip = (): boolean => false;
    const { reached, reach } = signal();
    await using server = await serveTcp((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n');
        drip = () => socket.write('x');
        reach();
      });
    });
    const clock = new ManualClock();
    await withClient({ baseUrl: server.url, clock }, async (client) => {
      const sending = errorOf(client.send(get));
      await reached;
      for (let second = 1; second <= 10; second += 1) {
        expect(clock.pending).toBe(1);
        drip();
        await new Promise(setImmediate);
        clock.advance(1_000);
      }
      const error = await sending;
      expect([error.code, error.details.dispatched]).toStrictEqual(['UPSTREAM_TIMEOUT', true]);
    });
  });

  it('counts the wait for a free connection, and knows that a request that still waited never left', async () => {
    const { reached, reach } = signal();
    const seen: unknown[] = [];
    await using server = await serveHttp((request) => {
      seen.push(request.method);
      reach();
    });
    const clock = new ManualClock();
    await withClient({ baseUrl: server.url, clock, connections: 1 }, async (client) => {
      const first = errorOf(client.send(get));
      await reached;
      clock.advance(1);
      const second = errorOf(client.send(put));
      clock.advance(9_999);
      expect((await first).details).toStrictEqual({ dispatched: true });
      clock.advance(1);
      expect((await second).code).toBe('UPSTREAM_TIMEOUT');
    });
    expect(seen).toContain('GET');
  });

  it('writes one request at a time to a connection, so that a broken one leaves no doubt about the next', async () => {
    const { reached, reach } = signal();
    let received = '';
    await using server = await serveTcp((socket) => {
      socket.on('data', (data) => {
        received += data.toString();
        // With the headers here, a pipelining client would write the next request; the answer never ends.
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf');
        reach();
      });
    });
    await withClient({ baseUrl: server.url, connections: 1 }, async (client) => {
      const both = Promise.all(['/1', '/2'].map((path) => errorOf(client.send({ ...get, path }))));
      await reached;
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      expect(received).toContain('GET /1 ');
      expect(received).not.toContain('GET /2 ');
      await client.close();
      expect((await both).map(({ details }) => details.dispatched)).toStrictEqual([true, false]);
    });
  });

  it('stops for a caller that goes away, and tells whether the request had left', async () => {
    const { reached, reach } = signal();
    await using server = await serveHttp(reach);
    await withClient({ baseUrl: server.url }, async (client) => {
      const caller = new AbortController();
      const sending = errorOf(client.send({ ...put, signal: caller.signal }));
      await reached;
      caller.abort();
      expect([(await sending).code, (await sending).details]).toStrictEqual(['UPSTREAM_TIMEOUT', { dispatched: true }]);
      const late = await errorOf(client.send({ ...put, signal: caller.signal }));
      expect([late.code, late.details]).toStrictEqual(['UPSTREAM_TIMEOUT', { dispatched: false }]);
      expect(client.health.state).toBe('UNTRIED');
    });
  });

  it('keeps the connection when a caller leaves that was still waiting for it', async () => {
    const { reached, reach } = signal();
    const answers: (() => void)[] = [];
    const paths: unknown[] = [];
    await using server = await serveHttp((request, response) => {
      paths.push(request.url);
      answers.push(() => response.end('ok'));
      reach();
    });
    await withClient({ baseUrl: server.url, connections: 1 }, async (client) => {
      const first = client.send({ ...get, path: '/1' });
      await reached;
      const caller = new AbortController();
      const second = errorOf(client.send({ ...put, path: '/2', signal: caller.signal }));
      const third = client.send({ ...get, path: '/3' });
      caller.abort();
      expect((await second).details).toStrictEqual({ dispatched: false });
      answers[0]?.();
      await first;
      while (answers.length < 2) await new Promise(setImmediate);
      answers[1]?.();
      await third;
    });
    expect(paths).toStrictEqual(['/1', '/3']);
    expect(server.connections).toBe(1);
  });

  it('fails what is in flight when it is closed, and what comes after', async () => {
    const { reached, reach } = signal();
    await using server = await serveHttp(reach);
    await withClient({ baseUrl: server.url }, async (client) => {
      const sending = errorOf(client.send(put));
      await reached;
      await client.close();
      expect([(await sending).code, (await sending).details]).toStrictEqual([
        'UPSTREAM_UNAVAILABLE',
        { dispatched: true },
      ]);
      const late = await errorOf(client.send(put));
      expect([late.code, late.details]).toStrictEqual(['UPSTREAM_UNAVAILABLE', { dispatched: false }]);
    });
  });

  it('never shows the address, the credential or the body', async () => {
    await using server = await serveBytesOnce();
    const shown: string[] = [];
    await withClient({ baseUrl: server.url }, async (client) => {
      for (const path of ['/reset', '/redirect', '/not-http']) {
        const error = await errorOf(
          client.send({ method: 'PUT', path: `${path}/${CANARY}`, body: CANARY, headers: { 'x-secret': CANARY } }),
        );
        shown.push(error.message, JSON.stringify(error), inspect(error, { depth: 9, showHidden: true }));
      }
      shown.push(inspect(client, { depth: 9 }), JSON.stringify(client.health));
    });
    expect(shown.join('\n')).not.toContain(CANARY);
    expect(shown.join('\n')).not.toContain(`:${server.port}/`);
  });
});

/** Resets, redirects or talks nonsense, as the path asks, and repeats what it got in each. */
function serveBytesOnce(): Promise<Loopback> {
  return serveTcp((socket) =>
    socket.once('data', (data) => {
      const head = data.toString();
      if (head.includes('/redirect')) socket.end(`HTTP/1.1 302 Found\r\nlocation: /${CANARY}\r\n\r\n${CANARY}`);
      else if (head.includes('/not-http')) socket.end(`NOPE ${CANARY}\r\n\r\n`);
      else socket.resetAndDestroy();
    }),
  );
}

describe('a 401', () => {
  function authenticator(fresh: boolean): Authenticator & { readonly calls: string[] } {
    let version = 0;
    const calls: string[] = [];
    return {
      calls,
      headersFor: () => ({ authorization: `v${(version += 1)}` }),
      refused: (sent) => {
        calls.push(`refused ${sent.authorization ?? ''}`);
        return fresh;
      },
      accepted: (sent) => {
        calls.push(`accepted ${sent.authorization ?? ''}`);
      },
    };
  }

  async function serveOnly(accepted: string, seen: unknown[]): Promise<Loopback> {
    return serveHttp((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push([request.headers.authorization, body]);
        response.writeHead(request.headers.authorization === accepted ? 200 : 401).end();
      });
    });
  }

  it('is answered by one replay of the same bytes, signed anew, where that may help', async () => {
    const seen: unknown[] = [];
    const authenticate = authenticator(true);
    await using server = await serveOnly('v2', seen);
    await withClient({ baseUrl: server.url, authenticate }, async (client) => {
      expect((await client.send(put)).status).toBe(200);
    });
    expect(seen).toStrictEqual([
      ['v1', '{"a":"ž"}'],
      ['v2', '{"a":"ž"}'],
    ]);
    expect(authenticate.calls).toStrictEqual(['refused v1', 'accepted v2']);
  });

  it('is returned when the replay gets one too', async () => {
    const seen: unknown[] = [];
    const authenticate = authenticator(true);
    await using server = await serveOnly('v9', seen);
    await withClient({ baseUrl: server.url, authenticate }, async (client) => {
      expect((await client.send(put)).status).toBe(401);
    });
    expect(seen).toHaveLength(2);
    expect(authenticate.calls).toStrictEqual(['refused v1']);
  });

  it('is the only answer that is not taken for being let in', async () => {
    const authenticate = authenticator(true);
    let status = 200;
    await using server = await serveHttp((_request, response) => {
      response.writeHead(status).end();
    });
    await withClient({ baseUrl: server.url, authenticate }, async (client) => {
      for (status of [200, 403, 500]) await client.send(put);
    });
    expect(authenticate.calls).toStrictEqual(['accepted v1', 'accepted v2', 'accepted v3']);
  });

  it.each([
    ['the authenticator sees no use in it', authenticator(false)],
    ['the authenticator has only one credential', bearerAuth(new Secret('x'))],
  ])('is returned at once where %s', async (_name, authenticate) => {
    const seen: unknown[] = [];
    await using server = await serveOnly('v2', seen);
    await withClient({ baseUrl: server.url, authenticate }, async (client) => {
      expect((await client.send(put)).status).toBe(401);
    });
    expect(seen).toHaveLength(1);
  });
});

describe('the operation deadline', () => {
  const never: Authenticator = { headersFor: () => new Promise<never>(() => undefined) };

  it('covers the wait for credentials, and nothing has left', async () => {
    const clock = new ManualClock();
    await withClient({ baseUrl: 'http://127.0.0.1:1', authenticate: never, clock }, async (client) => {
      const sending = errorOf(client.send(put));
      clock.advance(24_999);
      expect(clock.pending).toBe(1);
      clock.advance(1);
      const error = await sending;
      expect([error.code, error.details]).toStrictEqual(['UPSTREAM_TIMEOUT', { dispatched: false }]);
    });
  });

  it('leaves the attempt only what the wait for credentials has left', async () => {
    const clock = new ManualClock();
    const token = Promise.withResolvers<Record<string, string>>();
    const { reached, reach } = signal();
    await using server = await serveHttp(reach);
    await withClient(
      { baseUrl: server.url, authenticate: { headersFor: () => token.promise }, clock },
      async (client) => {
        const sending = errorOf(client.send(put));
        clock.advance(20_000);
        token.resolve({ authorization: 'x' });
        await reached;
        clock.advance(5_000);
        const error = await sending;
        expect([error.code, error.details]).toStrictEqual(['UPSTREAM_TIMEOUT', { dispatched: true }]);
      },
    );
  });

  it('lets a caller leave while it waits for credentials', async () => {
    const caller = new AbortController();
    await withClient({ baseUrl: 'http://127.0.0.1:1', authenticate: never }, async (client) => {
      const sending = errorOf(client.send({ ...put, signal: caller.signal }));
      caller.abort();
      const error = await sending;
      expect([error.code, error.details]).toStrictEqual(['UPSTREAM_TIMEOUT', { dispatched: false }]);
    });
  });

  it('leaves no timer and no listener behind when the credentials come', async () => {
    await using server = await serveHttp((_request, response) => {
      response.end('ok');
    });
    const clock = new ManualClock();
    const caller = new AbortController();
    const authenticate = { headersFor: () => Promise.resolve({ authorization: 'x' }) };
    await withClient({ baseUrl: server.url, authenticate, clock }, async (client) => {
      await client.send({ ...put, signal: caller.signal });
      expect(clock.pending).toBe(0);
      expect(getEventListeners(caller.signal, 'abort')).toStrictEqual([]);
    });
  });
});

describe('health', () => {
  it('follows the answers, and the failures to get one', async () => {
    const clock = new ManualClock();
    let status = 200;
    const server = await serveHttp((_request, response) => {
      response.writeHead(status).end();
    });
    await withClient({ baseUrl: server.url, clock }, async (client) => {
      const states: unknown[] = [];
      const note = (): void => {
        const { credential, lastErrorCode, state } = client.health;
        states.push([status, credential, lastErrorCode, state]);
      };
      note();
      for (status of [200, 404, 429, 503, 500, 200, 401]) {
        await client.send(get);
        note();
      }
      expect(client.health.lastSuccessAt).toBe(clock.now());
      await server[Symbol.asyncDispose]();
      status = 0;
      await errorOf(client.send(get));
      note();
      expect(states).toStrictEqual([
        [200, 'UNTRIED', null, 'UNTRIED'],
        [200, 'OK', null, 'UP'],
        [404, 'OK', null, 'UP'],
        [429, 'OK', 'RATE_LIMITED', 'DEGRADED'],
        [503, 'OK', 'UPSTREAM_UNAVAILABLE', 'DEGRADED'],
        [500, 'OK', 'UPSTREAM_UNAVAILABLE', 'DOWN'],
        [200, 'OK', null, 'UP'],
        [401, 'EXPIRED', 'UPSTREAM_CREDENTIALS', 'DEGRADED'],
        [0, 'EXPIRED', 'UPSTREAM_UNAVAILABLE', 'DEGRADED'],
      ]);
    });
  });

  it('believes the provider about which 401 is about credentials', async () => {
    await using server = await serveHttp((_request, response) => {
      response.writeHead(401).end('{"error_code":"Organizations.1001"}');
    });
    const isCredentialRefusal = (response: { text: string }): boolean => response.text.includes('APIGW.');
    await withClient({ baseUrl: server.url, isCredentialRefusal }, async (client) => {
      await client.send(get);
      expect(client.health).toMatchObject({ credential: 'OK', state: 'UP' });
    });
    await withClient({ baseUrl: server.url }, async (client) => {
      await client.send(get);
      expect(client.health).toMatchObject({ credential: 'REFUSED', state: 'DOWN' });
    });
  });
});
