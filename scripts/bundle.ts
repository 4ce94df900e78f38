import { glob, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build } from 'esbuild';

/** What is bundled, and where the bundle goes: an entry `<name>.ts` of `root` becomes `<folder>/<name>.js`. */
export interface BundleOptions {
  /** The folder that the entries' names are relative to. */
  readonly root: string;
  readonly entries: readonly string[];
  readonly folder: string;
}

/**
 * Puts programs and what they import, packages included, into few files: a start spends half of its time on finding and
 * linking a thousand modules otherwise. What is imported dynamically stays in files of its own, loaded when it is asked
 * for. Types are the check's business. Docs: docs/decisions/0032.
 */
export async function bundle({ root, entries, folder }: BundleOptions): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: entries.map((entry) => `${root}/${entry}`),
    outbase: root,
    outdir: folder,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    sourcemap: 'linked',
    sourcesContent: false,
    // It finds its WebAssembly beside itself.
    external: ['@electric-sql/pglite'],
    // Packages in CommonJS require Node's own modules.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
    write: false,
  });
  for (const { path, contents } of outputFiles) await put(path, contents);
  await removeOthers(new Set(outputFiles.map(({ path }) => path)));
}

/** Whole or not at all, and not without need: another process may be starting from it. */
async function put(path: string, contents: Uint8Array): Promise<void> {
  const present = await readFile(path).catch(() => null);
  if (present?.equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, contents);
  await rename(unfinished, path).finally(() => rm(unfinished, { force: true }));
}

/** Of earlier bundles: the names of their parts change with what is in them. */
async function removeOthers(paths: ReadonlySet<string>): Promise<void> {
  const folders = new Set([...paths].map(dirname));
  for (const folder of folders) {
    for await (const path of glob(`${folder}/*.js{,.map}`)) if (!paths.has(path)) await rm(path, { force: true });
  }
}
