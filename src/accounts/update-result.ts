import type { Account } from '../domain/account.ts';
import { ErrorCode, type AccountError } from '../domain/errors.ts';
import type { FieldChange, PatchProblem, UpdateOutcome, UpdateWarning } from '../domain/update.ts';

/** Why an update, or a part of it, was not done; `field` is the path of the input field at fault. */
export interface UserError {
  readonly code: ErrorCode;
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly retryAfterSeconds: number | null;
}

/** How an update ended: the value of the graph's `UpdateAccountPayload`. */
export interface UpdateResult {
  readonly outcome: UpdateOutcome;
  readonly account: Account | null;
  readonly changes: readonly FieldChange[];
  readonly warnings: readonly UpdateWarning[];
  readonly userErrors: readonly UserError[];
}

/** Nothing was sent, or what was sent was refused. */
export function rejected(userErrors: readonly UserError[], rest: Partial<UpdateResult> = {}): UpdateResult {
  return { outcome: 'REJECTED', account: null, changes: [], warnings: [], ...rest, userErrors };
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

/** The path of a patch field: `address.city` becomes `["patch", "address", "city"]`, in the caller's own names. */
export function patchPath(names: Readonly<Record<string, string>>): FieldPath {
  return (field) => ['patch', ...(names[field] ?? field).split('.')];
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
