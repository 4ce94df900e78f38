import { expect } from '@jest/globals';
import type { Emulator, Fields } from '../../src/emulators/shared/emulator.ts';
import { toJsonText } from '../../src/emulators/shared/json-text.ts';
import type { Cell, Contract, Expectation, ToldError } from './contract.ts';
import { omit } from './omit.ts';
import { arrange, readAccount, sendUpdate, type Loose, type Run, type UpdateAnswer } from './run.ts';

/** Carries out a cell and compares everything that can be seen of it with what the contract says. */
export async function checkUpdate(run: Run, cell: Cell & { readonly unified?: boolean }): Promise<void> {
  const { accord, emulator, contract } = run;
  const key = await arrange(run, cell);
  const before = holdings(emulator, key);
  const answer = await sendUpdate(run, key, cell);

  const seen = {
    ...told(answer),
    writes: emulator.requests
      .filter(({ kind }) => kind === 'write')
      .map(({ method, path, body }) => ({ method, path, body })),
    calls: callsOf(emulator),
    elsewhere: Object.values(accord.emulators).filter((each) => each !== emulator && each.requests.length > 0).length,
  };
  expect(seen).toEqual(expected(contract, cell.expect, { key, before: before.account }));

  const after = holdings(emulator, key);
  expect(after.others).toEqual(before.others);
  const { stored } = cell.expect;
  expect(withoutStamps(after.account, contract)).toEqual(withoutStamps({ ...before.account, ...stored }, contract));
  if ('payload' in answer && answer.payload.account) await expectLikeRead(run, key, answer.payload.account);
}

/** The kinds of the calls that reached an emulator, tokens aside. */
export function callsOf(emulator: Emulator): readonly string[] {
  return emulator.requests.map(({ kind }) => kind).filter((kind) => kind !== 'token');
}

/** An error as the contract words it; `says` is checked as a part of the message. */
export function expectedError({ code, field = null, retryAfterSeconds = null, says }: ToldError): Loose {
  const message: unknown = says === undefined ? expect.any(String) : expect.stringContaining(says);
  return { code, field, retryAfterSeconds, message };
}

function told(answer: UpdateAnswer): Loose {
  if ('refusal' in answer) return { outcome: 'GRAPHQL', userErrors: [answer.refusal], warnings: [], changes: [] };
  const { outcome, userErrors, warnings, changes } = answer.payload;
  return { outcome, userErrors, warnings, changes };
}

function expected(
  contract: Contract,
  expectation: Expectation,
  { key, before }: { readonly key: string; readonly before: Fields },
): Loose {
  const { outcome, body, calls, warnings, changes } = expectation;
  const text = typeof body === 'function' ? body(before) : body;
  // GraphQL's own words name the place: Variable "$input" got invalid value 42 at "input.patch.firstName"; …
  const place: unknown = expect.stringMatching(/"input\.patch\.[\w.[\]]+"/);
  const userErrors = expectation.errors.map((error) =>
    outcome === 'GRAPHQL' ? { code: error.code, message: place } : expectedError(error),
  );
  return {
    outcome,
    userErrors,
    warnings: warnings.map(([code, field]) => ({ code, field })),
    changes: changes.map(([field, from, to, effect]) => ({ field, from, to, effect: effect ?? effectOf(expectation) })),
    writes: text === null ? [] : [{ method: contract.write.method, path: contract.write.path(key), body: text }],
    calls: calls ?? callsFor(contract, expectation),
    elsewhere: 0,
  };
}

// A refused change stays as planned.
function effectOf({ outcome }: Expectation): string {
  return outcome === 'REJECTED' ? 'PLANNED' : 'APPLIED';
}

function callsFor({ calls }: Contract, { outcome, body }: Expectation): readonly string[] {
  if (body === null) return calls.unchanged;
  return outcome === 'REJECTED' ? calls.refused : calls.accepted;
}

interface Holdings {
  /** The account, a deep copy. */
  readonly account: Fields;
  /** All accounts but that one, as JSON text. */
  readonly others: readonly string[];
}

function holdings(emulator: Emulator, key: string): Holdings {
  const account = emulator.account(key);
  if (account === undefined) throw new TypeError(`The ${emulator.provider} emulator has no account "${key}".`);
  const own = toJsonText(account);
  return {
    account,
    others: emulator
      .accounts()
      .map(toJsonText)
      .filter((text) => text !== own),
  };
}

/** Each field of an account as JSON text, without those parts that the provider sets by itself. */
function withoutStamps(account: Fields, { stamps = [] }: Contract): Loose {
  const copy = structuredClone(account);
  for (const stamp of stamps) {
    const names = stamp.split('.');
    const last = names.pop() ?? '';
    const parent = names.reduce<unknown>((value, name) => (value as Fields)[name], copy);
    Reflect.deleteProperty(parent as Fields, last);
  }
  return Object.fromEntries(Object.entries(copy).map(([name, value]) => [name, toJsonText(value)]));
}

/** What an update answers for the account must be what a read finds afterwards. */
async function expectLikeRead(run: Run, key: string, account: Loose): Promise<void> {
  const { data } = await readAccount(run, key);
  expect(lasting(account)).toEqual(lasting(data?.account as Loose));
}

function lasting(account: Loose): Loose {
  return omit(account, 'observedAt', 'freshness');
}
