import { AccountError, ErrorCode } from '../../domain/errors.ts';
import type { HttpResponse } from '../http-message.ts';
import { parseJson } from '../json.ts';
import { parseRetryAfter } from '../retry-after.ts';
import { isHeaderText } from './header-text.ts';

/** RFC 6749 (5.1) only recommends `expires_in`. An hour is what most servers grant; a 401 corrects a wrong guess. */
const DEFAULT_LIFETIME_MS = 3_600_000;

const RENEW_BEFORE_EXPIRY_MS = 60_000;
const RENEW_AT_SHARE = 0.8;

/** A token as it is kept. */
export interface Oauth2Token {
  /** Ready to be sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly obtainedAtMs: number;
  /** From here on a new one should be fetched: 60 s before the end, or at 80 % of a lifetime under five minutes. */
  readonly renewAtMs: number;
  /** From here on it must not be sent. */
  readonly expiresAtMs: number;
}

/**
 * Reads a token endpoint's answer (RFC 6749, 5.1 and 5.2): `access_token`, and `expires_in` in seconds, as a number or
 * as digits; one hour where it is missing or makes no sense.
 *
 * Throws UPSTREAM_CREDENTIALS for a 4xx, RATE_LIMITED for a 429, UPSTREAM_UNAVAILABLE for a 5xx, and UPSTREAM_MALFORMED
 * for a success without a usable token. Nothing of the body is repeated: some servers echo the client's secret.
 */
export function parseTokenAnswer(response: HttpResponse, nowMs: number): Oauth2Token {
  const { status, headers } = response;
  if (status >= 300) throw refusal(status, parseRetryAfter(headers['retry-after'], nowMs));
  const answer = parseAnswer(response.text);
  const token = answer.access_token;
  if (typeof token !== 'string' || !isHeaderText(token)) throw malformed(status);
  const lifetimeMs = lifetimeOf(answer.expires_in);
  return {
    headers: { authorization: `Bearer ${token}` },
    obtainedAtMs: nowMs,
    renewAtMs: nowMs + Math.max(lifetimeMs - RENEW_BEFORE_EXPIRY_MS, lifetimeMs * RENEW_AT_SHARE),
    expiresAtMs: nowMs + lifetimeMs,
  };

  function parseAnswer(text: string): Readonly<Record<string, unknown>> {
    let value: unknown;
    try {
      value = parseJson(text);
    } catch {
      throw malformed(status);
    }
    if (typeof value !== 'object' || value === null) throw malformed(status);
    return value as Readonly<Record<string, unknown>>;
  }
}

function lifetimeOf(expiresIn: unknown): number {
  const seconds = typeof expiresIn === 'string' && /^\d+$/.test(expiresIn) ? Number(expiresIn) : expiresIn;
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : DEFAULT_LIFETIME_MS;
}

function refusal(status: number, retryAfterSeconds: number | undefined): AccountError {
  const details = {
    status,
    dispatched: false,
    ...(retryAfterSeconds === undefined ? undefined : { retryAfterSeconds }),
  };
  if (status === 429) {
    return new AccountError(ErrorCode.RATE_LIMITED, "The provider's token endpoint asks to wait.", details);
  }
  return status < 500
    ? new AccountError(ErrorCode.UPSTREAM_CREDENTIALS, 'The provider refused the client id or secret.', details)
    : new AccountError(ErrorCode.UPSTREAM_UNAVAILABLE, "The provider's token endpoint is out of order.", details);
}

function malformed(status: number): AccountError {
  return new AccountError(
    ErrorCode.UPSTREAM_MALFORMED,
    "The provider's token endpoint answered without a usable token.",
    { status, dispatched: false },
  );
}
