import type { RecordedRequest } from '../../src/emulators/shared/emulator.ts';
import type { Client } from '../support/client.ts';
import type { MarkedUpdate } from './marked-updates.ts';

/** An operation as the graph tells it. */
export interface ToldOperation {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly idempotencyKey: string | null;
  readonly changes: readonly { readonly to: unknown }[];
  readonly attempts: readonly { readonly finishedAt: string | null }[];
}

const OPERATIONS = `query ($first: Int!, $after: String, $filter: OperationFilter) {
  operations(first: $first, after: $after, filter: $filter) {
    nodes { id state reason idempotencyKey changes { to } attempts { finishedAt } }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Page {
  readonly nodes: readonly ToldOperation[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** The newest operations, or with `states` those in one of them. */
export async function newestOperations(client: Client, first: number): Promise<readonly ToldOperation[]> {
  return (await page(client, { first, after: null, filter: null })).nodes;
}

/** The whole record. */
export async function allOperations(client: Client): Promise<readonly ToldOperation[]> {
  const all: ToldOperation[] = [];
  for (let after: string | null = null; ;) {
    const { nodes, pageInfo }: Page = await page(client, { first: 200, after, filter: null });
    all.push(...nodes);
    if (!pageInfo.hasNextPage) return all;
    after = pageInfo.endCursor;
  }
}

/** Waits until nothing is in flight any more. @throws Error where it takes longer than the limit. */
export async function nothingInFlight(client: Client, limitMs = 20_000): Promise<void> {
  const giveUpAt = Date.now() + limitMs;
  for (;;) {
    const { nodes } = await page(client, { first: 5, after: null, filter: { states: ['IN_FLIGHT', 'PENDING'] } });
    if (nodes.length === 0) return;
    if (Date.now() > giveUpAt) throw new Error(`Still in flight after ${String(limitMs)} ms: ${JSON.stringify(nodes)}`);
  }
}

async function page(client: Client, variables: Readonly<Record<string, unknown>>): Promise<Page> {
  const { data, errors } = await client.query(OPERATIONS, variables);
  if (!data) throw new Error(`The record cannot be read: ${JSON.stringify(errors)}`);
  return data.operations as Page;
}

/** What is known of one update from all sides. */
export interface Evidence {
  readonly operations: readonly ToldOperation[];
  /** The write calls that reached its provider. */
  readonly writes: readonly RecordedRequest[];
}

const OPEN_ANSWERS = ['PENDING', 'UNKNOWN'];

/** Everything that the promise of writes does not allow; empty where it was kept. Nothing may be under way. */
export function brokenPromises(update: MarkedUpdate, evidence: Evidence): readonly string[] {
  const { writes, recorded, operation } = findIn(evidence, update);
  const problems = update.errors.map((code) => `${code} was answered`);
  if (recorded.length > 1) problems.push(`it is recorded ${String(recorded.length)} times`);
  const applied = writes.filter((write) => write.applied).length;
  if (writes.length > 1) problems.push(`it was written ${String(writes.length)} times`);
  if (writes.length > 0 && !operation) problems.push('it was written and not recorded');
  if (operation?.state === 'IN_FLIGHT' || operation?.state === 'PENDING') problems.push('its operation is in flight');
  if (operation?.state === 'UNKNOWN' && !operation.reason) problems.push('it is UNKNOWN without a reason');
  if (operation?.state === 'APPLIED' && applied === 0) problems.push('it is recorded as APPLIED and was not');
  if (operation?.state === 'REJECTED' && applied > 0) problems.push('it is recorded as REJECTED and was applied');
  for (const { outcome, operation: told } of update.answers) {
    if (told === null) {
      if (outcome !== 'PENDING' && outcome !== 'REJECTED')
        problems.push(`${outcome} was answered without an operation`);
      if (outcome === 'REJECTED' && writes.length > 0) problems.push('it was refused, and written');
      continue;
    }
    if (told.id !== operation?.id) problems.push(`the operation ${told.id} was told and is not in the record`);
    else if (!OPEN_ANSWERS.includes(outcome) && operation.state !== outcome) {
      problems.push(`${outcome} was answered, and ${operation.state} is recorded`);
    }
  }
  return problems.map((problem) => `${update.marker} of ${update.accountId}: ${problem}`);
}

/** The write calls and the operation of one update; several operations where the promise was broken. */
export function findIn({ operations, writes }: Evidence, { marker, key }: MarkedUpdate) {
  const value = JSON.stringify(marker);
  const recorded = operations.filter(
    ({ idempotencyKey, changes }) =>
      (key !== null && idempotencyKey === key) || changes.some(({ to }) => to === marker),
  );
  return {
    writes: writes.filter(({ kind, body }) => kind === 'write' && body.includes(value)),
    recorded,
    operation: recorded[0],
  };
}
