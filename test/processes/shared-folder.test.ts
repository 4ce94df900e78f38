import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, makeAccount, markUpdate } from './marked-updates.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

describe('two processes on one folder of an embedded store', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await createWorkbench('PGlite');
  }, 60_000);
  afterEach(() => bench.close());

  it('FOLDER-TAKEN: the second says who has it and ends with 1; the first goes on', async () => {
    const first = await bench.startServer();
    const second = bench.start();
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.output()).toMatch(
      /STORE_UNAVAILABLE|The folder of the embedded store is in use by process \d+\. .*use PostgreSQL/,
    );
    const update = markUpdate('cpp', makeAccount(bench.demo, 'cpp', 1), { marker: 'still here', key: null });
    expect(await ask(first, update)).toMatchObject({ outcome: 'APPLIED' });
  }, 60_000);

  it('FOLDER-LEFT: what a killed process has left is taken over, with all that was recorded', async () => {
    const first = await bench.startServer();
    const update = markUpdate('cpp', makeAccount(bench.demo, 'cpp', 1), { marker: 'recorded', key: 'a key' });
    const told = await ask(first, update);
    expect(told).toMatchObject({ outcome: 'APPLIED', replayed: false });
    await first.kill();
    const next = await bench.startServer();
    expect(await ask(next, update)).toEqual({ ...told, replayed: true });
  }, 60_000);
});
