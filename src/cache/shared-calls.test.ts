import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CancelSignal } from '../domain/cancellation.ts';
import { SharedCalls, type CallPlace } from './shared-calls.ts';

/** A call that a test ends by hand. */
interface Started {
  readonly signal: CancelSignal;
  readonly answer: (text: string) => void;
  readonly fail: (error: Error) => void;
}

let calls: SharedCalls<string>;
let started: Started[];

beforeEach(() => {
  calls = new SharedCalls();
  started = [];
});

const place = (...keys: readonly [string, ...string[]]): CallPlace => ({ group: 'account', keys });

function run(at: CallPlace = place('a'), signal?: AbortSignal): Promise<string> {
  return calls.run(
    at,
    signal,
    (callSignal) =>
      new Promise((resolve, reject) => {
        started.push({ signal: callSignal, answer: resolve, fail: reject });
      }),
  );
}

/** How a promise stands, after everything that is due has run. */
async function stateOf(promise: Promise<string>): Promise<string> {
  const told = promise.catch((error: unknown) => String((error as { code?: string }).code ?? error));
  await new Promise(setImmediate);
  return Promise.race([told, new Promise<string>((resolve) => setImmediate(resolve, 'waiting'))]);
}

describe('calls that are shared', () => {
  it('are made once for all who want the same at the same time', async () => {
    const all = Array.from({ length: 100 }, () => run());
    expect(started).toHaveLength(1);
    started[0]?.answer('x');
    expect(await Promise.all(all)).toEqual(Array.from({ length: 100 }, () => 'x'));
  });

  it('are made again once they have ended, well or badly', async () => {
    const first = run();
    started[0]?.fail(new Error('no'));
    expect(await stateOf(first)).toBe('Error: no');
    const second = run();
    started[1]?.answer('x');
    expect(await second).toBe('x');
    void run();
    expect(started).toHaveLength(3);
  });

  it('are not shared under another key or in another group', () => {
    for (const at of [place('a'), place('b'), { group: 'other', keys: ['a'] } as const]) void run(at);
    expect(started).toHaveLength(3);
  });

  it('serve those to whom another call would do as well, and not the reverse', async () => {
    const full = run(place('full'));
    const few = run(place('few', 'full'));
    expect(started).toHaveLength(1);
    started[0]?.answer('x');
    expect(await Promise.all([full, few])).toEqual(['x', 'x']);
    void run(place('few', 'full'));
    void run(place('full'));
    expect(started).toHaveLength(3);
  });

  it('go on for the others when one goes away', async () => {
    const leaving = new AbortController();
    const [gone, stays] = [run(place('a'), leaving.signal), run(place('a'), new AbortController().signal)];
    leaving.abort();
    expect(await stateOf(gone)).toBe('UPSTREAM_TIMEOUT');
    expect(await stateOf(stays)).toBe('waiting');
    expect(started[0]?.signal.aborted).toBe(false);
    started[0]?.answer('x');
    expect(await stays).toBe('x');
  });

  it('are called off when the last one goes away, and the next one starts anew', async () => {
    const controllers = [new AbortController(), new AbortController()];
    const waiting = controllers.map(({ signal }) => run(place('a'), signal));
    controllers[0]?.abort();
    expect(started[0]?.signal.aborted).toBe(false);
    controllers[1]?.abort();
    expect(started[0]?.signal.aborted).toBe(true);
    started[0]?.fail(new Error('aborted'));
    expect(await Promise.all(waiting.map(stateOf))).toEqual(['UPSTREAM_TIMEOUT', 'UPSTREAM_TIMEOUT']);
    void run();
    expect(started).toHaveLength(2);
  });

  it('are never called off where somebody waits who cannot go away', () => {
    const leaving = new AbortController();
    void run();
    run(place('a'), leaving.signal).catch(() => undefined);
    leaving.abort();
    expect(started[0]?.signal.aborted).toBe(false);
  });

  it('are not begun for somebody who has gone already', async () => {
    expect(await stateOf(run(place('a'), AbortSignal.abort()))).toBe('UPSTREAM_TIMEOUT');
    expect(started).toHaveLength(0);
  });

  it('are joined by nobody once they were parted, and answer those who wait', async () => {
    const before = run();
    calls.part('account');
    const after = run();
    const joined = run();
    expect(started).toHaveLength(2);
    started[0]?.answer('old');
    started[1]?.answer('new');
    expect(await Promise.all([before, after, joined])).toEqual(['old', 'new', 'new']);
    void run();
    expect(started).toHaveLength(3);
  });
});
