import type * as fc from 'fast-check';
import type { Emulator, Fields } from '../../src/emulators/shared/emulator.ts';
import { toJsonText } from '../../src/emulators/shared/json-text.ts';
import type { RunningAccord } from '../support/running-accord.ts';
import type { PatchInput, ProviderId } from './contract.ts';

/** One random update, and the account that it meets. */
export interface RandomUpdate {
  /** What the account is like, in the provider's names, over a seeded one. `undefined` takes a field away. */
  readonly given: Fields;
  readonly patch: PatchInput;
  /** What the provider must hold for each field that the patch names, in the provider's names. */
  readonly stored: Fields;
  /** Whether Accord has an answer of the provider about the account. Counts where the provider cannot be read. */
  readonly isKnown?: boolean;
}

/** What a provider changes by itself with an update. */
export interface Volatile {
  /** `field.member`. */
  readonly path: readonly [field: string, member: string];
  readonly because: string;
  /** Only where the patch names this field; else with every update. */
  readonly with?: string;
}

/** The random updates of one provider. */
export interface RandomUpdates {
  readonly provider: ProviderId;
  readonly mutation: string;
  readonly input: string;
  /** The n-th account's key, and the fields that make it that account. */
  readonly account: (n: number) => { readonly key: string; readonly fields: Fields };
  /** Updates for one place of a batch: what must be unique at the provider differs from place to place. */
  readonly updates: (place: number) => fc.Arbitrary<RandomUpdate>;
  readonly volatile: readonly Volatile[];
  /** Whether "" and null are both nothing there, so that the one is not sent over the other. */
  readonly emptyIsNull: boolean;
  /** Where the provider cannot be read: an update that changes nothing, and whose answer makes the account known. */
  readonly introduction?: (account: Fields) => PatchInput;
}

/** What a batch of updates came to. */
export interface BatchResult {
  /** Everything that is not as it should be; empty where the promise was kept. */
  readonly problems: readonly string[];
  /** How many updates changed something. */
  readonly applied: number;
}

/** Accounts are numbered across batches: none meets what Accord remembers of another. */
export interface Bench {
  readonly accord: RunningAccord;
  readonly model: RandomUpdates;
  accounts: number;
}

/** Carries out updates of different accounts at once, and compares everything that the provider holds. */
export async function runBatch(bench: Bench, updates: readonly RandomUpdate[]): Promise<BatchResult> {
  const { accord, model } = bench;
  const emulator = accord.emulators[model.provider];
  const keys = arrange(bench, emulator, updates);
  await introduce(bench, emulator, { keys, updates });
  const before = emulator.accounts();
  const own = keys.map((key) => emulator.account(key) ?? {});

  const outcomes = await Promise.all(updates.map(({ patch }, place) => send(bench, { key: keys[place] ?? '', patch })));
  const results = outcomes.map((outcome) => outcome.outcome);
  const problems = outcomes.flatMap(({ outcome, told }, place) =>
    outcome === 'APPLIED' || outcome === 'NO_CHANGE' ? [] : [`${String(place)}: ${outcome} ${told}`],
  );
  const others = before.length - updates.length;
  return {
    applied: results.filter((outcome) => outcome === 'APPLIED').length,
    problems: [
      ...problems,
      ...differences(before.slice(0, others), emulator.accounts().slice(0, -updates.length)),
      ...updates.flatMap((update, place) => {
        const after = emulator.account(keys[place] ?? '') ?? {};
        return compare(model, update, { before: own[place] ?? {}, after }).map(
          (problem) => `${String(place)}: ${problem}`,
        );
      }),
    ],
  };
}

/** Puts an account behind the seeded ones for each update; answers their keys. */
function arrange(bench: Bench, emulator: Emulator, updates: readonly RandomUpdate[]): readonly string[] {
  emulator.reset();
  const template = emulator.accounts()[0] ?? {};
  return updates.map(({ given }) => {
    bench.accounts += 1;
    const { key, fields } = bench.model.account(bench.accounts);
    emulator.put(key, { ...template, ...given, ...fields });
    return key;
  });
}

async function introduce(
  bench: Bench,
  emulator: Emulator,
  { keys, updates }: { readonly keys: readonly string[]; readonly updates: readonly RandomUpdate[] },
): Promise<void> {
  const { introduction } = bench.model;
  if (!introduction) return;
  const known = keys.filter((_key, place) => updates[place]?.isKnown === true);
  await Promise.all(known.map((key) => send(bench, { key, patch: introduction({ ...emulator.account(key) }) })));
}

async function send(
  { accord, model }: Bench,
  { key, patch }: { readonly key: string; readonly patch: PatchInput },
): Promise<{ readonly outcome: string; readonly told: string }> {
  const { provider, mutation, input } = model;
  const { data, errors } = await accord.query(
    `mutation ($input: ${input}!) {
      ${mutation}(input: $input) { outcome userErrors { code field message } changes { field effect } }
    }`,
    { input: { id: `${provider}:${key}`, patch } },
  );
  const payload = data?.[mutation] as { readonly outcome: string } | undefined;
  return { outcome: payload?.outcome ?? 'GRAPHQL', told: JSON.stringify(payload ?? errors) };
}

/** All other accounts, whole and in order. */
function differences(before: readonly Fields[], after: readonly Fields[]): readonly string[] {
  const texts = after.map(toJsonText);
  const changed = before.map(toJsonText).filter((text, index) => text !== texts[index]);
  return [
    ...(before.length === after.length ? [] : ['There are more or fewer accounts than before.']),
    ...changed.map((text) => `An account that no update was about has changed: ${text}`),
  ];
}

/** Each field of an account, by its JSON text. */
function compare(
  model: RandomUpdates,
  { patch, stored }: RandomUpdate,
  { before, after }: { readonly before: Fields; readonly after: Fields },
): readonly string[] {
  const isVolatile = ({ with: field }: Volatile) => field === undefined || Object.hasOwn(patch, field);
  const volatile = model.volatile.filter(isVolatile);
  const problems: string[] = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(stored)])) {
    const [was, is] = [before, after].map((account) => textOf(account[name], membersOf(volatile, name)));
    if (!Object.hasOwn(stored, name)) {
      if (is !== was) problems.push(`${name} was not named, was ${String(was)} and is ${String(is)}`);
    } else if (is !== textOf(stored[name], []) && !(is === was && isSameNothing(model, before[name], stored[name]))) {
      problems.push(`${name} was ${String(was)}, should be ${textOf(stored[name], [])} and is ${String(is)}`);
    }
  }
  return problems;
}

function membersOf(volatile: readonly Volatile[], name: string): readonly string[] {
  return volatile.filter(({ path }) => path[0] === name).map(({ path }) => path[1]);
}

function textOf(value: unknown, without: readonly string[]): string {
  if (value === undefined) return 'absent';
  if (without.length === 0) return toJsonText(value);
  return toJsonText(Object.fromEntries(Object.entries(value as Fields).filter(([name]) => !without.includes(name))));
}

/** Emptying what is empty is no change, so that it may stay empty in its own way. */
function isSameNothing({ emptyIsNull }: RandomUpdates, was: unknown, wanted: unknown): boolean {
  return [was, wanted].every(
    (value) =>
      value === undefined ||
      value === null ||
      (Array.isArray(value) && value.length === 0) ||
      (emptyIsNull && value === ''),
  );
}
