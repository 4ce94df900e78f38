import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { createAccountState } from './account-state.ts';
import { createEmulator } from './emulator-server.ts';
import type { Emulator } from './emulator.ts';
import { jsonAnswer, textAnswer } from './exchange.ts';
import type { EmulatorRequest } from './exchange.ts';
import { parseJsonText } from './json-text.ts';

/** The least provider there can be: named accounts that can be read and replaced. */
function createNotebook(): Emulator {
  const state = createAccountState({
    seed: () => [
      ['1', { id: 1, name: 'one', note: 'first' }],
      ['2', { id: 9007199254740993n, name: 'two', note: 'second' }],
    ],
  });
  const find = ({ params }: EmulatorRequest) => state.get(params.id ?? '');
  return createEmulator({
    provider: 'cpp',
    basePath: '/v1',
    state,
    options: { journalLimit: 20, now: () => 1234 },
    notFound: () => jsonAnswer(404, { error: 'no such path' }),
    internalError: () => jsonAnswer(500, { error: 'internal' }),
    routes: [
      {
        method: 'GET',
        path: '/v1/notes/:id',
        kind: 'read',
        handle: (request) => jsonAnswer(200, find(request) ?? null),
      },
      {
        method: 'PUT',
        path: '/v1/notes/:id',
        kind: 'write',
        handle: ({ params, text }) =>
          jsonAnswer(200, state.save(params.id ?? '', parseJsonText(text) as Record<string, unknown>)),
      },
      { method: 'POST', path: '/v1/token', kind: 'token', handle: () => textAnswer(200, 'a token') },
    ],
  });
}

