import { AccountError, ErrorCode } from '../../domain/errors.ts';

/** An error of ours: the source has not been asked, so it says nothing about the source. */
export class LocalRefusal extends AccountError {}

/** The breaker is open. */
export function sourceDown(waitMs: number): LocalRefusal {
  return refusal(ErrorCode.UPSTREAM_UNAVAILABLE, 'The source has failed too often, and is left alone for now.', waitMs);
}

/** The breaker of the credentials is open. */
export function credentialsRefused(waitMs: number): LocalRefusal {
  const message = "The provider refused the source's credentials again and again, so they are not tried for now.";
  return refusal(ErrorCode.UPSTREAM_CREDENTIALS, message, waitMs);
}

/** The source's limit leaves no room before the caller's deadline. */
export function limitReached(waitMs: number): LocalRefusal {
  return refusal(ErrorCode.RATE_LIMITED, 'The source may not be asked more often than it is already.', waitMs);
}

/** More calls wait for the source than are allowed to. */
export function lineFull(): LocalRefusal {
  return refusal(ErrorCode.RATE_LIMITED, 'Too many calls are waiting for the source already.', 1_000);
}

/** The deadline came while the call was still in line. */
export function lateInLine(): LocalRefusal {
  const message = 'The source was too busy to be asked in time.';
  return new LocalRefusal(ErrorCode.UPSTREAM_TIMEOUT, message, { dispatched: false });
}

function refusal(code: ErrorCode, message: string, waitMs: number): LocalRefusal {
  return new LocalRefusal(code, message, { dispatched: false, retryAfterSeconds: Math.ceil(waitMs / 1_000) });
}
