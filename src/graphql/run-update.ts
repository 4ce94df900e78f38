import type { UpdateResult } from '../accounts/update-result.ts';
import type { JsonValue } from '../domain/json-value.ts';
import type { Patch } from '../domain/update.ts';
import type { GraphqlContext } from './context.ts';

/** The value of the graph's `UpdateAccountPayload`. */
export type UpdatePayload = UpdateResult;

/** What every update mutation is given. */
export interface UpdateInput {
  readonly id: string;
  readonly patch: object;
  readonly ifVersion?: string | null;
  readonly idempotencyKey?: string | null;
  readonly dryRun?: boolean | null;
}

/** Which mutation runs. */
export interface UpdateMutation {
  /** Its name in the graph. */
  readonly mutation: string;
  /** The graph's name of the provider whose words the patch is in; null for unified fields. */
  readonly provider: string | null;
}

/**
 * Runs an update mutation: the GraphQL input becomes a command of the update service.
 * @throws AccountError STORE_UNAVAILABLE: nothing was sent.
 */
export async function updateAccount(
  context: GraphqlContext,
  input: UpdateInput,
  { mutation, provider }: UpdateMutation,
): Promise<UpdatePayload> {
  const result = await context.updates.update({
    id: input.id,
    patch: toPatch(input.patch),
    provider,
    mutation,
    caller: context.caller,
    ifVersion: input.ifVersion ?? null,
    idempotencyKey: input.idempotencyKey ?? context.idempotencyKey,
    dryRun: input.dryRun ?? false,
    call: context.writeOptions,
  });
  // A query of the same request that runs after this mutation must not see what was loaded before it.
  if (result.account) context.accountLoader.clear(result.account.id);
  return result;
}

// The one patch field with parts; null for it means null for each of them.
const ADDRESS_PARTS = ['line1', 'line2', 'city', 'region', 'postalCode', 'country'];

/** From a GraphQL patch to the domain's: only what the caller named, the address part by part. */
export function toPatch(input: object): Patch {
  const patch: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(input) as [string, JsonValue | undefined][]) {
    if (value === undefined) continue;
    if (name !== 'address') {
      patch[name] = value;
      continue;
    }
    for (const part of ADDRESS_PARTS) {
      const partValue = value === null ? null : (value as Partial<Record<string, JsonValue>>)[part];
      if (partValue !== undefined) patch[`address.${part}`] = partValue;
    }
  }
  return patch;
}
