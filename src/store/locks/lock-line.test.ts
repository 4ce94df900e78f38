import { describe, expect, it } from '@jest/globals';
import { LockLine } from './lock-line.ts';

/** Whether a promise has been settled by now, all that is already due having run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  const first = await Promise.race([
    promise.catch(() => undefined),
    new Promise((done) => setImmediate(done, pending)),
  ]);
  return first !== pending;
}

describe('a line', () => {
  it('lets the first one in at once, and the next one when it leaves', async () => {
    const line = new LockLine();
    const leave = await line.enter('a');
    const next = line.enter('a');
    expect(await isSettled(next)).toBe(false);
    leave();
    expect(await isSettled(next)).toBe(true);
  });

  it('serves in the order of coming', async () => {
    const line = new LockLine();
    const order: number[] = [];
    const first = await line.enter('a');
    const others = [1, 2, 3].map(async (name) => {
      const leave = await line.enter('a');
      order.push(name);
      leave();
    });
    first();
    await Promise.all(others);
    expect(order).toEqual([1, 2, 3]);
  });

  it('has one for each key', async () => {
    const line = new LockLine();
    await line.enter('a');
    expect(await isSettled(line.enter('b'))).toBe(true);
  });

  it('is free again when all have left', async () => {
    const line = new LockLine();
    const leave = await line.enter('a');
    const next = line.enter('a');
    leave();
    (await next)();
    expect(line.tryEnter('a')).not.toBeNull();
  });

  it('is not entered by trying while somebody is in', () => {
    const line = new LockLine();
    const leave = line.tryEnter('a');
    expect(line.tryEnter('a')).toBeNull();
    leave?.();
    expect(line.tryEnter('a')).not.toBeNull();
  });

  it('is left by whoever gives up, wherever he stands', async () => {
    const line = new LockLine();
    const leave = await line.enter('a');
    const [one, two, three] = [new AbortController(), new AbortController(), new AbortController()];
    const waiting = [one, two, three].map(({ signal }) => line.enter('a', signal));
    two.abort(new Error('two'));
    await expect(waiting[1]).rejects.toThrow('two');
    leave();
    const leaveOne = await waiting[0];
    expect(await isSettled(Promise.resolve(waiting[2]))).toBe(false);
    // Too late to give up: it is in.
    one.abort(new Error('one'));
    leaveOne?.();
    (await waiting[2])?.();
    expect(line.tryEnter('a')).not.toBeNull();
  });

  it('is not entered with a signal that was aborted before', async () => {
    const line = new LockLine();
    await expect(line.enter('a', AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
    expect(line.tryEnter('a')).not.toBeNull();
  });
});
