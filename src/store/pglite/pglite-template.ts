import { PGlite } from '@electric-sql/pglite';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolder } from '../../package-folder.ts';

/**
 * An empty embedded database, ready made. To make one takes seconds of a processor (`initdb` in WebAssembly); to
 * unpack this one takes a fraction of one. It is made once, by the build, and is not needed: without it the database is
 * made from nothing.
 *
 * It lacks the two databases that new ones would be copied from, as nobody makes any. They are most of the files, and
 * each file has its price: in the unpacking, and one wait for the disk or two at every start after a crash.
 */

/** The template, or null where the build has not made it. */
export async function readTemplate(): Promise<Blob | null> {
  const path = templatePath();
  return existsSync(path) ? new Blob([await readFile(path)], { type: 'application/x-gzip' }) : null;
}

/** Makes the template of the installed PGlite in dist/, unless it is there. For the build. */
export async function makeTemplate(): Promise<void> {
  const path = templatePath();
  if (existsSync(path)) return;
  const database = await PGlite.create('memory://');
  try {
    for (const unused of ['template0', 'template1']) {
      await database.exec(`ALTER DATABASE ${unused} IS_TEMPLATE false`);
      await database.exec(`DROP DATABASE ${unused}`);
    }
    // What is still in the database's buffers would be missing in its files.
    await database.exec('CHECKPOINT');
    const files = await database.dumpDataDir('gzip');
    await mkdir(dirname(path), { recursive: true });
    // Whole or not at all: another process may be looking for it.
    const unfinished = `${path}.${process.pid}`;
    await writeFile(unfinished, Buffer.from(await files.arrayBuffer()));
    await rename(unfinished, path).finally(() => rm(unfinished, { force: true }));
  } finally {
    await database.close();
  }
}

/** One file for each version of PGlite, whose databases the next one may not be able to open; the name says what it is. */
function templatePath(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest: unknown = createRequire(entry)('../package.json');
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : null;
  if (typeof version !== 'string') throw new TypeError('The installed PGlite has no version.');
  return fileURLToPath(new URL(`dist/pglite-${version}.one-database.tar.gz`, packageFolder));
}
