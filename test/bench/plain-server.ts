import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { tell } from './messages.ts';
import { toPlainAccount, type KiboUser } from './plain-mapping.ts';
import { startProbe } from './probe.ts';

/**
 * The limit: plain Node that does each workload's calls and mapping and nothing else: no GraphQL, no checks, no promises.
 * Argument: the upstream's origin.
 */
const [, , upstream = '', times = ''] = process.argv;

startProbe({ timesCalls: times === 'timed' });
const pool = new Pool(upstream, { connections: 32, pipelining: 1 });
const readHeaders = { authorization: 'Bearer bench', accept: 'application/json', 'x-vol-tenant': '100' };
const writeHeaders = { ...readHeaders, 'content-type': 'application/json' };
const users = '/api/platform/adminuser/accounts';

async function read(path: string): Promise<unknown> {
  const { body } = await pool.request({ method: 'GET', path, headers: readHeaders });
  return body.json();
}

async function account(id: string): Promise<object> {
  return toPlainAccount((await read(`${users}/${id}`)) as KiboUser);
}

async function list(): Promise<object> {
  const { items } = (await read(`${users}?startIndex=0&pageSize=100`)) as { readonly items: readonly KiboUser[] };
  return { nodes: items.map(toPlainAccount) };
}

/** W3: as many answers as are asked for, and one call for each account. */
async function several(ids: readonly string[]): Promise<object> {
  const calls = new Map([...new Set(ids)].map((id) => [id, account(id)]));
  const found = new Map(await Promise.all([...calls].map(async ([id, call]) => [id, await call] as const)));
  return Object.fromEntries(ids.map((id, index) => [`a${index}`, found.get(id)]));
}

interface PlainUpdate {
  readonly id: string;
  readonly firstName: string;
}

async function update(request: IncomingMessage): Promise<object> {
  const { id, firstName } = JSON.parse(await textOf(request)) as PlainUpdate;
  const path = `${users}/${id}`;
  const current = (await read(path)) as Record<string, unknown>;
  const body = JSON.stringify({ ...current, systemData: undefined, firstName });
  const put = await pool.request({ method: 'PUT', path, headers: writeHeaders, body });
  return { outcome: 'APPLIED', account: await put.body.json() };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function answer(request: IncomingMessage): Promise<object> {
  const url = request.url ?? '';
  if (url.startsWith('/accounts/')) return account(url.slice('/accounts/'.length));
  if (url.startsWith('/several/')) return several(url.slice('/several/'.length).split(','));
  return url === '/accounts' ? list() : update(request);
}

const server = createServer((request, response) => {
  void answer(request).then((found) => {
    const body = JSON.stringify(found);
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  tell({ kind: 'ready', origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
