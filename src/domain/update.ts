import type { ErrorCode } from './errors.ts';
import type { JsonValue } from './json-value.ts';

/**
 * The words of an update.
 *
 * A *patch* names what shall change; a *plan* is what that means for one account at one provider; a *change* is one
 * field of it, from one value to another, and in the end its effect.
 */

/**
 * The fields a caller named, by name, nested ones with a dot ("address.city"). A key that is not there is left as it
 * is, null clears, anything else sets. `undefined` is never a value.
 */
export type Patch = Readonly<Record<string, JsonValue>>;

export const UpdateOutcome = {
  APPLIED: 'APPLIED',
  PARTIALLY_APPLIED: 'PARTIALLY_APPLIED',
  NO_CHANGE: 'NO_CHANGE',
  PLANNED: 'PLANNED',
  PENDING: 'PENDING',
  REJECTED: 'REJECTED',
  CONFLICT: 'CONFLICT',
  UNKNOWN: 'UNKNOWN',
} as const;
export type UpdateOutcome = keyof typeof UpdateOutcome;

export const ChangeEffect = {
  PLANNED: 'PLANNED',
  APPLIED: 'APPLIED',
  DROPPED_BY_PROVIDER: 'DROPPED_BY_PROVIDER',
  UNVERIFIED: 'UNVERIFIED',
} as const;
export type ChangeEffect = keyof typeof ChangeEffect;

export interface FieldChange {
  /** The field's name in the graph, as in the source's capabilities. */
  readonly field: string;
  /** Null where it was empty or cannot be known. A secret shows as "[secret]". */
  readonly from: JsonValue;
  readonly to: JsonValue;
  readonly effect: ChangeEffect;
}

export const WarningCode = {
  LOSSY: 'LOSSY',
  SIDE_EFFECT: 'SIDE_EFFECT',
  ASSUMED_SEMANTICS: 'ASSUMED_SEMANTICS',
  STALE_BASE: 'STALE_BASE',
} as const;
export type WarningCode = keyof typeof WarningCode;

export interface UpdateWarning {
  readonly code: WarningCode;
  readonly field: string | null;
  readonly message: string;
}

/** Something about a patch that keeps it from being sent. `field` is a patch field's name, null for the whole. */
export interface PatchProblem {
  readonly code: ErrorCode;
  readonly field: string | null;
  readonly message: string;
}

/** One write call, exactly as it will leave. */
export interface WriteRequest {
  readonly method: 'PATCH' | 'PUT';
  /** With the encoded id, below the source's base URL. */
  readonly path: string;
  /** The exact text of the JSON body. It may hold a secret (a password), so it is neither shown nor stored. */
  readonly body: string;
  /** The body with every secret replaced by "[secret]": else the same text, once it is written as JSON. */
  readonly shownBody: JsonValue;
}

export interface UpdatePlan {
  readonly changes: readonly FieldChange[];
  readonly warnings: readonly UpdateWarning[];
  /** Not empty: nothing may be sent. */
  readonly problems: readonly PatchProblem[];
  /** Null where there is nothing to send: no changes, or problems. */
  readonly request: WriteRequest | null;
}
