import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { errorOf } from '../../../test/support/client-under-test.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import type { Call } from './call.ts';
import { Gate, type GateSettings } from './gate.ts';

const open: GateSettings = { concurrency: 2, windows: [], queue: 100, pauseMs: 1_000, maxPauseMs: 60_000 };

function setUp(settings: Partial<GateSettings>) {
  const clock = new ManualClock();
  const gate = new Gate({ ...open, ...settings }, clock);
  const gone: string[] = [];
  const call = (changes: Partial<Call> = {}): Call => ({
    isRead: true,
    deadlineMs: clock.now() + 25_000,
    signal: undefined,
    ...changes,
  });
  /** Enters and notes its name when it goes; the promise is there to see it fail. */
  const enter = async (name: string, changes: Partial<Call> = {}): Promise<void> => {
    const turn = gate.enter(call(changes));
    if (turn !== undefined) await turn;
    gone.push(name);
  };
  const settle = () => new Promise(setImmediate);
  return { clock, gate, gone, call, enter, settle };
}

const read = { isRead: true };

describe('the gate', () => {
  it('lets as many through at one time as it says, and the others in their order', async () => {
    const { gate, gone, enter, settle } = setUp({});
    const turns = ['a', 'b', 'c', 'd'].map((name) => enter(name));
    await settle();
    expect(gone).toEqual(['a', 'b']);
    gate.left(read, true);
    await turns[2];
    expect(gone).toEqual(['a', 'b', 'c']);
    gate.left(read, true);
    await turns[3];
  });

  it('lets writes go before the reads that wait, and past limits that are for reads', async () => {
    const { gate, gone, enter, settle } = setUp({ windows: [{ requests: 1, perSeconds: 1, only: 'reads' }] });
    void enter('read 1');
    void enter('read 2');
    void enter('write 1', { isRead: false });
    void enter('read 3');
    void enter('write 2', { isRead: false });
    expect(gone).toEqual(['read 1', 'write 1']);
    gate.left(read, true);
    await settle();
    expect(gone).toEqual(['read 1', 'write 1', 'write 2']);
  });

  it('wakes those who wait for a window when the window lets them', async () => {
    const { clock, gate, gone, enter, settle } = setUp({ windows: [{ requests: 2, perSeconds: 1 }] });
    for (const name of ['a', 'b', 'c']) {
      void enter(name);
      gate.left(read, true);
    }
    clock.advance(1_000);
    await settle();
    expect(gone).toEqual(['a', 'b']);
    clock.advance(1);
    await settle();
    expect(gone).toEqual(['a', 'b', 'c']);
  });

  it('refuses at once what cannot have its turn before the deadline, and says when it could', async () => {
    const { clock, gate, enter } = setUp({ windows: [{ requests: 1, perSeconds: 20 }] });
    void enter('a');
    gate.left(read, true);
    const second = enter('b');
    const third = await errorOf(enter('c'));
    expect([third.code, third.details]).toEqual(['RATE_LIMITED', { dispatched: false, retryAfterSeconds: 41 }]);
    expect(new Date(gate.earliestMs).getTime() - clock.now()).toBe(40_002);
    clock.advance(20_001);
    await second;
  });

  it('lets nobody wait beyond the deadline', async () => {
    const { clock, enter, gate, gone } = setUp({ concurrency: 1 });
    void enter('a');
    const late = errorOf(enter('b', { deadlineMs: clock.now() + 500 }));
    const patient = enter('c');
    clock.advance(500);
    const error = await late;
    expect([error.code, error.details]).toEqual(['UPSTREAM_TIMEOUT', { dispatched: false }]);
    gate.left(read, true);
    await patient;
    expect(gone).toEqual(['a', 'c']);
  });

  it('refuses at once where too many wait already', async () => {
    const { enter } = setUp({ concurrency: 1, queue: 1 });
    void enter('a');
    void enter('b');
    expect((await errorOf(enter('c'))).code).toBe('RATE_LIMITED');
    // Writes have a line of their own.
    void enter('d', { isRead: false });
  });

  it('forgets a caller that goes away, with all that was put up for it', async () => {
    const { gate, gone, enter } = setUp({ concurrency: 1 });
    const caller = new AbortController();
    void enter('a');
    const leaving = errorOf(enter('b', { signal: caller.signal }));
    const staying = enter('c', { signal: new AbortController().signal });
    caller.abort();
    expect((await leaving).details).toEqual({ dispatched: false });
    gate.left(read, true);
    await staying;
    expect(gone).toEqual(['a', 'c']);
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });

  it('holds everybody back after a 429, and then lets them come one by one', async () => {
    const { clock, gate, gone, enter, settle } = setUp({ concurrency: 5 });
    gate.paced('RATE_LIMITED', 3_000);
    for (const name of ['a', 'b', 'c', 'd']) void enter(name);
    expect([gate.remaining, gate.earliestMs]).toEqual([0, clock.now() + 3_000]);
    clock.advance(2_999);
    await settle();
    expect(gone).toEqual([]);
    clock.advance(1);
    await settle();
    expect(gone).toEqual(['a']);
    gate.paced('ANSWERED', undefined);
    gate.left(read, true);
    await settle();
    expect(gone).toEqual(['a', 'b', 'c']);
  });

  it('sends those away for whom a pause is too long, when it begins', async () => {
    const { clock, gate, gone, enter, settle } = setUp({ concurrency: 1 });
    void enter('a');
    const leaving = errorOf(enter('b', { deadlineMs: clock.now() + 5_000 }));
    const staying = enter('c');
    gate.paced('RATE_LIMITED', 5_000);
    gate.left(read, true);
    const error = await leaving;
    expect([error.code, error.details]).toEqual(['RATE_LIMITED', { dispatched: false, retryAfterSeconds: 5 }]);
    await settle();
    expect(gone).toEqual(['a']);
    clock.advance(5_000);
    await staying;
  });

  it('sends everybody away when it is closed, and leaves no timer', async () => {
    const { clock, gate, enter } = setUp({ concurrency: 1 });
    void enter('a');
    const waiting = errorOf(enter('b'));
    gate.close();
    expect([(await waiting).code, (await waiting).details]).toEqual(['UPSTREAM_UNAVAILABLE', { dispatched: false }]);
    expect(clock.pending).toBe(0);
  });

  it('counts what is left of the narrowest window, for reads', () => {
    const { gate, call } = setUp({
      windows: [
        { requests: 50, perSeconds: 10 },
        { requests: 3, perSeconds: 3_600, only: 'reads' },
      ],
    });
    const counts = [gate.remaining];
    for (const isRead of [true, false, true]) {
      expect(gate.enter(call({ isRead }))).toBeUndefined();
      gate.left({ isRead }, true);
      counts.push(gate.remaining);
    }
    expect(counts).toEqual([3, 2, 2, 1]);
    expect(setUp({}).gate.remaining).toBeNull();
  });
});
