import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { RecordedRequest } from '../../src/emulators/shared/emulator.ts';
import { toJsonText } from '../../src/emulators/shared/json-text.ts';
import { cppUpdates } from '../contract/cpp.updates.ts';
import { huaweiCloudUpdates } from '../contract/huawei-cloud.updates.ts';
import { kameleoonUpdates } from '../contract/kameleoon.updates.ts';
import { kiboUpdates } from '../contract/kibo.updates.ts';
import type { RandomUpdate, RandomUpdates } from '../contract/untouched.run.ts';
import { wacmUpdates } from '../contract/wacm.updates.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

const { ACCORD_DRY_RUNS = '1000', ACCORD_DRY_RUN_SEED } = process.env;
const MODELS = [kameleoonUpdates, kiboUpdates, wacmUpdates, huaweiCloudUpdates, cppUpdates];
const BATCH = 10;
const batches = Math.ceil(Number(ACCORD_DRY_RUNS) / MODELS.length / BATCH);
const seed = ACCORD_DRY_RUN_SEED === undefined ? Date.now() | 0 : Number(ACCORD_DRY_RUN_SEED);

/** One write call: as a dry run tells it, or as the provider got it. */
interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

describe(`a dry run tells what an update sends (ACCORD_DRY_RUN_SEED=${String(seed)})`, () => {
  let accord: RunningAccord;
  beforeAll(async () => {
    accord = await startAccord();
  });
  afterAll(() => accord.close());

  it.each(MODELS)(
    `$provider: ${String(batches * BATCH)} dry runs, each then carried out`,
    async (model) => {
      const emulator = accord.emulators[model.provider];
      const updates = Array.from({ length: BATCH }, (_, place) =>
        fc.sample(model.updates(place), { numRuns: batches, seed: seed + place }),
      );
      let planned = 0;
      let longNumbers = 0;
      for (let batch = 0; batch < batches; batch += 1) {
        emulator.reset();
        const accounts = updates.map((list, place) =>
          arrange(accord, model, { n: batch * BATCH + place, list, batch }),
        );
        const before = toJsonText(emulator.accounts());
        const answers = await Promise.all(accounts.map((account) => dryRun(accord, model, account)));
        expect(writesOf(emulator.requests)).toEqual([]);
        expect(toJsonText(emulator.accounts())).toBe(before);
        for (const [place, account] of accounts.entries()) {
          emulator.clearJournal();
          const outcome = await update(accord, model, account);
          const told = answers[place] ?? [];
          expect({ account, told }).toEqual({ account, told: writesOf(emulator.requests).map(withoutSecret(account)) });
          expect(outcome).toBe(told.length === 0 ? 'NO_CHANGE' : 'APPLIED');
          planned += told.length;
          longNumbers += told.filter(({ body }) => /[:[]\d{17}/.test(body)).length;
        }
      }
      // Most of them must have been something to do, or nothing was shown.
      expect(planned).toBeGreaterThan(batches * BATCH * 0.8);
      // A user of Kibo has ids in it that no double can hold.
      if (model === kiboUpdates) expect(longNumbers).toBeGreaterThan(0);
    },
    30_000 + batches * BATCH * 300,
  );
});

interface Arranged {
  readonly id: string;
  readonly patch: RandomUpdate['patch'];
}

/** Makes the account that a random update is about. */
function arrange(
  accord: RunningAccord,
  model: RandomUpdates,
  at: { readonly n: number; readonly list: readonly RandomUpdate[]; readonly batch: number },
): Arranged {
  const emulator = accord.emulators[model.provider];
  const random = at.list[at.batch];
  if (!random) throw new Error('There are fewer random updates than batches.');
  const { key, fields } = model.account(at.n + 1);
  emulator.put(key, { ...emulator.accounts()[0], ...random.given, ...fields });
  return { id: `${model.provider}:${key}`, patch: random.patch };
}

/** The plan of a dry run, its body as the very text of the answer. */
async function dryRun(accord: RunningAccord, model: RandomUpdates, account: Arranged): Promise<readonly Call[]> {
  // The body comes last, so that its text is what stands between the last known key and the closing brackets.
  const selection =
    '{ outcome operation { id } account { operations(first: 1) { nodes { id } } } plan { method path body } }';
  const text = await post(accord, model, { selection, input: { ...account, dryRun: true } });
  const answer = JSON.parse(text) as { data: Record<string, DryRunPayload> };
  const { outcome, operation, account: read, plan } = answer.data[model.mutation] ?? {};
  expect({ operation, recorded: read?.operations.nodes ?? [] }).toEqual({ operation: null, recorded: [] });
  if (outcome === 'NO_CHANGE') return [];
  expect({ outcome, plan }).toMatchObject({ outcome: 'PLANNED', plan: [{}] });
  const match = /"plan":\[\{"method":"(\w+)","path":("[^"]*"),"body":(.*)\}\]\}\}\}\s*$/s.exec(text);
  const [, method = '', path = '""', body = ''] = match ?? [];
  return [{ method, path: `${accord.emulators[model.provider].basePath}${JSON.parse(path) as string}`, body }];
}

interface DryRunPayload {
  readonly outcome: string;
  readonly operation: unknown;
  readonly account: { readonly operations: { readonly nodes: readonly unknown[] } } | null;
  readonly plan: readonly unknown[];
}

async function update(accord: RunningAccord, model: RandomUpdates, account: Arranged): Promise<string> {
  const text = await post(accord, model, { selection: '{ outcome }', input: account });
  return (JSON.parse(text) as { data: Record<string, { outcome: string }> }).data[model.mutation]?.outcome ?? text;
}

async function post(
  accord: RunningAccord,
  { mutation, input: type }: RandomUpdates,
  { selection, input }: { readonly selection: string; readonly input: object },
): Promise<string> {
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) ${selection} }`;
  const response = await fetch(`${accord.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  return response.text();
}

function writesOf(requests: readonly RecordedRequest[]): readonly Call[] {
  return requests.filter(({ kind }) => kind === 'write').map(({ method, path, body }) => ({ method, path, body }));
}

/** A password goes over the wire and is never shown. */
function withoutSecret({ patch }: Arranged): (call: Call) => Call {
  if (!Object.hasOwn(patch, 'password')) return (call) => call;
  const sent = `"password":${JSON.stringify(patch.password)}`;
  return (call) => ({ ...call, body: call.body.replace(sent, () => '"password":"[secret]"') });
}
