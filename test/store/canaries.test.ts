import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../src/domain/clock.ts';
import { Secret } from '../../src/domain/secret.ts';
import { createStore } from '../../src/store/create-store.ts';
import { begin, claimRequest, endedOperation, newOperation, operationEnd, reading } from './samples.ts';
import { granted } from './claims.suite.ts';
import { makeScratchFolder } from '../support/scratch-folder.ts';

const SLOW_MS = 120_000;
const canary = 'cAnArY-7731';
const marker = 'mArKeR-4488';

describe("an embedded store's files", () => {
  let folder = '';
  beforeAll(async () => {
    folder = await makeScratchFolder('canaries');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(
    'hold what was recorded, and no secret that somebody tried to record with it',
    async () => {
      const store = await createStore({ url: new Secret(`pglite:${folder}`), clock: systemClock });
      const secret = new Secret(canary);
      const claim = await granted(store, claimRequest());
      const operation = newOperation({ accountId: 'kibo-eu:1', claim, intent: { marker } });
      const refused = [
        () => begin(store, { ...operation, intent: { password: secret } }),
        () =>
          begin(store, { ...operation, changes: [{ field: 'f', from: null, to: secret as never, effect: 'PLANNED' }] }),
        () => store.recordEnded(endedOperation({ accountId: 'kibo-eu:1', result: [{ deep: { secret } }] })),
        () => store.putSnapshot({ ...reading('kibo-eu:1'), wire: { amClientSecret: secret } }),
      ];
      for (const attempt of refused) await expect(attempt()).rejects.toThrow(TypeError);
      await begin(store, operation);
      await expect(store.finish(operationEnd(operation.id, { result: { secret } }))).rejects.toThrow(TypeError);
      await store.finish(operationEnd(operation.id));

      // Once as they are while it runs, and once as they stay.
      expect(await filesWith(folder, canary)).toEqual([]);
      expect(await filesWith(folder, marker)).not.toEqual([]);
      await store.close();
      expect(await filesWith(folder, canary)).toEqual([]);
      expect(await filesWith(folder, marker)).not.toEqual([]);
    },
    SLOW_MS,
  );
});

/** The files that hold a text, in plain, or as base64 or hex would have it. */
async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const wanted = [text, Buffer.from(text).toString('hex'), Buffer.from(text).toString('base64').slice(0, -4)];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    if (wanted.some((form) => content.includes(form))) found.push(path);
  }
  return found;
}
