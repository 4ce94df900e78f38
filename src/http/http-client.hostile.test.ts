import { describe, expect, it } from '@jest/globals';
import { serveBytes, serveHttp, serveTcp } from '../../test/support/http-loopback.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';
import { AccountError } from '../domain/errors.ts';
import { Secret } from '../domain/secret.ts';
import { bearerAuth } from './auth/bearer.ts';
import { createHttpClient, type HttpResponse } from './http-client.ts';
import { safety } from '../../test/support/safety.ts';

async function outcomeOf(baseUrl: string): Promise<HttpResponse | AccountError> {
  const client = createHttpClient({ baseUrl, authenticate: bearerAuth(new Secret('t')), clock: new ManualClock() });
  try {
    return await client.send({ method: 'GET', path: '/' });
  } catch (error) {
    if (error instanceof AccountError) return error;
    throw error;
  } finally {
    await client.close();
  }
}

const ok = 'HTTP/1.1 200 OK\r\n';

describe('hostile answers', () => {
  it.each([
    ['10,000 headers', ok + 'a: b\r\n'.repeat(10_000) + '\r\n'],
    ['300 headers', ok + 'a: b\r\n'.repeat(300) + 'content-length: 0\r\n\r\n'],
    ['a header of 20 kB', `${ok}a: ${'b'.repeat(20_000)}\r\n\r\n`],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a broken length', `${ok}content-length: ten\r\n\r\n`],
    ['a broken chunk', `${ok}transfer-encoding: chunked\r\n\r\nzz\r\n`],
    ['a line break in a header', `${ok}a: b\rc\r\n\r\n`],
    ['a body announced as too large', `${ok}content-length: 52428800\r\n\r\n${'x'.repeat(11 * 1024 * 1024)}`],
    ['invalid UTF-8', Buffer.concat([Buffer.from(`${ok}content-length: 2\r\n\r\n`), Buffer.from([0xc3, 0x28])])],
    ['a cut UTF-8 sequence', Buffer.concat([Buffer.from(`${ok}content-length: 1\r\n\r\n`), Buffer.from([0xc5])])],
    ['a compressed body that nobody asked for', `${ok}content-encoding: br\r\ncontent-length: 2\r\n\r\n{}`],
  ])(safety('hostile-answers', '11 broken answers, each a typed error') + ': %s', async (_name, bytes) => {
    await using server = await serveBytes(bytes);
    expect(await outcomeOf(server.url)).toMatchObject({ code: 'UPSTREAM_MALFORMED', details: { dispatched: true } });
  });

  it.each([
    ['in the headers', `${ok}content-length: 10\r\n`],
    ['in the body', `${ok}content-length: 10\r\n\r\nhalf`],
    ['in a body of a closing connection', `${ok}connection: close\r\ncontent-length: 10\r\n\r\nhalf`],
    ['between chunks', `${ok}transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n`],
    [
      'between chunks of a closing connection',
      `${ok}connection: close\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n`,
    ],
  ])('knows a connection that was cut %s', async (_name, bytes) => {
    await using server = await serveBytes(bytes, true);
    expect(await outcomeOf(server.url)).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', details: { dispatched: true } });
  });

  it.each([
    ['two lengths', `${ok}content-length: 1\r\ncontent-length: 2\r\n\r\nab`],
    ['a length beside chunks', `${ok}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
  ])('refuses an answer with %s, as if it had been cut', async (_name, bytes) => {
    await using server = await serveBytes(bytes);
    expect(await outcomeOf(server.url)).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', details: { dispatched: true } });
  });

  it.each([300, 301, 302, 303, 304, 307, 308, 399])(
    safety('redirects', '8 statuses of 3xx, none followed') + ': %d',
    async (status) => {
      let elsewhere = 0;
      await using other = await serveHttp((_request, response) => {
        elsewhere += 1;
        response.end();
      });
      await using server = await serveHttp((request, response) => {
        if (request.url !== '/') elsewhere += 1;
        response.writeHead(status, { location: status % 2 === 0 ? other.url : '/elsewhere' }).end();
      });
      expect(await outcomeOf(server.url)).toMatchObject({
        code: 'UPSTREAM_REFUSED',
        details: { dispatched: true, status },
      });
      expect(elsewhere).toBe(0);
    },
  );

  it.each(['__proto__', 'constructor', 'toString'])('takes a header named %s for a header', async (name) => {
    await using server = await serveBytes(`${ok}${name}: 1\r\n${name}: 2\r\ncontent-length: 2\r\n\r\n{}`);
    const response = (await outcomeOf(server.url)) as HttpResponse;
    expect([response.status, response.text]).toStrictEqual([200, '{}']);
    expect(Object.getOwnPropertyDescriptor(response.headers, name.toLowerCase())?.value).toBe('1, 2');
    expect('1' in {}).toBe(false);
  });

  it(safety('hostile-answers', 'a body of 50 MB, refused with less than 50 MB of heap'), async () => {
    const block = Buffer.alloc(64 * 1024, 'x');
    await using server = await serveHttp((_request, response) => {
      response.writeHead(200);
      let left = (50 * 1024 * 1024) / block.length;
      const write = (): void => {
        while (left > 0 && !response.destroyed) {
          left -= 1;
          if (!response.write(block)) return void response.once('drain', write);
        }
        response.end();
      };
      write();
    });
    const before = process.memoryUsage();
    expect(await outcomeOf(server.url)).toMatchObject({ code: 'UPSTREAM_MALFORMED' });
    const after = process.memoryUsage();
    expect(after.heapUsed + after.external - before.heapUsed - before.external).toBeLessThan(50 * 1024 * 1024);
  });

  it('takes a body of a million chunks of one byte in little room', async () => {
    const chunks = Buffer.from('1\r\nx\r\n'.repeat(10_000));
    await using server = await serveTcp((socket) => {
      socket.once('data', () => {
        socket.write(`${ok}transfer-encoding: chunked\r\n\r\n`);
        for (let i = 0; i < 100; i += 1) socket.write(chunks);
        socket.write('0\r\n\r\n');
      });
    });
    const before = process.memoryUsage().heapUsed;
    const response = (await outcomeOf(server.url)) as HttpResponse;
    expect(response.text).toHaveLength(1_000_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('does not take a second answer on the same connection for the answer to the next request', async () => {
    await using server = await serveTcp((socket) => {
      socket.once('data', () => {
        socket.write(`${ok}content-length: 3\r\n\r\none`);
        socket.write(`${ok}content-length: 6\r\n\r\nforged`);
        socket.on('data', () => socket.write(`${ok}content-length: 3\r\n\r\ntwo`));
      });
    });
    const client = createHttpClient({
      baseUrl: server.url,
      authenticate: bearerAuth(new Secret('t')),
      clock: new ManualClock(),
    });
    expect((await client.send({ method: 'GET', path: '/1' })).text).toBe('one');
    expect((await client.send({ method: 'GET', path: '/2' })).text).not.toBe('forged');
    await client.close();
  });
});
