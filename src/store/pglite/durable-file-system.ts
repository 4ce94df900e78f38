import { NodeFS } from '@electric-sql/pglite/nodefs';
import { fdatasyncSync } from 'node:fs';

type Init = NodeFS['init'];

/** An open file, as Emscripten's NODEFS sees it. */
interface OpenFile {
  /** Node's descriptor. */
  readonly nfd: number;
}

/** The part of the WebAssembly module that is reached for. */
interface ModuleWithFiles {
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (file: OpenFile) => number };
    /** Turns an error of Node into one that the database understands. */
    tryFSOperation(operation: () => void): void;
  };
}

/**
 * The folder of an embedded database, with files that really are on the disk when the database says so.
 *
 * Emscripten's NODEFS has no fsync, and PGlite turns the database's own off. A killed process loses nothing by that,
 * since the kernel has what was written; a machine that loses its power does, up to the whole database. So the missing
 * call is added here, and `durableSettings` lets the database use it. It costs one fdatasync for each commit.
 */
export class DurableFileSystem extends NodeFS {
  readonly #sync: (descriptor: number) => void;

  constructor(path: string, sync: (descriptor: number) => void = fdatasyncSync) {
    super(path);
    this.#sync = sync;
  }

  override async init(...[pg, options]: Parameters<Init>): ReturnType<Init> {
    const { emscriptenOpts } = await super.init(pg, options);
    const addFsync = (module: unknown): void => {
      const { NODEFS } = module as ModuleWithFiles;
      NODEFS.stream_ops.fsync = ({ nfd }) => {
        NODEFS.tryFSOperation(() => {
          this.#sync(nfd);
        });
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFsync] } };
  }
}

/** How the database must be started to use it. Emscripten ignores fdatasync, so it has to be fsync. */
export const durableSettings: readonly string[] = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync'];
