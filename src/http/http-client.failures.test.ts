import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { get, put, CANARY, signal, withClient, errorOf } from '../../test/support/client-under-test.ts';
import { closedPort, serveHttp, serveTcp, type Loopback } from '../../test/support/http-loopback.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';
import { safety } from '../../test/support/safety.ts';

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

  it(safety('deadlines', 'a connection that never stands is given up, and nothing left'), async () => {
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
  ])(safety('deadlines', 'an attempt that stalls %s ends after 10 s, with its connection'), async (_name, bytes) => {
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

  it(safety('hostile-answers', 'one byte a second, ended with the attempt after 10 s'), async () => {
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
