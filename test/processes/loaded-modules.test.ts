import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { postgres } from '../store/backends.ts';
import { createWorkbench, type StoreKind, type Workbench } from './workbench.ts';

const REPORTER = join(import.meta.dirname, 'report-modules.child.ts');
const PROJECT = join(import.meta.dirname, '../..');

let bench: Workbench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

/** What a server has loaded once it is ready: its files by their paths in src, and its packages by their names. */
async function loadedBy(kind: StoreKind, more: Readonly<Record<string, unknown>> = {}): Promise<ReadonlySet<string>> {
  bench = await createWorkbench(kind, more);
  const program = bench.start(['--import', REPORTER]);
  const server = await program.ready();
  program.signal('SIGUSR2');
  while (!server.output().includes('loaded that is all')) await server.query('{ __typename }');
  const files = [...server.output().matchAll(/^loaded (file:.+)$/gm)].map(([, url]) => fileURLToPath(url ?? ''));
  const sources = (await Promise.all(files.map(sourcesOf))).flat();
  return new Set(
    sources.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? relative(join(PROJECT, 'src'), file)),
  );
}

/** What a file of the build was made of, as its source map says; any other file is itself. */
async function sourcesOf(file: string): Promise<readonly string[]> {
  if (!file.startsWith(join(PROJECT, 'dist/'))) return [file];
  const { sources } = JSON.parse(await readFile(`${file}.map`, 'utf8')) as { readonly sources: readonly string[] };
  return sources.map((source) => resolve(dirname(file), source));
}

const EMBEDDED = ['@electric-sql/pglite', 'store/pglite/pglite-database.ts'];
// Not `pg`, which speaks to the embedded database, too.
const SERVER = ['store/postgres/postgres-database.ts', 'store/postgres/postgres-account-locks.ts'];
const CACHES = ['keyv', '@keyv/redis', 'cache/memory-cache-store.ts', 'cache/redis-cache-store.ts'];
/** Of the demo and its emulators, whatever their names are. */
const isDemo = (name: string): boolean => /^(?:emulators|cli\/demo)/.test(name);

describe('a server loads nothing that its configuration does not use', () => {
  const where = postgres.missing === null ? 'PostgreSQL' : `PostgreSQL (${postgres.missing})`;
  const itThere = postgres.missing === null ? it : it.skip; // Without a server there is nothing to start on.
  itThere(`START-LAZY on ${where}: no embedded database`, async () => {
    const loaded = await loadedBy('PostgreSQL');
    expect([...loaded]).toEqual(expect.arrayContaining(['main.ts', 'fastify', ...SERVER]));
    expect([...EMBEDDED, ...CACHES].filter((name) => loaded.has(name))).toEqual([]);
    expect([...loaded].filter(isDemo)).toEqual([]);
  });

  it('START-LAZY on the embedded store: nothing of PostgreSQL’s server', async () => {
    const loaded = await loadedBy('PGlite');
    expect([...loaded]).toEqual(expect.arrayContaining(['main.ts', 'fastify', ...EMBEDDED]));
    expect([...SERVER, ...CACHES].filter((name) => loaded.has(name))).toEqual([]);
    expect([...loaded].filter(isDemo)).toEqual([]);
  });

  it('START-LAZY with a cache in memory: no client of Redis', async () => {
    const loaded = await loadedBy('PGlite', { cache: { url: 'memory:', ttlSeconds: 10 } });
    expect([...loaded]).toEqual(expect.arrayContaining(['cache/memory-cache-store.ts']));
    expect(['@keyv/redis', 'cache/redis-cache-store.ts'].filter((name) => loaded.has(name))).toEqual([]);
  });
});
