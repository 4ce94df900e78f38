import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { Reading } from '../domain/datasource.ts';
import { droppedErrors, failureError, outcomeOf, problemError, rejected, type Ending } from './update-result.ts';
import type { Work } from './update-work.ts';

/** Every way in which an update ends, without its record. All pure. */

/** Something speaks against the patch. */
export function refusedEnding(work: Work): Ending {
  const problems = work.plan.problems.map((problem) => problemError(problem, work.path));
  return rejected(problems, { reading: work.request.current, warnings: work.plan.warnings });
}

/** The account is so already. */
export function unchangedEnding(work: Work): Ending {
  const { warnings } = work.plan;
  return { outcome: 'NO_CHANGE', reading: work.request.current, changes: [], warnings, userErrors: [] };
}

/** The account is not at the version that the caller knows. */
export function conflictEnding(work: Work): Ending {
  const message = 'The account has changed since that version was read. Look at it as it is now, and decide anew.';
  const error = { code: ErrorCode.CONFLICT, field: ['ifVersion'], message, retryAfterSeconds: null };
  const { warnings } = work.plan;
  return { outcome: 'CONFLICT', reading: work.request.current, changes: [], warnings, userErrors: [error] };
}

/** The provider accepted the write and showed the account afterwards. */
export function verifiedEnding(work: Work, reading: Reading): Ending {
  const { plan, path, location } = work;
  const changes = location.source.datasource.verifyChanges(plan.changes, reading);
  const { warnings } = plan;
  return { outcome: outcomeOf(changes), reading, changes, warnings, userErrors: droppedErrors(changes, path) };
}

/** The provider accepted the write, and could not be asked what it made of it. */
export function unverifiedEnding(work: Work): Ending {
  const message = 'The provider accepted the update, and reading the account afterwards failed.';
  return failedEnding(work, new AccountError(ErrorCode.UPSTREAM_UNAVAILABLE, message, { dispatched: true }));
}

/** The write was refused, or never left, or nobody knows. */
export function failedEnding(work: Work, error: AccountError): Ending {
  const { warnings, changes } = work.plan;
  const userErrors = [failureError(error, work.path)];
  if (isRefusal(error)) return rejected(userErrors, { reading: work.request.current, changes, warnings });
  const unverified = changes.map((change) => ({ ...change, effect: 'UNVERIFIED' as const }));
  return { outcome: 'UNKNOWN', reading: null, changes: unverified, warnings, userErrors };
}

/**
 * Whether a failed write certainly changed nothing: it never left, or the provider refused it outright with a status
 * below 500. A timeout, a reset, a 5xx or an answer that makes no sense say nothing about it.
 */
function isRefusal(error: AccountError): boolean {
  const { dispatched, status } = error.details;
  return dispatched === false || (status !== undefined && status >= 400 && status < 500 && status !== 408);
}
