import { execFile } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { buildClientSchema, getIntrospectionQuery, printSchema, type IntrospectionQuery } from 'graphql';
import relay from 'relay-compiler';
import type { ConcreteRequest } from 'relay-runtime';
import type { Client } from '../../support/client.ts';

/**
 * Compiles the list of `people-list.js` with the Relay compiler, against the schema that a server tells of itself, in an
 * empty folder. Whatever breaks Relay's rules for connections and nodes fails it.
 */
export async function compilePeopleList(client: Client, folder: string): Promise<ConcreteRequest> {
  if (relay === null) throw new Error('There is no Relay compiler for this platform.');
  const answer = await client.query(getIntrospectionQuery());
  const schema = printSchema(buildClientSchema(answer.data as unknown as IntrospectionQuery));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'schema.graphql'), schema);
  await copyFile(join(import.meta.dirname, 'people-list.js'), join(folder, 'src/people-list.js'));
  const config = { src: './src', schema: './schema.graphql', language: 'javascript', eagerEsModules: true };
  await writeFile(join(folder, 'relay.config.json'), JSON.stringify(config));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await promisify(execFile)(relay, ['relay.config.json'], { cwd: folder });
  const artifact = pathToFileURL(join(folder, 'src/__generated__/peopleListQuery.graphql.js'));
  const compiled = (await import(artifact.href)) as { readonly default: ConcreteRequest };
  return compiled.default;
}
