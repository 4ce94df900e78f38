import { AccountError, ErrorCode, type AccountErrorDetails } from './errors.ts';

const CODE_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: ErrorCode.UPSTREAM_REFUSED,
  401: ErrorCode.UPSTREAM_CREDENTIALS,
  403: ErrorCode.UPSTREAM_CREDENTIALS,
  404: ErrorCode.NOT_FOUND,
  408: ErrorCode.UPSTREAM_TIMEOUT,
  409: ErrorCode.CONFLICT,
  429: ErrorCode.RATE_LIMITED,
};

const MESSAGE_BY_CODE: Partial<Readonly<Record<ErrorCode, string>>> = {
  UPSTREAM_REFUSED: 'The provider refused the request.',
  UPSTREAM_CREDENTIALS: "The provider refused the source's credentials or their rights.",
  UPSTREAM_TIMEOUT: 'The provider did not answer in time.',
  UPSTREAM_UNAVAILABLE: 'The provider failed to answer.',
  UPSTREAM_MALFORMED: 'The provider answered something that is not its documented form.',
  NOT_FOUND: 'The provider knows no such account.',
  CONFLICT: "The provider refused the change because it conflicts with another account's or another change.",
  RATE_LIMITED: 'The provider accepts no more requests for now.',
};

/**
 * What HTTP says by itself: the code for a status outside 2xx. Below 500 the request was refused and did nothing; from
 * 500 on nobody knows.
 */
export function codeForStatus(status: number): ErrorCode {
  if (status >= 500) return ErrorCode.UPSTREAM_UNAVAILABLE;
  return CODE_BY_STATUS[status] ?? (status >= 400 ? ErrorCode.UPSTREAM_REFUSED : ErrorCode.UPSTREAM_MALFORMED);
}

/** What a provider's answer adds to the bare status. */
export interface UpstreamRefusal extends AccountErrorDetails {
  readonly status: number;
  /** Where the provider means something else by the status. */
  readonly code?: ErrorCode;
  /** The provider's own words, if any. */
  readonly message?: string | null;
}

/** The error for an answer outside 2xx. The provider's own words are passed on only where it refused a value. */
export function upstreamError(refusal: UpstreamRefusal): AccountError {
  const { code = codeForStatus(refusal.status), message, ...details } = refusal;
  const own = isAboutValues(code) && message !== undefined && message !== null ? cleanMessage(message) : '';
  const fixed = MESSAGE_BY_CODE[code] ?? 'The provider refused the request.';
  return new AccountError(code, own === '' ? fixed : `The provider refused: ${own}`, { dispatched: true, ...details });
}

/** The error for an answer whose form is not the documented one. */
export function malformedAnswer(status: number): AccountError {
  return upstreamError({ status, code: ErrorCode.UPSTREAM_MALFORMED });
}

function isAboutValues(code: ErrorCode): boolean {
  return (
    code === ErrorCode.UPSTREAM_REFUSED ||
    code === ErrorCode.INVALID_VALUE ||
    code === ErrorCode.CONFLICT ||
    code === ErrorCode.REQUIRED_BY_PROVIDER ||
    code === ErrorCode.FORBIDDEN_COMBINATION
  );
}

const MESSAGE_MAX_LENGTH = 300;

/**
 * A provider's words, fit to be shown: one line, no control characters, at most 300 UTF-16 units, and well-formed, since
 * PostgreSQL takes no half surrogate pair.
 */
export function cleanMessage(message: string): string {
  return message
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, MESSAGE_MAX_LENGTH)
    .replace(/[\uD800-\uDBFF]$/, '');
}
