import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { errorOf, get, put, withClient } from '../../test/support/client-under-test.ts';
import { closedPort, serveHttp, type Loopback } from '../../test/support/http-loopback.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';
import { safety } from '../../test/support/safety.ts';
import type { HttpClient, HttpClientOptions } from './http-client.ts';

type Answer = (response: ServerResponse) => void;

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end('{}');
const ok = status(200);
const silence: Answer = () => undefined;
const reset: Answer = (response) => {
  response.socket?.resetAndDestroy();
};

const limits = { concurrency: 10, windows: [], queue: 100, pauseMs: 1_000, maxPauseMs: 60_000 };
const breaker = { failures: 5, ofCalls: 10, pauseMs: 5_000, maxPauseMs: 60_000 };
const retries = { attempts: 3, percent: 100 };

let clock: ManualClock;
let server: Loopback;
/** What the source answers, one after the other; the last one stays. */
let answers: Answer[];
/** When each request came in, in milliseconds since the start. */
let arrivals: number[];
let startMs: number;

beforeEach(async () => {
  clock = new ManualClock();
  startMs = clock.now();
  arrivals = [];
  server = await serveHttp((_request, response) => {
    arrivals.push(clock.now() - startMs);
    (answers.length > 1 ? answers.shift() : answers[0])?.(response);
  });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

/** Lets time pass in steps of 50 ms, with the network in between, until the promise has settled. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  const settled = promise.then(
    () => true,
    () => true,
  );
  let turn = 0;
  while (!(await Promise.race([settled, new Promise<false>((resolve) => setImmediate(resolve, false))]))) {
    turn += 1;
    if (turn % 20 === 0) clock.advance(50);
  }
  return promise;
}

function use(options: Partial<HttpClientOptions>, work: (client: HttpClient) => Promise<void>): Promise<void> {
  return withClient({ baseUrl: server.url, clock, random: () => 0.5, ...options }, work);
}

describe('retries', () => {
  it.each([500, 502, 503, 504, 429])(
    safety('read-retries', 'a read that meets a %d is made three times at most, full jitter between'),
    async (code) => {
      answers = [status(code), status(code), ok];
      await use({ retries }, async (client) => {
        expect((await settled(client.send(get))).status).toBe(200);
        answers = [status(code)];
        expect((await settled(client.send(get))).status).toBe(code);
      });
      expect(arrivals).toHaveLength(6);
      // Half of 200 ms, then half of 400 ms.
      expect(arrivals.slice(0, 3)).toEqual([0, 100, 300]);
    },
  );

  it.each([400, 401, 403, 404, 408, 409, 423, 501])('do not repeat a read after a %d', async (code) => {
    answers = [status(code)];
    await use({ retries }, async (client) => {
      expect((await settled(client.send(get))).status).toBe(code);
    });
    expect(arrivals).toHaveLength(1);
  });

  it('repeat a read after a reset and after silence', async () => {
    answers = [reset, silence, ok];
    await use({ retries }, async (client) => {
      expect((await settled(client.send(get))).status).toBe(200);
    });
    expect(arrivals).toEqual([0, 100, 10_300]);
  });

  it(safety('read-retries', 'Retry-After is honoured in both forms, within the deadline'), async () => {
    const date = new Date(startMs + 8_000).toUTCString();
    answers = [status(503, { 'retry-after': '3' }), status(429, { 'retry-after': date }), ok];
    await use({ retries }, async (client) => {
      expect((await settled(client.send(get))).status).toBe(200);
    });
    expect(arrivals).toEqual([0, 3_100, 8_300]);
  });

  it('do not wait for a Retry-After beyond the deadline', async () => {
    answers = [status(503, { 'retry-after': '25' }), ok];
    await use({ retries }, async (client) => {
      expect((await client.send(get)).status).toBe(503);
    });
  });

  it(safety('deadlines', 'a call with all its retries ends at 25 s'), async () => {
    answers = [silence];
    await use({ retries }, async (client) => {
      expect((await errorOf(settled(client.send(get)))).code).toBe('UPSTREAM_TIMEOUT');
      expect(clock.now() - startMs).toBe(25_000);
    });
    expect(arrivals).toHaveLength(3);
  });

  it.each([
    ['a 503', status(503, { 'retry-after': '1' })],
    ['a 429', status(429, { 'retry-after': '1' })],
    ['a reset', reset],
    ['silence', silence],
  ])(safety('write-retries', 'a write that has left is never sent again, after %s'), async (_name, answer) => {
    answers = [answer, ok];
    await use({ retries }, async (client) => {
      await settled(client.send(put)).catch(() => undefined);
      clock.advance(20_000);
    });
    expect(arrivals).toHaveLength(1);
  });

  it('repeat a write where the connection was refused, since nothing left', async () => {
    let waits = 0;
    const random = (): number => (waits += 1) * 0;
    await use({ retries, random, baseUrl: `http://127.0.0.1:${await closedPort()}` }, async (client) => {
      const error = await errorOf(settled(client.send(put)));
      expect([error.code, error.details]).toEqual(['UPSTREAM_UNAVAILABLE', { dispatched: false }]);
    });
    expect(waits).toBe(2);
  });

  it('stop when the caller goes away or the client is closed', async () => {
    answers = [status(503)];
    let waits = 0;
    const waitsAre = async (count: number): Promise<void> => {
      while (waits < count) await new Promise(setImmediate);
    };
    await use({ retries, random: () => (waits += 1) * 0.1 }, async (client) => {
      const caller = new AbortController();
      const left = client.send({ ...get, signal: caller.signal });
      await waitsAre(1);
      caller.abort();
      expect((await left).status).toBe(503);
      const closed = client.send(get);
      await waitsAre(2);
      await client.close();
      expect((await closed).status).toBe(503);
      expect(clock.pending).toBe(0);
    });
    expect(arrivals).toHaveLength(2);
  });
});

describe('the breaker', () => {
  it('opens after five attempts that fail, and then nothing leaves; a probe that goes well closes it', async () => {
    answers = [silence];
    await use({ breaker, timeouts: { connectMs: 1_000, attemptMs: 1_000, operationMs: 5_000 } }, async (client) => {
      const five = Promise.all(Array.from({ length: 5 }, () => errorOf(client.send(get))));
      expect((await settled(five)).map(({ code }) => code)).toEqual(Array(5).fill('UPSTREAM_TIMEOUT'));
      const openedMs = clock.now();
      const refused = await errorOf(client.send(get));
      expect([refused.code, refused.details]).toEqual([
        'UPSTREAM_UNAVAILABLE',
        { dispatched: false, retryAfterSeconds: 5 },
      ]);
      expect(client.health).toMatchObject({
        state: 'DOWN',
        retryAt: openedMs + 5_000,
        lastErrorCode: 'UPSTREAM_TIMEOUT',
      });
      clock.advance(5_000);
      answers = [ok];
      expect((await client.send(get)).status).toBe(200);
      expect(client.health).toMatchObject({ state: 'UP', retryAt: null });
    });
    expect(arrivals).toHaveLength(6);
  });

  it('lets one probe through, not all who come while it is under way', async () => {
    answers = [status(500)];
    await use({ breaker }, async (client) => {
      for (let call = 0; call < 5; call += 1) await client.send(get);
      clock.advance(5_000);
      const probes = Array.from({ length: 4 }, () =>
        client.send(get).then(
          ({ status }) => status,
          () => 'refused',
        ),
      );
      expect(await Promise.all(probes)).toEqual([500, 'refused', 'refused', 'refused']);
      // The probe failed: the second pause is twice as long.
      expect(client.health.retryAt).toBe(clock.now() + 10_000);
    });
  });

  it.each([400, 403, 404, 409, 422, 429])(safety('breaker', 'twelve answers of %d do not open it'), async (code) => {
    answers = [ok, status(code)];
    await use({ breaker }, async (client) => {
      await client.send(get);
      for (let call = 0; call < 12; call += 1) expect((await client.send(get)).status).toBe(code);
      expect(client.health.state).toBe(code === 429 ? 'DEGRADED' : 'UP');
    });
  });

  it(safety('breaker', 'credentials refused three times in a row are not tried for a while'), async () => {
    answers = [ok, status(401)];
    await use({ breaker }, async (client) => {
      await client.send(get);
      for (let call = 0; call < 3; call += 1) expect((await client.send(get)).status).toBe(401);
      const refused = await errorOf(client.send(get));
      expect([refused.code, refused.details]).toEqual([
        'UPSTREAM_CREDENTIALS',
        { dispatched: false, retryAfterSeconds: 30 },
      ]);
      expect(client.health).toMatchObject({ state: 'DOWN', credential: 'EXPIRED', retryAt: clock.now() + 30_000 });
      answers = [ok];
      clock.advance(30_000);
      expect((await client.send(get)).status).toBe(200);
      expect(client.health).toMatchObject({ state: 'UP', credential: 'OK' });
    });
    expect(arrivals).toHaveLength(5);
  });

  it('tells those who wait for a turn when it opens, instead of letting them hang one after the other', async () => {
    answers = [silence];
    await use({ breaker, limits: { ...limits, concurrency: 5 } }, async (client) => {
      const calls = Array.from({ length: 20 }, () => errorOf(client.send(get)));
      const codes = (await settled(Promise.all(calls))).map(({ code }) => code);
      expect(codes.filter((code) => code === 'UPSTREAM_TIMEOUT')).toHaveLength(5);
      expect(codes.filter((code) => code === 'UPSTREAM_UNAVAILABLE')).toHaveLength(15);
      expect(clock.now() - startMs).toBe(10_000);
    });
    expect(arrivals).toHaveLength(5);
  });

  it('spares a call its retries, and tells what the source said and not that it is open', async () => {
    answers = [status(500)];
    await use({ breaker: { ...breaker, failures: 1 }, retries }, async (client) => {
      expect((await settled(client.send(get))).status).toBe(500);
    });
    expect(arrivals).toHaveLength(1);
  });
});

describe('rate limits', () => {
  it('hold for everything that is sent, and tell health what is left', async () => {
    answers = [status(503), ok];
    const windows = [{ requests: 3, perSeconds: 1 }];
    await use({ retries, limits: { ...limits, windows } }, async (client) => {
      expect(client.health.rateLimitRemaining).toBe(3);
      await settled(client.send(get));
      expect(client.health).toMatchObject({ rateLimitRemaining: 1, retryAt: null });
      await client.send(put);
      expect(client.health).toMatchObject({ rateLimitRemaining: 0, retryAt: startMs + 1_001 });
      await settled(client.send(put));
    });
    expect(arrivals.map((at) => at >= 1_001)).toEqual([false, false, false, true]);
  });

  it(safety('rate-limits', 'calls that have all waited for one token do not leave together'), async () => {
    answers = [ok];
    const { promise, resolve } = Promise.withResolvers<Record<string, string>>();
    let token: Record<string, string> | Promise<Record<string, string>> = promise;
    const windows = [{ requests: 2, perSeconds: 1 }];
    await use({ authenticate: { headersFor: () => token }, limits: { ...limits, windows } }, async (client) => {
      const calls = Promise.all(Array.from({ length: 4 }, () => client.send(get)));
      // Long enough for four places, which would all be used at once.
      clock.advance(4_000);
      token = {};
      resolve({});
      await settled(calls);
    });
    expect(arrivals.map((at) => (at >= 5_001 ? 'later' : 'at once'))).toEqual(['at once', 'at once', 'later', 'later']);
  });

  it('a 429 slows the source down for all its callers', async () => {
    answers = [status(429, { 'retry-after': '7' }), ok];
    await use({ limits }, async (client) => {
      expect((await client.send(get)).status).toBe(429);
      expect(client.health).toMatchObject({ state: 'DOWN', rateLimitRemaining: 0, retryAt: startMs + 7_000 });
      await settled(Promise.all([client.send(get), client.send(put)]));
      expect(client.health).toMatchObject({ state: 'UP', rateLimitRemaining: null, retryAt: null });
    });
    expect(arrivals.every((at, index) => index === 0 || at >= 7_000)).toBe(true);
  });

  it('refuse at once, with the time to come back, what has no room before the deadline', async () => {
    answers = [status(429, { 'retry-after': '60' })];
    await use({ limits, retries }, async (client) => {
      expect((await client.send(get)).status).toBe(429);
      const refused = await errorOf(client.send(put));
      expect([refused.code, refused.details]).toEqual(['RATE_LIMITED', { dispatched: false, retryAfterSeconds: 60 }]);
    });
    expect(arrivals).toHaveLength(1);
  });

  it('leave no timer and nobody in line behind', async () => {
    answers = [ok];
    await use({ limits: { ...limits, concurrency: 2 }, breaker, retries }, async (client) => {
      await settled(Promise.all(Array.from({ length: 50 }, () => client.send(get))));
      await client.close();
      expect(clock.pending).toBe(0);
    });
    expect(arrivals).toHaveLength(50);
  });
});
