import type { EmulatorId } from '../../src/emulators/shared/emulator.ts';
import { cppUpdates } from '../contract/cpp.updates.ts';
import { huaweiCloudUpdates } from '../contract/huawei-cloud.updates.ts';
import { kameleoonUpdates } from '../contract/kameleoon.updates.ts';
import { kiboUpdates } from '../contract/kibo.updates.ts';
import { wacmUpdates } from '../contract/wacm.updates.ts';
import type { DemoProviders } from '../../src/cli/demo-providers.ts';
import type { Client } from '../support/client.ts';

/** What an answer says of an update. */
export interface Told {
  readonly outcome: string;
  readonly replayed: boolean;
  readonly operation: { readonly id: string; readonly state: string } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

/**
 * An update that sets one field to a text that nothing else is ever set to, so that its writes can be told from all
 * others; and every answer that a caller got to it.
 */
export interface MarkedUpdate {
  readonly provider: EmulatorId;
  readonly accountId: string;
  readonly marker: string;
  readonly key: string | null;
  readonly answers: Told[];
  /** The codes of GraphQL errors, where there was no payload. */
  readonly errors: string[];
}

const MODELS = {
  kameleoon: { ...kameleoonUpdates, field: 'firstName', wire: 'firstName' },
  kibo: { ...kiboUpdates, field: 'firstName', wire: 'firstName' },
  wacm: { ...wacmUpdates, field: 'firstName', wire: 'firstName' },
  'huawei-cloud': { ...huaweiCloudUpdates, field: 'description', wire: 'description' },
  cpp: { ...cppUpdates, field: 'firstName', wire: 'Name' },
} as const;

export const PROVIDERS = Object.keys(MODELS) as readonly EmulatorId[];
/** Those whose accounts can be read. */
export const READABLE = PROVIDERS.filter((provider) => provider !== 'wacm');

/** Makes the n-th account of a provider, from 1, and answers its key. */
export function makeAccount({ emulators }: DemoProviders, provider: EmulatorId, n: number): string {
  const emulator = emulators[provider];
  const { key, fields } = MODELS[provider].account(n);
  emulator.put(key, { ...emulator.accounts()[0], ...(provider === 'wacm' && { email: emailOf(key) }), ...fields });
  return key;
}

/** Gives the account the update's value behind the API's back, so that the update changes nothing. */
export function carryOutBehind({ emulators }: DemoProviders, update: MarkedUpdate): void {
  emulators[update.provider].put(keyOf(update), { [MODELS[update.provider].wire]: update.marker });
}

/** An update of an account, not yet asked for. */
export function markUpdate(
  provider: EmulatorId,
  accountKey: string,
  names: { readonly marker: string; readonly key: string | null },
): MarkedUpdate {
  return { provider, accountId: `${provider}:${accountKey}`, ...names, answers: [], errors: [] };
}

/** Asks a server for an update, and keeps what it answers; nothing where the server died over it. */
export async function ask(client: Client, update: MarkedUpdate): Promise<Told | null> {
  const { mutation, input: type, field } = MODELS[update.provider];
  const patch = { [field]: update.marker, ...(update.provider === 'wacm' && { email: emailOf(keyOf(update)) }) };
  const input = { id: update.accountId, patch, ...(update.key !== null && { idempotencyKey: update.key }) };
  const query = `mutation ($input: ${type}!) {
    ${mutation}(input: $input) { outcome replayed operation { id state } userErrors { code } }
  }`;
  const answer = await client.query(query, { input }).catch(() => null);
  if (answer === null) return null;
  const told = (answer.data?.[mutation] ?? null) as Told | null;
  if (told) update.answers.push(told);
  else update.errors.push(...(answer.errors ?? []).map((error) => error.extensions?.code ?? error.message));
  return told;
}

function keyOf({ accountId, provider }: MarkedUpdate): string {
  return accountId.slice(provider.length + 1);
}

function emailOf(key: string): string {
  return `user.${key}@marked.example`;
}
