import type { JsonValue } from '../../src/domain/json-value.ts';
import type { Patch } from '../../src/domain/update.ts';
import { planFault, type PlannedFault } from './plan-faults.ts';
import { modelIds, models, type ModelField, type ModelId } from './provider-models.ts';
import { Random } from './random.ts';

/** An account of a history: one of the emulator's few. */
export interface PlannedAccount {
  readonly provider: ModelId;
  readonly place: number;
}

/** What one idempotency key, or one update without any, stands for. */
export interface PlannedInput {
  readonly number: number;
  readonly account: number;
  readonly patch: Patch;
  readonly key: string | null;
  /** The version that was seen last when it is first sent, or first of all; null for none. */
  readonly ifVersion: 'latest' | 'oldest' | null;
  readonly isUnified: boolean;
}

/** The methods of the store that are made to fail. */
export const fragileMethods = ['claim', 'begin', 'finish', 'recordEnded', 'operation', 'snapshot'] as const;
export type FragileMethod = (typeof fragileMethods)[number];

export interface PlannedStoreFault {
  readonly method: FragileMethod;
  /** Whether it does its work first, and only the answer is lost. */
  readonly afterwards: boolean;
  readonly times: number;
}

export type PlannedKind = 'read' | 'update' | 'dry-run' | 'reconcile';

export interface PlannedOperation {
  readonly number: number;
  readonly client: number;
  readonly kind: PlannedKind;
  readonly account: number;
  readonly input: PlannedInput | null;
  readonly pauseMs: number;
  readonly fault: PlannedFault | null;
  readonly storeFault: PlannedStoreFault | null;
  /** The store closes for good before this operation; the process with it dies some operations later. */
  readonly closesStore: boolean;
}

/** How a process ends: at which of the moments that it passes, and whether a minute goes by before the next one. */
export interface PlannedDeath {
  readonly moment: number;
  readonly aMinutePasses: boolean;
}

export interface HistoryPlan {
  readonly seed: number;
  readonly accounts: readonly PlannedAccount[];
  readonly clients: number;
  readonly operations: readonly PlannedOperation[];
  readonly deaths: readonly PlannedDeath[];
}

const CLIENTS = 4;
const PLACES = 3;

/** What a plan has more of than others. */
export interface PlanFocus {
  /** The name of a fault. */
  readonly fault: string;
  readonly kind: PlannedKind;
}

/** Makes the plan of a history; the same seed and focus make the same plan. */
export function planHistory(seed: number, operations: number, focus: PlanFocus | null = null): HistoryPlan {
  const random = new Random(seed);
  const accounts = planAccounts(random);
  const inputs: PlannedInput[] = [];
  return {
    seed,
    accounts,
    clients: CLIENTS,
    operations: Array.from({ length: operations }, (_, number) =>
      planOperation(random, { number, accounts, inputs, focus, closesStore: random.chance(0.1 / operations) }),
    ),
    deaths: Array.from({ length: random.integer(4) }, () => ({
      moment: 20 + random.integer(6 * operations),
      aMinutePasses: random.chance(0.5),
    })),
  };
}

/** Two accounts of one provider, so that they meet often, and one of another. */
function planAccounts(random: Random): readonly PlannedAccount[] {
  const first = random.pick(modelIds);
  const second = random.pick(modelIds.filter((id) => id !== first));
  const place = random.integer(PLACES);
  return [
    { provider: first, place },
    { provider: first, place: (place + 1) % PLACES },
    { provider: second, place: random.integer(PLACES) },
  ];
}

interface Surroundings {
  readonly number: number;
  readonly accounts: readonly PlannedAccount[];
  readonly inputs: PlannedInput[];
  readonly focus: PlanFocus | null;
  readonly closesStore: boolean;
}

type Choice = PlannedKind | 'replay' | 'reuse';

function planOperation(random: Random, surroundings: Surroundings): PlannedOperation {
  const { number, accounts, inputs, focus, closesStore } = surroundings;
  const account = random.weighted([
    [3, 0],
    [1, 1],
    [2, 2],
  ]);
  const kind = random.weighted<Choice>([
    [20, 'read'],
    [46, 'update'],
    [8, 'dry-run'],
    [12, 'replay'],
    [5, 'reuse'],
    [5, 'reconcile'],
    ...(focus ? [[25, focus.kind] as const] : []),
  ]);
  const input = planInput(random, { kind, number, account, inputs, provider: providerOf(accounts, account) });
  const meets = input?.account ?? account;
  return {
    number,
    client: random.integer(CLIENTS),
    kind: kind === 'replay' || kind === 'reuse' ? 'update' : kind,
    account: meets,
    input,
    pauseMs: random.chance(0.2) ? random.integer(8) : 0,
    fault: random.chance(0.25)
      ? planFault(random, { provider: providerOf(accounts, meets), wanted: focus?.fault ?? null })
      : null,
    storeFault: random.chance(0.08) ? planStoreFault(random) : null,
    closesStore,
  };
}

function providerOf(accounts: readonly PlannedAccount[], account: number): ModelId {
  return accounts[account]?.provider ?? 'kibo';
}

function planInput(
  random: Random,
  at: {
    readonly kind: Choice;
    readonly number: number;
    readonly account: number;
    readonly provider: ModelId;
    readonly inputs: PlannedInput[];
  },
): PlannedInput | null {
  if (at.kind === 'read' || at.kind === 'reconcile') return null;
  const keyed = at.inputs.filter(({ key }) => key !== null).slice(-6);
  const earlier = (at.kind === 'replay' || at.kind === 'reuse') && keyed.length > 0 ? random.pick(keyed) : null;
  if (at.kind === 'replay' && earlier) return earlier;
  const isUnified = earlier?.isUnified ?? random.chance(0.25);
  const key = random.chance(0.5) && at.kind === 'update' ? `key-${at.number}` : null;
  const input: PlannedInput = {
    number: at.inputs.length,
    account: at.account,
    patch: planPatch(random, { fields: fieldsFor(at.provider, isUnified), number: at.number }),
    ifVersion: random.chance(0.2) ? random.pick(['latest', 'latest', 'oldest'] as const) : null,
    isUnified,
    key: earlier?.key ?? key,
  };
  // The input of a reused key is not one to be replayed, and that of a dry run has no key.
  if (earlier === null) at.inputs.push(input);
  return input;
}

function fieldsFor(provider: ModelId, isUnified: boolean): readonly ModelField[] {
  return models[provider].fields.filter((field) => field.isUnified || !isUnified);
}

function planPatch(
  random: Random,
  { fields, number }: { readonly fields: readonly ModelField[]; readonly number: number },
): Patch {
  const patch: Record<string, JsonValue> = {};
  const count = random.weighted([
    [5, 1],
    [3, 2],
    [1, 3],
  ]);
  for (let at = 0; at < count; at += 1) {
    const field = random.pick(fields);
    patch[field.name] = field.isText && random.chance(0.4) ? `text ${number}` : random.pick(field.values);
  }
  return patch;
}

function planStoreFault(random: Random): PlannedStoreFault {
  const method = random.pick(fragileMethods);
  return {
    method,
    afterwards: random.chance(0.5),
    times: random.weighted([
      [3, 1],
      [1, 3],
    ]),
  };
}
