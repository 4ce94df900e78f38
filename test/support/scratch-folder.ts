import { constants } from 'node:fs';
import { access, mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** What the stores of a few tests at once take at most, and some more. */
const NEEDED_BYTES = 1024 ** 3;

/**
 * Makes a folder for a test's files; whoever makes it removes it.
 *
 * It is in memory where the machine has room there, as on Linux: an embedded store waits for the disk at every commit,
 * hundreds of times when it recovers, and for everybody else who uses the disk. What these tests take away is processes,
 * never the power, and files in memory outlive a process as those on a disk do.
 */
export async function makeScratchFolder(name: string): Promise<string> {
  return mkdtemp(join(await placeForFiles(), `accord-${name}-`));
}

async function placeForFiles(): Promise<string> {
  try {
    await access(MEMORY, constants.W_OK);
    const { bavail, bsize } = await statfs(MEMORY);
    return bavail * bsize > NEEDED_BYTES ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}
