import { AccountError, ErrorCode } from '../domain/errors.ts';

/**
 * The one error for a store that fails. Its message says nothing of the statement, its values or the address; what the
 * driver said is the `cause`, for the log.
 */
export function storeUnavailable(cause?: unknown, message = 'The store of operations is not available.'): AccountError {
  const error = new AccountError(ErrorCode.STORE_UNAVAILABLE, message);
  if (cause !== undefined) error.cause = cause;
  return error;
}

/** Whether an error of the store is the violation of one named constraint or unique index. */
export function isViolationOf(error: unknown, constraint: string): boolean {
  if (!(error instanceof AccountError) || typeof error.cause !== 'object' || error.cause === null) return false;
  return 'constraint' in error.cause && error.cause.constraint === constraint;
}

/** For what another update of the same account, or with the same key, stands in the way of. */
export function inProgress(message: string): AccountError {
  return new AccountError(ErrorCode.OPERATION_IN_PROGRESS, message);
}

/** For whatever is asked of a store that was closed. */
export function storeClosed(): AccountError {
  return storeUnavailable(undefined, 'The store is closed.');
}
