import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgres } from '../store/backends.ts';
import type { ServerProcess } from './server-process.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

const describeThere = postgres.missing === null ? describe : describe.skip;

describeThere(`several workers, on PostgreSQL${postgres.missing === null ? '' : ` (${postgres.missing})`}`, () => {
  let bench: Workbench;
  let server: ServerProcess;
  beforeAll(async () => {
    bench = await createWorkbench('PostgreSQL', { server: { workers: 2 } });
    server = await bench.startServer();
  }, 120_000);
  afterAll(() => bench.close());

  /** The processes that have served so far, as the supervisor's log names them. */
  const workers = (): number[] =>
    [...server.output().matchAll(/"pid":(\d+),"msg":"a worker serves"/g)].map(([, pid]) => Number(pid));

  const untilServed = async (count: number): Promise<void> => {
    while (workers().length < count) await delay(20);
  };

  it('serves one port with two workers, replaces one that dies, and stops them all', async () => {
    expect(workers()).toHaveLength(2);
    const [dying, other] = workers();
    if (dying === undefined || other === undefined) throw new Error('There are no two workers.');
    expect(isAlive(dying) && isAlive(other)).toBe(true);

    process.kill(dying, 'SIGKILL');
    await untilServed(3);
    expect(isAlive(dying)).toBe(false);
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.query('{ sources { id } }')));
    expect(answers.every(({ data }) => data !== null)).toBe(true);
    expect(server.output()).toContain(`"pid":${dying},"code":null,"signal":"SIGKILL"`);

    expect(await server.stop()).toEqual({ code: 0, signal: null });
    expect(workers().filter(isAlive)).toEqual([]);
    expect(server.output()).not.toContain('could not stop cleanly');
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
