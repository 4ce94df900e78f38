import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { storeUnavailable } from '../store-error.ts';
import { lockFolder, type FolderLock } from './folder-lock.ts';

/** The folder of an embedded store, locked for this process. */
export interface PgliteFolder {
  /** Where the database's own files are. */
  readonly dataPath: string;
  /** Whether there is no database yet. */
  readonly isNew: boolean;
  /** Says that the database is made: from now on its files are never removed. */
  markMade(): Promise<void>;
  release(): void;
}

/**
 * Opens the folder of an embedded store, making it where it is not there, readable for its owner only.
 *
 * The file `unfinished` stands in it while its database is being made. A process that is killed meanwhile leaves files
 * that are no database; nothing can have been recorded in them, so the next one removes them and starts again.
 *
 * @throws AccountError STORE_UNAVAILABLE where the folder cannot be made or written, or is in use.
 */
export async function openFolder(path: string): Promise<PgliteFolder> {
  const folder = resolve(path);
  const lock = await make(folder);
  const dataPath = join(folder, 'data');
  const unfinished = join(folder, 'unfinished');
  try {
    if (existsSync(unfinished)) await rm(dataPath, { recursive: true, force: true });
    const isNew = !existsSync(dataPath);
    if (isNew) await writeFile(unfinished, '');
    return {
      dataPath,
      isNew,
      markMade: () => rm(unfinished, { force: true }),
      release: () => {
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw storeUnavailable(error, 'The folder of the embedded store cannot be written.');
  }
}

async function make(folder: string): Promise<FolderLock> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storeUnavailable(error, 'The folder of the embedded store cannot be made.');
  }
  return lockFolder(folder);
}
