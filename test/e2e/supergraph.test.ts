import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from '../support/client.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

// The example as its page says to run it, in a process of its own, with gateways that nobody here wrote.
const EXAMPLE = 'examples/supergraph';

let accord: RunningAccord;
let child: ChildProcess;

beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());

/** Runs the example with a gateway. Answers a client of the gateway, and what the example has printed. */
async function startExample(gateway: string): Promise<Client & { readonly printed: string }> {
  const env = { PATH: process.env.PATH, ACCORD_URL: `${accord.origin}/graphql`, PORT: '0' };
  const example = spawn(process.execPath, [`${EXAMPLE}/run.ts`, gateway], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  child = example;
  let printed = '';
  for (const stream of [example.stdout, example.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  const gone = once(example, 'close');
  for (;;) {
    const url = /listens on (\S+)\. Stop/.exec(printed)?.[1];
    if (url !== undefined) return { ...createClient(url), printed };
    const isOver = await Promise.race([once(example.stdout, 'data').then(() => false), gone.then(() => true)]);
    if (isOver) throw new Error(`The example ended before it listened: ${printed}`);
  }
}

async function stopExample(): Promise<void> {
  const gone = once(child, 'close');
  if (child.exitCode === null && child.kill()) await gone;
}

/** Requests to Accord, and calls from Accord to the providers without sign-ins, since the last question. */
let before = { requests: 0, upstream: 0 };
function counted() {
  const upstream = Object.values(accord.emulators).flatMap(({ requests }) => requests);
  const now = {
    requests: accord.log().split('"route":"/graphql"').length - 1,
    upstream: upstream.filter(({ kind }) => kind !== 'token').length,
  };
  const since = { requests: now.requests - before.requests, upstream: now.upstream - before.upstream };
  before = now;
  return since;
}

const ivanas = ['cpp:ivana.horvat@cpp.hr', 'kibo:b124c37b09cbe37f6a7f3bb3f0af2d3a', 'kameleoon:100001'];
const ivana = (id: string) => ({
  id,
  displayName: 'Ivana Horvat',
  email: 'ivana.horvat@adriatic.example',
  status: 'ACTIVE',
});

describe.each(['apollo', 'hive'])('a supergraph behind the gateway of %s', (gateway) => {
  let supergraph: Awaited<ReturnType<typeof startExample>>;
  beforeAll(async () => {
    supergraph = await startExample(gateway);
  });
  afterAll(() => stopExample());
  beforeEach(() => void counted());

  it('FED-GATEWAY prints what its page promises', () => {
    expect(supergraph.printed).toContain('"displayName": "Ivana Horvat"');
  });

  it('FED-GATEWAY asks for all accounts of all people in one call, which costs one read of each', async () => {
    const answer = await supergraph.query(await readFile(`${EXAMPLE}/people-with-accounts.graphql`, 'utf8'));
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.people).toMatchObject([
      { name: 'Ivana Horvat', department: 'Finance', accounts: ivanas.map(ivana) },
      { name: 'Željko Šarić', department: 'Design', accounts: [{ status: 'ACTIVE' }, { status: 'ACTIVE' }] },
    ]);
    expect(counted()).toEqual({ requests: 1, upstream: 5 });
  });

  it('FED-GATEWAY finds the owner of an account', async () => {
    const answer = await supergraph.query('{ account(id: "kameleoon:100001") { email owner { name } } }');
    expect(answer.data?.account).toEqual({ email: 'ivana.horvat@adriatic.example', owner: { name: 'Ivana Horvat' } });
    expect(counted()).toEqual({ requests: 1, upstream: 1 });
  });

  it('FED-GATEWAY answers the rest where a provider is out of order', async () => {
    accord.emulators.kibo.faults.add({ fault: { type: 'status', status: 403 } });
    const answer = await supergraph.query('{ people { accounts { id displayName } } }');
    accord.emulators.kibo.faults.clear();
    expect(answer.errors).not.toHaveLength(0);
    expect(answer.data?.people).toMatchObject([
      { accounts: [{ displayName: 'Ivana Horvat' }, null, { displayName: 'Ivana Horvat' }] },
      { accounts: [{ displayName: 'Željko Šarić' }, null] },
    ]);
  });
});
