import { describe, expect, it } from '@jest/globals';
import { closedPort, serveHttp } from '../../../test/support/http-loopback.ts';
import { safety } from '../../../test/support/safety.ts';
import { fetchKeySetFrom } from './fetch-key-set.ts';

const { signal } = new AbortController();

/** Fetches from a server that answers so. */
async function fetched(status: number, body: string, headers: Readonly<Record<string, string>> = {}) {
  await using server = await serveHttp((_request, response) => {
    response.writeHead(status, { ...headers, connection: 'close' }).end(body);
  });
  return await fetchKeySetFrom(server.url)(signal);
}

describe('fetching keys', () => {
  it('answers what is published, whatever its type is called', async () => {
    expect(await fetched(200, '{"keys":[{"kty":"EC"}],"more":1}')).toEqual({ keys: [{ kty: 'EC' }], more: 1 });
  });

  const noSet = 'is no set of 1 to 100 keys';
  it.each([
    ['another status', 404, '{"keys":[{}]}', 'has status 404'],
    ['no JSON', 200, '<html>', 'is not JSON'],
    ['nothing', 200, '', 'is not JSON'],
    ['no set', 200, '[]', noSet],
    ['null', 200, 'null', noSet],
    ['keys that are none', 200, '{"keys":[null]}', noSet],
    ['no keys', 200, '{"keys":[]}', noSet],
    ['101 keys', 200, `{"keys":[${Array(101).fill('{}').join()}]}`, noSet],
    ['too much', 200, `{"keys":[{"pad":"${'x'.repeat(300_000)}"}]}`, 'has more than 262144 bytes'],
  ])('refuses %s', async (_name, status, body, what) => {
    const error = { code: 'UPSTREAM_MALFORMED', message: `The answer of jwksUri ${what}.` };
    await expect(fetched(status, body)).rejects.toMatchObject(error);
  });

  it(safety('jwt', 'a redirect of the key server is not followed'), async () => {
    let visits = 0;
    await using elsewhere = await serveHttp((_request, response) => {
      visits += 1;
      response.end('{"keys":[{"kty":"EC"}]}');
    });
    for (const status of [301, 302, 303, 307, 308]) {
      await expect(fetched(status, '', { location: elsewhere.url })).rejects.toThrow();
    }
    expect(visits).toBe(0);
  });

  it('gives up on one that does not answer, or does not end', async () => {
    await using silent = await serveHttp(() => undefined);
    await expect(fetchKeySetFrom(silent.url, 50)(signal)).rejects.toThrow();
    await using endless = await serveHttp((_request, response) => response.write('{"keys":['));
    await expect(fetchKeySetFrom(endless.url, 50)(signal)).rejects.toThrow();
    await expect(fetchKeySetFrom(`http://127.0.0.1:${await closedPort()}`)(signal)).rejects.toThrow();
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    await using silent = await serveHttp(() => {
      stop.abort();
    });
    await expect(fetchKeySetFrom(silent.url)(stop.signal)).rejects.toThrow();
  });
});
