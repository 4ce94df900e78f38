import type { Account } from '../domain/account.ts';
import { ErrorCode, type AccountError } from '../domain/errors.ts';
import type { Reading } from '../domain/datasource.ts';
import type { JsonValue } from '../domain/json-value.ts';
import type { OperationRecord } from '../domain/operation.ts';
import type { FieldChange, PatchProblem, UpdateOutcome, UpdateWarning } from '../domain/update.ts';

/** Why an update, or a part of it, was not done; `field` is the path of the input field at fault. */
export interface UserError {
  readonly code: ErrorCode;
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly retryAfterSeconds: number | null;
}

/** How an update ended, as it is kept for a repetition of the same request. */
export interface Ending {
  readonly outcome: UpdateOutcome;
  /** The account afterwards; on CONFLICT and REJECTED as it is; null where that cannot be told. */
  readonly reading: Reading | null;
  readonly changes: readonly FieldChange[];
  readonly warnings: readonly UpdateWarning[];
  readonly userErrors: readonly UserError[];
}

/** What the caller is told: the value of the graph's `UpdateAccountPayload`. */
export interface UpdateResult extends Omit<Ending, 'reading'> {
  readonly account: Account | null;
  /** For a dry run: the write call exactly as it would leave. */
  readonly plan: readonly PlannedRequest[];
  /** The record; null where nothing was recorded. */
  readonly operation: OperationRecord | null;
  /** Answered from an earlier request with the same idempotency key. */
  readonly replayed: boolean;
}

/** A write call as the caller may see it. */
export interface PlannedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: JsonValue;
}

/** What the caller is told of an ending. */
export function toResult(
  ending: Ending,
  rest: Partial<Pick<UpdateResult, 'plan' | 'operation' | 'replayed'>> = {},
): UpdateResult {
  const { reading, ...told } = ending;
  return { ...told, account: reading?.account ?? null, plan: [], operation: null, replayed: false, ...rest };
}

/** Nothing was sent, or what was sent was refused. */
export function rejected(userErrors: readonly UserError[], rest: Partial<Ending> = {}): Ending {
  return { outcome: 'REJECTED', reading: null, changes: [], warnings: [], ...rest, userErrors };
}

/** How a verified write ended: by what became of its changes. What cannot be seen counts as the provider's word says. */
export function outcomeOf(changes: readonly FieldChange[]): UpdateOutcome {
  const dropped = changes.filter((change) => change.effect === 'DROPPED_BY_PROVIDER').length;
  if (dropped === 0) return 'APPLIED';
  return dropped === changes.length ? 'REJECTED' : 'PARTIALLY_APPLIED';
}

/** One error for each change that the provider accepted and then ignored. */
export function droppedErrors(changes: readonly FieldChange[], path: FieldPath): readonly UserError[] {
  return changes
    .filter((change) => change.effect === 'DROPPED_BY_PROVIDER')
    .map((change) => ({
      code: ErrorCode.UPSTREAM_REFUSED,
      field: path(change.field),
      message: `The provider accepted the request and left ${change.field} as it was.`,
      retryAfterSeconds: null,
    }));
}

/** From a field's name to its path in the caller's input. */
export type FieldPath = (field: string) => readonly string[];

const INPUT_FIELDS: readonly string[] = ['id', 'ifVersion', 'idempotencyKey'];

/**
 * The path of a field at fault: `address.city` becomes `["patch", "address", "city"]`, in the caller's own names; what is
 * beside the patch in the input stands alone.
 */
export function inputPath(names: Readonly<Record<string, string>>): FieldPath {
  return (field) => (INPUT_FIELDS.includes(field) ? [field] : ['patch', ...(names[field] ?? field).split('.')]);
}

/** What speaks against a patch, for the caller. */
export function problemError(problem: PatchProblem, path: FieldPath): UserError {
  const { code, message, field } = problem;
  return { code, field: field === null ? ['patch'] : path(field), message, retryAfterSeconds: null };
}

/** A failure on the way, for the caller. */
export function failureError(error: AccountError, path: FieldPath): UserError {
  const { field, retryAfterSeconds } = error.details;
  return {
    code: error.code,
    field: field === undefined ? null : path(field),
    message: error.message,
    retryAfterSeconds: retryAfterSeconds ?? null,
  };
}
