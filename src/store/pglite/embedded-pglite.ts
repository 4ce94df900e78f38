import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { withBaselineCompilation } from './baseline-compilation.ts';
import { DurableFileSystem, durableSettings } from './durable-file-system.ts';
import type { PgliteFolder } from './pglite-folder.ts';
import { readTemplate } from './pglite-template.ts';

/**
 * The defaults are for a server: these take 150 MB less memory and some disk, and are as fast for what is done here. The
 * last one avoids a timer that would outlive an opening that fails and keep the process from ending.
 */
const settings = [
  'shared_buffers=16MB',
  'wal_buffers=1MB',
  'min_wal_size=32MB',
  'jit=off',
  'log_startup_progress_interval=0',
].flatMap((setting) => ['-c', setting]);

/** The protocol's message for a query of nothing: it is parsed, and nothing is done. */
const EMPTY_QUERY = Buffer.from('Q\0\0\0\x06;\0', 'latin1');

class EmbeddedPglite extends PGlite {
  /**
   * The last step of opening, and the first SQL of all. PGlite would read the types that its own `query` needs, which
   * nobody calls. Instead the parser gets its code here, which is what it then has for good.
   */
  override async _initArrayTypes(): Promise<void> {
    await withBaselineCompilation(() => this.execProtocolRaw(EMPTY_QUERY));
  }
}

/** Opens PGlite over a folder, making the database where there is none; null is one in memory. */
export async function openPglite(folder: PgliteFolder | null): Promise<PGlite> {
  const isNew = folder === null || folder.isNew;
  const template = isNew ? await readTemplate() : null;
  const options = { ...optionsFor(folder), ...(template !== null && { loadDataDir: template }) };
  const open = async (): Promise<PGlite> => {
    const database = new EmbeddedPglite(options);
    await database.waitReady;
    return database;
  };
  // From nothing it is made by a great deal of SQL, in an instance of PGlite's own.
  return isNew && template === null ? withBaselineCompilation(open) : open();
}

function optionsFor(folder: PgliteFolder | null): PGliteOptions {
  const startParams = [...PGlite.defaultStartParams, ...settings];
  if (folder === null) return { dataDir: 'memory://', startParams };
  const fs = new DurableFileSystem(folder.dataPath);
  return { fs, startParams: [...startParams, ...durableSettings], relaxedDurability: false };
}
