import type { FieldChange } from '../../src/domain/update.ts';
import type { Emulator, EmulatorId, RecordedRequest } from '../../src/emulators/shared/emulator.ts';
import type { RunningAccord } from './running-accord.ts';

/** Updates through a running server, by provider, with everything that the graph tells of them. */

const NAMES: Readonly<Record<EmulatorId, string>> = {
  kameleoon: 'Kameleoon',
  kibo: 'Kibo',
  wacm: 'Wacm',
  'huawei-cloud': 'HuaweiCloud',
  cpp: 'Cpp',
};

export const OPERATION = `id accountId actor state reason idempotencyKey createdAt finishedAt
  changes { field from to effect }
  attempts { startedAt finishedAt method path status errorCode upstreamRequestId }`;

const RESULT = `outcome replayed account { id version freshness observedAt firstName phone { raw } description }
  changes { field from to effect } warnings { code field message } userErrors { code field message retryAfterSeconds }
  plan { method path body } operation { ${OPERATION} }`;

export interface OperationAnswer {
  readonly id: string;
  readonly accountId: string;
  readonly actor: string;
  readonly state: string;
  readonly reason: string | null;
  readonly idempotencyKey: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly changes: readonly FieldChange[];
  readonly attempts: readonly { readonly method: string; readonly path: string; readonly status: number | null }[];
}

export interface UpdateAnswer {
  readonly outcome: string;
  readonly replayed: boolean;
  readonly account: { readonly id: string; readonly version: string; readonly observedAt: string } | null;
  readonly changes: readonly FieldChange[];
  readonly warnings: readonly { readonly code: string; readonly field: string | null }[];
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
  readonly plan: readonly { readonly method: string; readonly path: string; readonly body: unknown }[];
  readonly operation: OperationAnswer | null;
}

export interface UpdateInput {
  readonly id: string;
  readonly patch: Readonly<Record<string, unknown>>;
  readonly ifVersion?: string;
  readonly idempotencyKey?: string;
  readonly dryRun?: boolean;
}

/** A selection of one update mutation, whose input is the variable `$name`. */
export function updateSelection(provider: EmulatorId, variable: string): string {
  return `update${NAMES[provider]}Account(input: $${variable}) { ${RESULT} }`;
}

/** The type of the mutation's input. */
export function inputType(provider: EmulatorId): string {
  return `Update${NAMES[provider]}AccountInput!`;
}

/** Runs a provider's own mutation. Throws where the graph answers an error. */
export async function update(
  accord: RunningAccord,
  provider: EmulatorId,
  input: UpdateInput,
  headers: Readonly<Record<string, string>> = {},
): Promise<UpdateAnswer> {
  const text = `mutation ($input: ${inputType(provider)}) { result: ${updateSelection(provider, 'input')} }`;
  return asked<UpdateAnswer>(accord, text, { input }, headers);
}

/** Runs a document with one field called `result`, and answers it. Throws where the graph answers an error. */
export async function asked<Result>(
  accord: RunningAccord,
  text: string,
  variables: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Result> {
  const answer = await accord.query(text, variables, headers);
  if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer));
  return answer.data.result as Result;
}

/** The update calls that an emulator got, oldest first. */
export function writesOf(emulator: Emulator): readonly RecordedRequest[] {
  return emulator.requests.filter(({ kind }) => kind === 'write');
}

/** The key of an account that an emulator holds, by its place, among those that can be updated. */
export function keyAt(emulator: Emulator, place: number): string {
  const usable = emulator.accounts().filter((account) => account.isSsoUser !== true && account.verified !== false);
  const account = usable[place];
  const key = account?.[emulator.provider === 'cpp' ? 'Username' : 'id'];
  if (typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint') return key.toString();
  throw new Error(`There is no account ${place}.`);
}
