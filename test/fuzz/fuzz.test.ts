import { Agent, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { print, type DocumentNode } from 'graphql';
import * as operations from '../../schema/operations.gen.ts';
import type { EmulatorId } from '../../src/emulators/shared/emulator.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { providers } from '../../src/providers/registry.ts';
import { quantile } from '../bench/statistics.ts';
import { expanding } from '../support/expanding-document.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { safety } from '../support/safety.ts';
import { fuzzedDocuments } from './fuzzed-documents.ts';
import { fuzzedIds } from './fuzzed-ids.ts';
import { fuzzedRequests, type FuzzedRequest } from './fuzzed-requests.ts';
import { isMeant } from './meant-paths.ts';

// A tenth of a percent; `npm run test:fuzz` runs all of them, each time others.
const documentCount = Number(process.env.ACCORD_FUZZ_DOCUMENTS ?? 100);
const idCount = Number(process.env.ACCORD_FUZZ_IDS ?? 1_000);
const isWhole = process.env.ACCORD_FUZZ_DOCUMENTS !== undefined;
const seed = Number(process.env.ACCORD_FUZZ_SEED ?? (isWhole ? Date.now() % 2 ** 31 : 1));
const BATCH = 50;

let accord: RunningAccord;
const agent = new Agent({ keepAlive: true });

beforeAll(async () => {
  accord = await startAccord();
});
afterAll(async () => {
  agent.destroy();
  await accord.close();
});

interface Timed {
  /** From the first byte out to the last one in. */
  readonly ms: number;
  /** What this process worked meanwhile, with the client and the providers: other people's work does not count. */
  readonly cpuMs: number;
}

interface Sent extends Timed {
  readonly status: number;
  readonly text: string;
}

// Of a hundred thousand answers nobody keeps the texts.
const timesOf = ({ ms, cpuMs }: Sent): Timed => ({ ms, cpuMs });

function send({ method, search, headers, body }: FuzzedRequest): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const before = process.cpuUsage();
    const sent = httpRequest(
      `${accord.origin}/graphql${search}`,
      { agent, method, headers: { ...headers } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('error', reject);
        answer.once('end', () => {
          const text = Buffer.concat(chunks).toString();
          const { user, system } = process.cpuUsage(before);
          const ms = performance.now() - started;
          resolve({ status: answer.statusCode ?? 0, text, ms, cpuMs: (user + system) / 1_000 });
        });
      },
    );
    sent.once('error', reject);
    sent.end(body ?? undefined);
  });
}

/** The calls that went where no id may lead, since the last time. */
function escapes(): readonly string[] {
  return Object.values(accord.emulators).flatMap((emulator) => {
    const strayed = emulator.requests.filter((call) => !isMeant(emulator.provider, call));
    emulator.clearJournal();
    return strayed.map(({ method, path }) => `${emulator.provider} ${method} ${path}`);
  });
}

function expectOrdinary({ status, text }: Sent): void {
  expect(status).toBeLessThan(500);
  // What nobody foresaw has this code, with status 200 where only a part of the answer failed.
  expect(text).not.toMatch(/"code":"(?:INTERNAL|INTERNAL_SERVER_ERROR)"|"stacktrace"/);
}

async function expectAlive(): Promise<void> {
  const answer = await fetch(`${accord.origin}/health/ready`, { headers: { connection: 'close' } });
  expect(answer.status).toBe(200);
}

function report(what: string, sent: readonly Timed[]): void {
  if (!isWhole) return;
  const shares = [0.5, 0.99, 1];
  const [times, work] = [sent.map(({ ms }) => ms), sent.map(({ cpuMs }) => cpuMs)].map((values) =>
    shares.map((share) => quantile(values, share).toFixed(1)).join(', '),
  );
  process.stdout.write(
    `fuzz: ${what}, seed ${seed}: p50, p99, longest ${times ?? ''} ms; of the processor ${work ?? ''} ms\n`,
  );
}

/** Ids of accounts that there are. */
function knownIds(): readonly string[] {
  const keys: Readonly<Record<EmulatorId, string>> = {
    kameleoon: 'id',
    kibo: 'id',
    wacm: 'id',
    'huawei-cloud': 'id',
    cpp: 'Username',
  };
  return Object.values(accord.emulators).flatMap((emulator) =>
    emulator
      .accounts()
      .slice(0, 5)
      .map((account) => `${emulator.provider}:${String(account[keys[emulator.provider]])}`),
  );
}

describe('whatever is asked', () => {
  it(
    safety(
      'documents',
      '100 fuzzed requests with their headers and variables, 100,000 by npm run test:fuzz: no 5xx, no crash',
    ),
    async () => {
      const samples = Object.values(operations).map((document) => print(document as unknown as DocumentNode));
      const documents = fuzzedDocuments(createSchema(providers), samples, knownIds());
      const all: Timed[] = [];
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fuzzedRequests(documents, knownIds()), async (request) => {
          const sent = await send(request);
          all.push(timesOf(sent));
          if (sent.text.includes('"data":')) run += 1;
          expectOrdinary(sent);
          expect(escapes()).toEqual([]);
        }),
        { numRuns: documentCount, seed },
      );
      await expectAlive();
      expect(run).toBeGreaterThan(documentCount / 10);
      report(`${documentCount} documents, of which ${run} were run`, all);
    },
    3_600_000,
  );

  it('FUZZ-EXPANSION 2^30 fields in 30 fragments are refused, each time', async () => {
    const all: Sent[] = [];
    for (let count = 0; count < 50; count += 1) {
      // Never the same text, so that nothing is remembered.
      const body = JSON.stringify({ query: `${expanding(30)} # ${count}` });
      all.push(await send({ method: 'POST', search: '', headers: { 'content-type': 'application/json' }, body }));
    }
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([400]));
    report('50 documents of 2^30 fields', all);
  });

  it(
    safety(
      'ids',
      '1,000 fuzzed ids through the whole system, 1,000,000 by npm run test:fuzz: no call leaves the path that was meant',
    ),
    async () => {
      const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Account { id } } }';
      const all: Timed[] = [];
      let calls = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(fuzzedIds, { minLength: BATCH, maxLength: BATCH }), async (ids) => {
          const of = ids.map((id) => ({ __typename: 'Account', id }));
          const body = JSON.stringify({ query, variables: { of } });
          const sent = await send({
            method: 'POST',
            search: '',
            headers: { 'content-type': 'application/json' },
            body,
          });
          all.push(timesOf(sent));
          expectOrdinary(sent);
          expect(JSON.parse(sent.text)).toHaveProperty(['data', '_entities', 'length'], BATCH);
          calls += Object.values(accord.emulators).reduce((sum, { requests }) => sum + requests.length, 0);
          expect(escapes()).toEqual([]);
        }),
        { numRuns: Math.ceil(idCount / BATCH), seed },
      );
      // A test in which nothing leaves would show nothing.
      expect(calls).toBeGreaterThan(idCount / 100);
      await expectAlive();
      report(`${idCount} ids, ${BATCH} in a request, ${calls} calls to providers`, all);
    },
    3_600_000,
  );
});
