import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { explorerFolder, type ExplorerFile } from '../server/explorer/explorer-files.ts';
import { explorerTabs } from './explorer-tabs.ts';

/**
 * The build's part of the explorer: GraphiQL, its workers and fonts in a bundle that needs no internet, the page around
 * it, and the sample operations. Run from the project's folder.
 */
const BUNDLE = '@graphql-yoga/render-graphiql';
const OPERATIONS = 'schema/operations';
const PAGE = 'src/server/explorer';

await mkdir(explorerFolder, { recursive: true });
await Promise.all([makeBundle(), makePage()]);

async function makeBundle(): Promise<void> {
  const { version } = createRequire(import.meta.url)(`${BUNDLE}/package.json`) as { readonly version: string };
  const stamp = new URL('bundle-version', explorerFolder);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === version) return;
  const bundle = await import('@graphql-yoga/render-graphiql/graphiql');
  await put('graphiql.js', bundle.js);
  await put('graphiql.css', bundle.css);
  await put('editor.worker.js', bundle.editorWorkerService);
  await put('graphql.worker.js', bundle.graphqlWorker);
  await put('json.worker.js', bundle.jsonWorker);
  await writeFile(stamp, version);
}

async function makePage(): Promise<void> {
  for (const file of ['index.html', 'page.css', 'page.js'] as const)
    await put(file, await readFile(`${PAGE}/${file}`, 'utf8'));
  const names = (await readdir(OPERATIONS)).filter((name) => name.endsWith('.graphql')).sort();
  const documents = await Promise.all(names.map((name) => readFile(`${OPERATIONS}/${name}`, 'utf8')));
  const variables: unknown = JSON.parse(await readFile(`${OPERATIONS}/variables.json`, 'utf8'));
  await put('tabs.json', JSON.stringify(explorerTabs(documents, variables as Readonly<Record<string, unknown>>)));
}

/** Writes a file compressed, whole or not at all: a server may be reading it. */
async function put(file: ExplorerFile, text: string): Promise<void> {
  const path = new URL(`${file}.gz`, explorerFolder);
  const unfinished = new URL(`${file}.${process.pid}`, explorerFolder);
  await writeFile(unfinished, gzipSync(text, { level: 9 }));
  await rename(unfinished, path).finally(() => rm(unfinished, { force: true }));
}
