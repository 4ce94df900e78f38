import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { postgres } from '../store/backends.ts';
import { createWorkbench, type StoreKind, type Workbench } from './workbench.ts';

const REPORTER = join(import.meta.dirname, 'report-modules.child.ts');

let bench: Workbench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

/** What a server has loaded once it is ready: its files in dist by their paths there, and its packages by their names. */
async function loadedBy(kind: StoreKind, more: Readonly<Record<string, unknown>> = {}): Promise<ReadonlySet<string>> {
  bench = await createWorkbench(kind, more);
  const program = bench.start(['--import', REPORTER]);
  const server = await program.ready();
  program.signal('SIGUSR2');
  while (!server.output().includes('loaded that is all')) await server.query('{ __typename }');
  const urls = [...server.output().matchAll(/^loaded (file:.+)$/gm)].map(([, url]) => url ?? '');
  return new Set(
    urls.map((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? url.replace(/^.*\/dist\//, '')),
  );
}

const EMBEDDED = ['@electric-sql/pglite', 'store/pglite/pglite-database.js'];
// Not `pg`, which speaks to the embedded database, too.
const SERVER = ['store/postgres/postgres-database.js', 'store/postgres/postgres-account-locks.js'];
const CACHES = ['keyv', '@keyv/redis', 'cache/memory-cache-store.js', 'cache/redis-cache-store.js'];
/** Of the demo and its emulators, whatever their names are. */
const isDemo = (name: string): boolean => /^(?:emulators|cli\/demo)/.test(name);

describe('a server loads nothing that its configuration does not use', () => {
  const where = postgres.missing === null ? 'PostgreSQL' : `PostgreSQL (${postgres.missing})`;
  const itThere = postgres.missing === null ? it : it.skip; // Without a server there is nothing to start on.
  itThere(`START-LAZY on ${where}: no embedded database`, async () => {
    const loaded = await loadedBy('PostgreSQL');
    expect([...loaded]).toEqual(expect.arrayContaining(['main.js', 'fastify', ...SERVER]));
    expect([...EMBEDDED, ...CACHES].filter((name) => loaded.has(name))).toEqual([]);
    expect([...loaded].filter(isDemo)).toEqual([]);
  });

  it('START-LAZY on the embedded store: nothing of PostgreSQL’s server', async () => {
    const loaded = await loadedBy('PGlite');
    expect([...loaded]).toEqual(expect.arrayContaining(['main.js', 'fastify', ...EMBEDDED]));
    expect([...SERVER, ...CACHES].filter((name) => loaded.has(name))).toEqual([]);
    expect([...loaded].filter(isDemo)).toEqual([]);
  });

  it('START-LAZY with a cache in memory: no client of Redis', async () => {
    const loaded = await loadedBy('PGlite', { cache: { url: 'memory:', ttlSeconds: 10 } });
    expect([...loaded]).toEqual(expect.arrayContaining(['cache/memory-cache-store.js']));
    expect(['@keyv/redis', 'cache/redis-cache-store.js'].filter((name) => loaded.has(name))).toEqual([]);
  });
});
