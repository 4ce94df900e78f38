import { toJsonValue, type WireObject, type WireValue } from '../json-value.ts';
import type { UpdatePlan, WriteRequest } from '../update.ts';
import { SHOWN_SECRET, type PlannedFields } from './plan-fields.ts';

/** How planned fields become one call. */
export interface WriteCall {
  readonly method: WriteRequest['method'];
  readonly path: string;
  /** Writes JSON with every digit of a `bigint`. */
  readonly stringify: (value: WireObject) => string;
  /** The document that the fields are put into, where the provider replaces it whole. Nothing, for a partial update. */
  readonly base?: WireObject;
}

/** Completes a plan: the fields become the exact body of one call, or none where there is nothing to send. Pure. */
export function toWriteRequest(planned: PlannedFields, call: WriteCall): UpdatePlan {
  const { warnings, problems } = planned;
  const changes = planned.fields.map((field) => field.change);
  if (problems.length > 0) return { changes: [], warnings, problems, request: null };
  if (changes.length === 0) return { changes, warnings, problems, request: null };
  const body: Record<string, WireValue> = { ...call.base };
  const shown: Record<string, WireValue> = { ...call.base };
  for (const field of planned.fields) {
    body[field.wireName] = field.value;
    shown[field.wireName] = field.secret ? SHOWN_SECRET : field.value;
  }
  const { method, path, stringify } = call;
  return {
    changes,
    warnings,
    problems,
    request: { method, path, body: stringify(body), shownBody: toJsonValue(shown) },
  };
}
