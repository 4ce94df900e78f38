import type { AccountError } from '../domain/errors.ts';
import { ErrorCode } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import { readForbidden } from './access-policy.ts';

/** A source that could not answer, or not in full. */
export interface SourceProblem {
  readonly source: Source;
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAt: Date | null;
}

/** What a source's failure is to those who asked several. */
export function toProblem(source: Source, error: AccountError, nowMs: number): SourceProblem {
  const { retryAfterSeconds } = error.details;
  const retryAt = retryAfterSeconds === undefined ? null : new Date(nowMs + retryAfterSeconds * 1000);
  return { source, code: error.code, message: error.message, retryAt };
}

/** That the caller may not see a source's accounts. */
export function notVisible(source: Source): SourceProblem {
  const { code, message } = readForbidden(source);
  return { source, code, message, retryAt: null };
}

/** That a source has no list: what is known of its accounts are their last answers. */
export function notListable(source: Source): SourceProblem {
  const message = `${source.label} offers no way to list accounts: only those updated through Accord are here.`;
  return { source, code: ErrorCode.READ_NOT_SUPPORTED, message, retryAt: null };
}
