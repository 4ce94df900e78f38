import { PGlite } from '@electric-sql/pglite';
import { expect, it } from '@jest/globals';
import { fdatasyncSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DurableFileSystem, durableSettings } from './durable-file-system.ts';
import { readTemplate } from './pglite-template.ts';
import { makeScratchFolder } from '../../../test/support/scratch-folder.ts';

it('every commit of an embedded database is on the disk before it is answered', async () => {
  const folder = await makeScratchFolder('durable');
  let syncs = 0;
  const fs = new DurableFileSystem(join(folder, 'data'), (descriptor) => {
    syncs += 1;
    fdatasyncSync(descriptor);
  });
  const template = await readTemplate();
  const startParams = [...PGlite.defaultStartParams, ...durableSettings];
  const database = await PGlite.create({ fs, startParams, ...(template && { loadDataDir: template }) });
  try {
    await database.exec('CREATE TABLE t (a integer)');
    for (let count = 1; count <= 5; count += 1) {
      const before = syncs;
      await database.query('INSERT INTO t VALUES ($1)', [count]);
      expect(syncs).toBeGreaterThan(before);
    }
    const before = syncs;
    await database.query('SELECT * FROM t');
    expect(syncs).toBe(before);
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 120_000);
