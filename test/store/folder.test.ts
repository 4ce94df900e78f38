import { afterEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../src/domain/clock.ts';
import { Secret } from '../../src/domain/secret.ts';
import { createStore } from '../../src/store/create-store.ts';
import type { Store } from '../../src/store/store.ts';
import { killChildren, startChild } from './child.ts';
import { begin, newOperation, reading } from './samples.ts';
import { makeScratchFolder } from '../support/scratch-folder.ts';

const SLOW_MS = 120_000;

const opened: Store[] = [];
const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await makeScratchFolder('folder');
  folders.push(folder);
  return folder;
}

async function open(path: string): Promise<Store> {
  const store = await createStore({ url: new Secret(`pglite:${path}`), clock: systemClock });
  opened.push(store);
  return store;
}

afterEach(async () => {
  await killChildren();
  await Promise.all(opened.splice(0).map((store) => store.close()));
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

describe('the folder of an embedded store', () => {
  it(
    'is made where it is not there, for its owner only, and keeps what was recorded',
    async () => {
      const path = join(await newFolder(), 'a', 'b');
      const store = await open(path);
      expect((await stat(path)).mode & 0o777).toBe(0o700);
      const operation = newOperation({ accountId: 'kibo-eu:1' });
      await begin(store, operation);
      await store.close();
      expect(await (await open(path)).operation(operation.id)).toMatchObject({ state: 'IN_FLIGHT' });
    },
    SLOW_MS,
  );

  it(
    'is refused to a second store of the same process, also by another name, and given back by close',
    async () => {
      const folder = await newFolder();
      const path = join(folder, 'store');
      const store = await open(path);
      await symlink(path, join(folder, 'link'));
      for (const name of [path, join(folder, 'link')]) {
        await expect(open(name)).rejects.toMatchObject({
          code: 'STORE_UNAVAILABLE',
          message: expect.stringContaining(`is in use by process ${process.pid}`),
        });
      }
      await store.ping();
      await store.close();
      await open(path);
    },
    SLOW_MS,
  );

  it(
    'is refused while another process has it, and free as soon as that one was killed',
    async () => {
      const path = join(await newFolder(), 'store');
      const child = startChild('writer.child.ts', `pglite:${path}`);
      await child.lines.next();
      await expect(open(path)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringMatching(/is in use by process \d+\. Only one process/),
      });
      child.kill();
      await child.ended;
      await (await open(path)).ping();
    },
    SLOW_MS,
  );

  it(
    'goes to exactly one of several processes that want it at once',
    async () => {
      const path = join(await newFolder(), 'store');
      await (await open(path)).close();
      for (let round = 0; round < 3; round += 1) {
        const children = [1, 2, 3, 4].map(() => startChild('holder.child.ts', `pglite:${path}`));
        const answers = await Promise.all(children.map(({ lines }) => lines.next()));
        expect(answers.map(({ value }) => value as string).sort()).toEqual(['mine', 'refused', 'refused', 'refused']);
        for (const child of children) child.kill();
        await Promise.all(children.map(({ ended }) => ended));
      }
    },
    SLOW_MS,
  );

  it(
    'that was being made when its process died is made again',
    async () => {
      const path = join(await newFolder(), 'store');
      await mkdir(join(path, 'data', 'base'), { recursive: true });
      await writeFile(join(path, 'data', 'PG_VERSION'), '18\n');
      await writeFile(join(path, 'unfinished'), '');
      await (await open(path)).ping();
      expect(existsSync(join(path, 'unfinished'))).toBe(false);
    },
    SLOW_MS,
  );

  it(
    'survives being killed at any moment of its making',
    async () => {
      const path = join(await newFolder(), 'store');
      for (const afterMs of [150, 300, 450, 600, 900, 1_200]) {
        const child = startChild('writer.child.ts', `pglite:${path}`);
        // Real time, as it is the other process's; wherever it then is, the next one must be able to go on.
        await new Promise((resolve) => setTimeout(resolve, afterMs));
        child.kill();
        await child.ended;
      }
      await (await open(path)).ping();
    },
    SLOW_MS,
  );

  it(
    'is not touched where it holds a database that cannot be opened',
    async () => {
      const path = join(await newFolder(), 'store');
      await mkdir(join(path, 'data'), { recursive: true });
      await writeFile(join(path, 'data', 'PG_VERSION'), 'something precious');
      await expect(open(path)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      expect(await readFile(join(path, 'data', 'PG_VERSION'), 'utf8')).toBe('something precious');
    },
    SLOW_MS,
  );

  it('is refused where it cannot be made', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(open(join(folder, 'file', 'store'))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: 'The folder of the embedded store cannot be made.',
    });
  });

  it(
    'does not grow with what is replaced, once it was tidied up',
    async () => {
      const path = join(await newFolder(), 'store');
      const store = await open(path);
      const sizes: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        await replaceSnapshot(store, 1_000);
        await store.purgeExpired(new Date());
        sizes.push(await sizeOf(join(path, 'data')));
      }
      const [first = 0, , last = Infinity] = sizes;
      // 1,000 snapshots of 30 kB are 30 MB in the tables and as much in the log, each round.
      expect(last - first).toBeLessThan(32 * 1024 * 1024);
    },
    SLOW_MS,
  );
});

async function replaceSnapshot(store: Store, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await store.putSnapshot({ ...reading('kibo-eu:1'), wire: randomBytes(22_500).toString('base64') });
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)));
  return (await Promise.all(sizes)).reduce((total, { size }) => total + size, 0);
}
