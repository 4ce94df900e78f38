import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { storeUnavailable } from '../store-error.ts';

/** Keeps a folder for this process. */
export interface FolderLock {
  /** Gives the folder back. May be repeated. */
  release(): void;
}

/**
 * Takes a folder for this process alone; two processes in one embedded store would destroy it.
 *
 * The lock is one of the operating system, on the file `lock`: it ends with the process, however that ends, so there is
 * no stale lock to detect and no process id to be mistaken about. Node has no call for such a lock; its SQLite takes one
 * on an empty file and never writes to it. The file `owner` is for people, and for the message.
 *
 * @throws AccountError STORE_UNAVAILABLE where another process, or another store of this one, has the folder.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const ownerFile = join(folder, 'owner');
  const lock = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw storeUnavailable(
      error,
      `The folder of the embedded store is in use by ${await ownerOf(ownerFile)}. ${ADVICE}`,
    );
  }
  await writeFile(ownerFile, `${process.pid}\n`);
  return {
    release() {
      if (lock.isOpen) lock.close();
    },
  };
}

const ADVICE =
  'Only one process can use it at a time: give each one a folder of its own, or use PostgreSQL (postgres://…) for several.';

async function ownerOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return /^\d{1,10}\n$/.test(text) ? `process ${text.trim()}` : 'another process';
}