describe('the server behind every emulator', () => {
  let emulator: Emulator;
  let origin: string;
  const put = (body: string) => fetch(`${origin}/v1/notes/1`, { method: 'PUT', body });
  const ONE = { id: 1, name: 'one', note: 'first' };
  const CHANGED = { id: 1, name: 'changed', note: 'new' };

  beforeEach(async () => {
    emulator = createNotebook();
    origin = await emulator.listen();
  });
  afterEach(() => emulator.close());

  it('EMU-SERVER-01 answers from its state and stores updates', async () => {
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await put(JSON.stringify(CHANGED));
    expect([answer.status, await answer.json()]).toEqual([200, CHANGED]);
    expect(emulator.account('1')).toEqual(CHANGED);
  });

  it('EMU-SERVER-02 keeps every digit of a 64-bit number', async () => {
    const answer = await fetch(`${origin}/v1/notes/2`);
    expect(await answer.text()).toBe('{"id":9007199254740993,"name":"two","note":"second"}');
    await put('{"id":9223372036854775807}');
    expect(emulator.account('1')).toEqual({ id: 9223372036854775807n });
  });

  it('EMU-SERVER-03 hands out copies, never its state', () => {
    const copy = emulator.account('1') ?? {};
    copy.name = 'spoiled';
    Object.assign(emulator.accounts()[0] ?? {}, { name: 'spoiled' });
    expect(emulator.account('1')).toEqual(ONE);
    emulator.put('1', { name: 'put' });
    expect(emulator.account('1')).toEqual({ ...ONE, name: 'put' });
  });

  it('EMU-SERVER-04 records each request with what became of it', async () => {
    await fetch(`${origin}/v1/token`, { method: 'POST', body: 'secret=č', headers: { 'X-Two': 'a' } });
    await fetch(`${origin}/v1/notes/1?x=%20y`);
    await put(JSON.stringify(CHANGED));
    await fetch(`${origin}/nowhere`, { method: 'DELETE' });
    expect(
      emulator.requests.map(({ at, method, path, kind, status, applied, body }) => [
        ...[at, method, path, kind, status, applied, body],
      ]),
    ).toEqual([
      [1234, 'POST', '/v1/token', 'token', 200, false, 'secret=č'],
      [1234, 'GET', '/v1/notes/1?x=%20y', 'read', 200, false, ''],
      [1234, 'PUT', '/v1/notes/1', 'write', 200, true, JSON.stringify(CHANGED)],
      [1234, 'DELETE', '/nowhere', 'other', 404, false, ''],
    ]);
    expect(emulator.requests[0]?.headers['x-two']).toBe('a');
    emulator.clearJournal();
    expect(emulator.requests).toEqual([]);
  });

  it('EMU-SERVER-05 keeps no more of the journal than it was told to', async () => {
    for (let index = 0; index < 25; index += 1) await fetch(`${origin}/v1/notes/${index}`);
    expect(emulator.requests.length).toBeLessThanOrEqual(20);
    expect(emulator.requests.at(-1)?.path).toBe('/v1/notes/24');
  });

  it('EMU-SERVER-06 answers 500 in the provider’s form when a handler throws, and a 404 to a path that is no path', async () => {
    const thrown = await put('not JSON');
    expect([thrown.status, await thrown.json()]).toEqual([500, { error: 'internal' }]);
    const bad = await fetch(`${origin}/v1/notes/%zz`);
    expect([bad.status, await bad.json()]).toEqual([404, { error: 'no such path' }]);
  });

  it('EMU-SERVER-10 hands long path parameters to the provider, which may refuse them', async () => {
    const answer = await fetch(`${origin}/v1/notes/${'9'.repeat(5000)}`);
    expect([answer.status, await answer.json()]).toEqual([200, null]);
  });

  it('EMU-SERVER-07 reset brings back accounts, faults and journal', async () => {
    await put(JSON.stringify(CHANGED));
    emulator.faults.add({ fault: { type: 'status', status: 503 } });
    emulator.reset();
    expect(emulator.requests).toEqual([]);
    expect(emulator.account('1')).toEqual(ONE);
    expect((await fetch(`${origin}/v1/notes/1`)).status).toBe(200);
  });

  it('EMU-SERVER-08 comes back on the same port with its state after close', async () => {
    await put(JSON.stringify(CHANGED));
    await emulator.close();
    await expect(fetch(`${origin}/v1/notes/1`)).rejects.toThrow();
    await emulator.listen(Number(new URL(origin).port));
    expect(await (await fetch(`${origin}/v1/notes/1`)).json()).toEqual(CHANGED);
    await expect(emulator.listen()).rejects.toThrow('already listens');
  });

  it('EMU-SERVER-09 close ends idle, half-sent, hanging, dripping and late connections at once', async () => {
    emulator.faults.add({ match: { pathIncludes: '/1' }, fault: { type: 'hang' } });
    emulator.faults.add({ match: { pathIncludes: '/2' }, fault: { type: 'drip', bytesPerSecond: 1 } });
    emulator.faults.add({ match: { pathIncludes: '/3' }, fault: { type: 'latency', ms: 3_600_000 } });
    const port = Number(new URL(origin).port);
    const openings = ['', 'GET /v1/no', get('/v1/notes/1'), get('/v1/notes/2'), get('/v1/notes/3')];
    const sockets = openings.map((text) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined).resume();
      socket.write(text);
      return socket;
    });
    const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    await waitUntil(() => emulator.requests.length === 3);
    await emulator.close();
    await Promise.all(closed);
    await emulator.close();
  });

  describe('faults', () => {
    const strike = (fault: Parameters<Emulator['faults']['add']>[0]['fault']) => {
      emulator.faults.add({ match: { kind: 'write' }, times: 1, fault });
      return put(JSON.stringify(CHANGED));
    };
    const last = () => emulator.requests.at(-1);

    it('EMU-FAULT-01 latency delays and then applies', async () => {
      const before = performance.now();
      const answer = await strike({ type: 'latency', ms: 60 });
      expect(performance.now() - before).toBeGreaterThan(50);
      expect([answer.status, emulator.account('1')]).toEqual([200, CHANGED]);
    });

    it('EMU-FAULT-02 status answers without applying, with its headers and body', async () => {
      const answer = await strike({ type: 'status', status: 429, body: '{"a":1}', headers: { 'Retry-After': '7' } });
      expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([429, '7', { a: 1 }]);
      expect(answer.headers.get('content-type')).toContain('application/json');
      expect([emulator.account('1'), last()?.applied, last()?.status]).toEqual([ONE, false, 429]);
    });

    it('EMU-FAULT-03 reset drops the connection before the update', async () => {
      await expect(strike({ type: 'reset' })).rejects.toThrow();
      expect([emulator.account('1'), last()?.applied, last()?.status]).toEqual([ONE, false, null]);
    });

    it('EMU-FAULT-04 reset-after-apply drops it after the update', async () => {
      await expect(strike({ type: 'reset-after-apply' })).rejects.toThrow();
      expect([emulator.account('1'), last()?.applied, last()?.status]).toEqual([CHANGED, true, null]);
    });

    it('EMU-FAULT-05 status-after-apply updates and answers 500', async () => {
      expect((await strike({ type: 'status-after-apply' })).status).toBe(500);
      expect(emulator.account('1')).toEqual(CHANGED);
    });

    it('EMU-FAULT-06 ok-without-apply answers 200 with the unchanged account', async () => {
      const answer = await strike({ type: 'ok-without-apply' });
      expect([answer.status, await answer.json(), emulator.account('1'), last()?.applied]).toEqual([
        200,
        ONE,
        ONE,
        false,
      ]);
    });

    it('EMU-FAULT-07 drop-fields updates all but the named fields', async () => {
      const answer = await strike({ type: 'drop-fields', fields: ['note'] });
      expect(await answer.json()).toEqual({ ...CHANGED, note: 'first' });
      expect(emulator.account('1')).toEqual({ ...CHANGED, note: 'first' });
    });

    it('EMU-FAULT-08 drip sends the whole answer at its pace', async () => {
      const before = performance.now();
      const answer = await strike({ type: 'drip', bytesPerSecond: 400 });
      expect(await answer.json()).toEqual(CHANGED);
      expect(performance.now() - before).toBeGreaterThan(80);
    });

    it('EMU-FAULT-09 hang never answers, and applies only when told to', async () => {
      await expect(strikeAndGiveUp({ type: 'hang' })).rejects.toThrow('aborted');
      expect([emulator.account('1'), last()?.status]).toEqual([ONE, null]);
      await expect(strikeAndGiveUp({ type: 'hang', afterApply: true })).rejects.toThrow('aborted');
      expect([emulator.account('1'), last()?.status]).toEqual([CHANGED, null]);

      async function strikeAndGiveUp(fault: { type: 'hang'; afterApply?: boolean }) {
        emulator.faults.add({ match: { kind: 'write' }, times: 1, fault });
        const abort = new AbortController();
        const count = emulator.requests.length;
        const answer = fetch(`${origin}/v1/notes/1`, {
          method: 'PUT',
          body: JSON.stringify(CHANGED),
          signal: abort.signal,
        });
        await waitUntil(() => emulator.requests.length > count);
        abort.abort();
        await answer;
      }
    });

    it('EMU-FAULT-10 body replaces the answer of an applied update', async () => {
      const answer = await strike({ type: 'body', text: '<html>', contentType: 'text/html' });
      expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([
        200,
        '<html>',
        'text/html',
      ]);
      expect(emulator.account('1')).toEqual(CHANGED);
    });

    it('EMU-FAULT-11 headers are added, replaced and taken away', async () => {
      const answer = await strike({ type: 'headers', headers: { 'X-Odd': '1', 'Content-Type': undefined } });
      expect([answer.headers.get('x-odd'), answer.headers.get('content-type')]).toEqual(['1', null]);
    });

    it('EMU-FAULT-12 raw writes any bytes', async () => {
      const respond = (socket: Socket) => socket.end('HTTP/1.1 299 Odd\r\nConnection: close\r\n\r\nodd');
      const answer = await strike({ type: 'raw', respond });
      expect([answer.status, await answer.text(), emulator.account('1')]).toEqual([299, 'odd', ONE]);
      await strike({ type: 'raw', respond, afterApply: true });
      expect(emulator.account('1')).toEqual(CHANGED);
    });

    it('EMU-FAULT-13 strikes as often as told, after as many as told, and only what matches', async () => {
      const statuses: number[] = [];
      emulator.faults.add({
        match: { method: 'get', pathIncludes: '/notes' },
        skip: 1,
        times: 2,
        fault: { type: 'status', status: 503 },
      });
      await put(JSON.stringify(CHANGED));
      for (let index = 0; index < 4; index += 1) statuses.push((await fetch(`${origin}/v1/notes/1`)).status);
      expect(statuses).toEqual([200, 503, 503, 200]);
    });

    it('EMU-FAULT-14 can be removed one by one, and combined', async () => {
      const remove = emulator.faults.add({ fault: { type: 'status', status: 503 } });
      emulator.faults.add({ fault: { type: 'headers', headers: { 'x-a': '1' } } });
      emulator.faults.add({ fault: { type: 'body', text: '[]' } });
      expect((await fetch(`${origin}/v1/notes/1`)).status).toBe(503);
      remove();
      const answer = await fetch(`${origin}/v1/notes/1`);
      expect([answer.headers.get('x-a'), await answer.text()]).toEqual(['1', '[]']);
      emulator.faults.clear();
      expect(await (await fetch(`${origin}/v1/notes/1`)).json()).toEqual(ONE);
    });

    it('EMU-FAULT-15 survives clients that leave while it waits, drips, or sends 50 MB', async () => {
      emulator.faults.add({ match: { pathIncludes: '?1' }, fault: { type: 'latency', ms: 20 } });
      emulator.faults.add({ match: { pathIncludes: '?2' }, fault: { type: 'drip', bytesPerSecond: 100 } });
      emulator.faults.add({
        match: { pathIncludes: '?3' },
        fault: { type: 'body', text: Buffer.alloc(50_000_000, 'x') },
      });
      const port = Number(new URL(origin).port);
      for (const path of ['?1', '?2', '?3']) {
        const count = emulator.requests.length;
        const socket = connect(port, '127.0.0.1').on('error', () => undefined);
        socket.write(get(`/v1/notes/1${path}`));
        await waitUntil(() => emulator.requests.length > count);
        socket.destroy();
      }
      await waitUntil(() => emulator.requests.every(({ status }) => status === 200));
      const answer = await fetch(`${origin}/v1/notes/1?3`);
      expect((await answer.arrayBuffer()).byteLength).toBe(50_000_000);
    });
  });
});

function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
}

/** Lets the event loop turn until the other side has caught up; Jest's own timeout is the limit. */
async function waitUntil(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}
