import type { Caller } from '../domain/caller.ts';
import type { OperationRecord } from '../domain/operation.ts';
import type { Place } from '../domain/scope.ts';
import type { FieldChange } from '../domain/update.ts';
import { mayRead } from './access-policy.ts';
import type { UpdateResult } from './update-result.ts';

/** What stands where a value is that the caller may not see. Null would say that there is none. */
const HIDDEN = '[hidden]';

/**
 * What a caller is told of an update of its own. Who may change an account but not see it is told neither the account
 * nor what its fields were before, and of a plan, whose body can hold the whole account, only where it goes. Pure.
 */
export function shownResult(caller: Caller, place: Place, result: UpdateResult): UpdateResult {
  if (mayRead(caller, place)) return result;
  return {
    ...result,
    account: null,
    changes: result.changes.map(withoutFrom),
    plan: result.plan.map((request) => ({ ...request, body: HIDDEN })),
    operation: result.operation && shownOperation(caller, place, result.operation),
  };
}

/**
 * What a caller is told of an operation that it may see. The account's values are hidden from who may not see the
 * account; those that the caller set are its own. A reason can quote them, in the provider's words. Pure.
 */
export function shownOperation(caller: Caller, place: Place, operation: OperationRecord): OperationRecord {
  if (mayRead(caller, place)) return operation;
  const isOwn = operation.actor === caller.subject;
  return {
    ...operation,
    changes: operation.changes.map((change) => (isOwn ? withoutFrom(change) : { ...change, from: HIDDEN, to: HIDDEN })),
    reason: isOwn || operation.reason === null ? operation.reason : HIDDEN,
  };
}

function withoutFrom(change: FieldChange): FieldChange {
  return { ...change, from: HIDDEN };
}
