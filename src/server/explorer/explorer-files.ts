import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { packageFolder } from '../../package-folder.ts';

/** The explorer's files by the last part of their addresses, with their media types. Nothing else is served. */
export const explorerFiles = {
  'index.html': 'text/html; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'tabs.json': 'application/json; charset=utf-8',
  'graphiql.css': 'text/css; charset=utf-8',
  'graphiql.js': 'text/javascript; charset=utf-8',
  'editor.worker.js': 'text/javascript; charset=utf-8',
  'graphql.worker.js': 'text/javascript; charset=utf-8',
  'json.worker.js': 'text/javascript; charset=utf-8',
} as const;
export type ExplorerFile = keyof typeof explorerFiles;

/** Whether the explorer has a file of this name. */
export function isExplorerFile(name: string): name is ExplorerFile {
  return Object.hasOwn(explorerFiles, name);
}

/** Where the build puts them, each compressed, as `<name>.gz`. */
export const explorerFolder = new URL('dist/explorer/', packageFolder);

/** A file as it is served. */
export interface ExplorerContent {
  readonly gzip: Buffer;
  readonly etag: string;
}

// Two megabytes in all, and only where somebody opens the explorer.
const loaded = new Map<ExplorerFile, Promise<ExplorerContent>>();

/** A file's content; rejects with ENOENT where the build has not made it. */
export function loadExplorerFile(name: ExplorerFile): Promise<ExplorerContent> {
  let content = loaded.get(name);
  if (!content) {
    content = readFile(new URL(`${name}.gz`, explorerFolder)).then((gzip) => ({
      gzip,
      etag: `"${createHash('sha256').update(gzip).digest('base64url').slice(0, 22)}"`,
    }));
    loaded.set(name, content);
    // It may be there the next time.
    content.catch(() => loaded.delete(name));
  }
  return content;
}

/** The file as it was before it was compressed, for who does not take gzip. */
export function plainText({ gzip }: ExplorerContent): Promise<Buffer> {
  return promisify(gunzip)(gzip);
}
