import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { put, signal, withClient, errorOf } from '../../test/support/client-under-test.ts';
import { bodyOf, serveHttp, type Loopback } from '../../test/support/http-loopback.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';
import { Secret } from '../domain/secret.ts';
import type { Authenticator } from './auth/authenticator.ts';
import { bearerAuth } from './auth/bearer.ts';

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
