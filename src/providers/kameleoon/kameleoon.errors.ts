import type { AccountError } from '../../domain/errors.ts';
import { upstreamError } from '../../domain/upstream-status.ts';
import type { HttpResponse } from '../../http/http-client.ts';
import { parseRetryAfter } from '../../http/retry-after.ts';

// Two tutorials of Kameleoon tell to wait when 50 requests in 10 s are passed; no page names a Retry-After header.
const RETRY_AFTER_SECONDS = 10;

/**
 * Names a Kameleoon answer outside 2xx.
 *
 * The page documents no error at all; the reference lists 400, 403, 423 and 500 for reads, without their bodies, so
 * the body is never read. 423 is taken for an account that is locked against changes.
 */
export function kameleoonError(response: HttpResponse, nowMs: number): AccountError {
  const { status } = response;
  if (status === 423) {
    return upstreamError({ status, code: 'UPSTREAM_REFUSED', message: 'the account is locked (423)' });
  }
  const retryAfterSeconds =
    parseRetryAfter(response.headers['retry-after'], nowMs) ?? (status === 429 ? RETRY_AFTER_SECONDS : undefined);
  return upstreamError({
    status,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(status === 404 && { field: 'id' }),
  });
}
