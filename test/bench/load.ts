import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { onMessage, tell, type Load, type Measured } from './messages.ts';

/**
 * The load generator, a process of its own: each connection sends the next update when the last one was answered. 200
 * accounts in turn, so that no two updates of one account meet; every update changes one field to a value of its own.
 */
const USERS = 200;
const document = `mutation W4($input: UpdateKiboAccountInput!) {
  updateKiboAccount(input: $input) {
    outcome
    account { id displayName firstName email status version }
    changes { field from to effect }
    userErrors { code message }
    operation { id state }
  }
}`;
let sent = 0;

function bodyOf(request: Load['request']): string {
  sent += 1;
  const id = `user-${sent % USERS}`;
  const firstName = `Ana ${sent}`;
  if (request === 'plain') return JSON.stringify({ id, firstName });
  const key = request === 'graphql-with-key' ? { idempotencyKey: randomUUID() } : {};
  return JSON.stringify({ query: document, variables: { input: { id: `kibo:${id}`, patch: { firstName }, ...key } } });
}

async function run({ url, connections, durationMs, maxRequests, request }: Load): Promise<Measured> {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const latenciesMs: number[] = [];
  let failure: string | null = null;
  let left = maxRequests;
  const startedAt = performance.now();
  const deadline = startedAt + durationMs;
  const one = async (): Promise<void> => {
    const body = bodyOf(request);
    const sentAt = performance.now();
    const answer = await pool.request({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body });
    const text = await answer.body.text();
    latenciesMs.push(performance.now() - sentAt);
    if (answer.statusCode !== 200 || !text.includes('"outcome":"APPLIED"')) failure ??= text.slice(0, 500);
  };
  const worker = async (): Promise<void> => {
    while (left > 0 && performance.now() < deadline && failure === null) {
      left -= 1;
      await one();
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const elapsedMs = performance.now() - startedAt;
  await pool.close();
  return { kind: 'measured', latenciesMs, elapsedMs, failure };
}

onMessage((message) => {
  if (message.kind === 'load') void run(message).then(tell);
});
tell({ kind: 'ready', origin: '' });
