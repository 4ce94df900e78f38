import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { tell } from './messages.ts';
import { startProbe } from './probe.ts';

/** The limit: plain Node that reads the account, merges the change and writes it, and promises nothing. */
const [, , upstream = ''] = process.argv;

startProbe();
const pool = new Pool(upstream, { connections: 32, pipelining: 1 });
const headers = { authorization: 'Bearer bench', 'content-type': 'application/json', 'x-vol-tenant': '100' };

interface PlainUpdate {
  readonly id: string;
  readonly firstName: string;
}

async function update({ id, firstName }: PlainUpdate): Promise<unknown> {
  const path = `/api/platform/adminuser/accounts/${id}`;
  const read = await pool.request({ method: 'GET', path, headers });
  const current = (await read.body.json()) as Record<string, unknown>;
  const put = await pool.request({
    method: 'PUT',
    path,
    headers,
    body: JSON.stringify({ ...current, systemData: undefined, firstName }),
  });
  return put.body.json();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const server = createServer((request, response) => {
  void (async () => {
    const account = await update(JSON.parse(await textOf(request)) as PlainUpdate);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ outcome: 'APPLIED', account }));
  })();
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  tell({ kind: 'ready', origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
