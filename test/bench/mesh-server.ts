import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { entryOf, installed } from './installed.ts';
import { tell } from './messages.ts';
import { startProbe } from './probe.ts';
import { userDocument, userList } from './upstream-documents.ts';

/**
 * Hive Gateway over Mesh's JSON schema handler, as their documentation has it: composed into a supergraph, then served by
 * the gateway's own command in this process. Arguments: the upstream's origin and a folder for the supergraph.
 */
const [, , upstream = '', folder = '.'] = process.argv;
const quiet = Object.fromEntries(['log', 'debug', 'info', 'warn', 'error'].map((level) => [level, () => undefined]));
const logger: object = { ...quiet, child: () => logger };

startProbe({ timesCalls: false });
const { getComposedSchemaFromConfig } = await installed('@graphql-mesh/compose-cli');
const { loadJSONSchemaSubgraph } = await installed('@omnigraph/json-schema');
const accounts = '/platform/adminuser/accounts';
const sourceHandler = loadJSONSchemaSubgraph('kibo', {
  endpoint: `${upstream}/api`,
  operationHeaders: { authorization: 'Bearer bench', 'x-vol-tenant': '100' },
  operations: [
    {
      ...{ type: 'Query', field: 'account', method: 'GET', path: `${accounts}/{args.id}` },
      ...{ responseSample: userDocument(0), responseTypeName: 'Account' },
    },
    {
      ...{ type: 'Query', field: 'accounts', method: 'GET', path: `${accounts}?startIndex=0&pageSize={args.first}` },
      ...{ argTypeMap: { first: { type: 'integer' } }, responseSample: userList(1), responseTypeName: 'Accounts' },
    },
  ],
});
const supergraph = join(folder, 'supergraph.graphql');
await writeFile(supergraph, await getComposedSchemaFromConfig({ subgraphs: [{ sourceHandler }] }, logger));

const port = await freePort();
process.argv = [process.argv[0] ?? 'node', 'hive-gateway', 'supergraph', supergraph, '--port', String(port)];
process.argv.push('--host', '127.0.0.1', '--fork', '1');
process.env.LOG_LEVEL = 'error';
process.env.NODE_ENV = 'production';
process.chdir(folder);
// The command is no export of the package; its folder is found from what is one.
const entry = entryOf('@graphql-hive/gateway');
await import(pathToFileURL(join(dirname(entry), 'bin.js')).href);
const origin = `http://127.0.0.1:${port}`;
await answering(origin);
tell({ kind: 'ready', origin });

/** The command takes no port 0. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(origin: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${origin}/readiness`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
