import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { get, put, CANARY, withClient, errorOf } from '../../test/support/client-under-test.ts';
import { bodyOf, serveHttp } from '../../test/support/http-loopback.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';
import { Secret } from '../domain/secret.ts';
import { bearerAuth } from './auth/bearer.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';

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
