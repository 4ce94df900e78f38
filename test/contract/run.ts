import { expect } from '@jest/globals';
import type { RunningAccord } from '../support/running-accord.ts';
import type { Contract, PatchInput, Scene, Situation } from './contract.ts';

/** What a check of one provider works with. */
export interface Run extends Scene {
  readonly contract: Contract;
  /** Everything an account says, as a GraphQL selection. */
  readonly selection: string;
  /** How many accounts were asked for so far. */
  count: number;
}

/** A document from the wire, of no known shape. */
export type Loose = Readonly<Record<string, unknown>>;

/** The payload of an update mutation. */
export interface Payload {
  readonly outcome: string;
  readonly account: Loose | null;
  readonly changes: readonly Loose[];
  readonly warnings: readonly Loose[];
  readonly userErrors: readonly Loose[];
}

/** How an update ended: a payload, or the error with which the graph refused its variables. */
export type UpdateAnswer = { readonly payload: Payload } | { readonly refusal: Loose };

/** Puts the world into a situation: seed, the account, its fields, empty journals, faults. Answers the account's key. */
export async function arrange(run: Run, situation: Situation): Promise<string> {
  const { accord, emulator, contract } = run;
  for (const each of Object.values(accord.emulators)) each.reset();
  const key = situation.account ?? nextKey(run);
  const { given } = contract.account;
  if (situation.account === undefined) emulator.put(key, typeof given === 'function' ? given(key) : given);
  if (situation.given) emulator.put(key, situation.given);
  if (contract.prime && situation.unseen !== true) {
    await sendUpdate(run, key, { patch: contract.prime({ ...emulator.account(key) }) });
    emulator.clearJournal();
  }
  for (const rule of situation.faults ?? []) emulator.faults.add(rule);
  return key;
}

function nextKey(run: Run): string {
  const { key } = run.contract.account;
  run.count += 1;
  return typeof key === 'function' ? key(run.count) : key;
}

/** Sends one update through the provider's own mutation, or through the unified one. */
export async function sendUpdate(
  run: Run,
  key: string,
  update: { patch: PatchInput; unified?: boolean },
): Promise<UpdateAnswer> {
  const { mutation, input } = run.contract.graph;
  const [name, type] = update.unified === true ? ['updateAccount', 'UpdateAccountInput'] : [mutation, input];
  const payload = `outcome account ${run.selection} changes { field from to effect } warnings { code field }
    userErrors { code field message retryAfterSeconds }`;
  const id = `${run.contract.provider}:${key}`;
  const { data, errors } = await ask(run, `mutation ($input: ${type}!) { ${name}(input: $input) { ${payload} } }`, {
    input: { id, patch: update.patch },
  });
  if (data) return { payload: data[name] as Payload };
  return { refusal: { code: errors?.[0]?.extensions?.code, message: errors?.[0]?.message } };
}

/** Reads an account with everything it says; errors as they come. */
export function readAccount(run: Run, key: string): ReturnType<typeof ask> {
  const id = `${run.contract.provider}:${key}`;
  return ask(run, `query ($id: ID!) { account(id: $id) ${run.selection} }`, { id });
}

/** No answer may hold a secret, whatever it is about. */
async function ask({ accord, contract }: Run, text: string, variables: Loose): ReturnType<RunningAccord['query']> {
  const answer = await accord.query(text, variables);
  const json = JSON.stringify(answer);
  expect(contract.secrets.filter((secret) => json.includes(secret))).toEqual([]);
  return answer;
}
