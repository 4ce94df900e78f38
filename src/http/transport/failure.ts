import { AxiosError } from 'axios';
import { errors } from 'undici';
import { AccountError, ErrorCode, type AccountErrorDetails } from '../../domain/errors.ts';

interface FailureText {
  readonly axiosCode: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** Every way in which an exchange ends without an answer. The texts are fixed, so nothing of the request can leak. */
const failures = {
  DEADLINE: row(AxiosError.ECONNABORTED, ErrorCode.UPSTREAM_TIMEOUT, 'The provider did not answer in time.'),
  CONNECT_TIMEOUT: row(AxiosError.ETIMEDOUT, ErrorCode.UPSTREAM_TIMEOUT, 'The provider could not be reached in time.'),
  // The closed list has no word for this. No breaker should count it, and none sees it: the caller is gone.
  CALLER_GONE: row(
    AxiosError.ERR_CANCELED,
    ErrorCode.UPSTREAM_TIMEOUT,
    'The caller went away before the provider had answered.',
  ),
  NETWORK: row(
    AxiosError.ERR_NETWORK,
    ErrorCode.UPSTREAM_UNAVAILABLE,
    'The provider could not be reached, or the connection broke.',
  ),
  REDIRECT: row(
    AxiosError.ERR_FR_TOO_MANY_REDIRECTS,
    ErrorCode.UPSTREAM_REFUSED,
    'The provider answered with a redirect, and redirects are never followed.',
  ),
  TOO_LARGE: row(
    AxiosError.ERR_BAD_RESPONSE,
    ErrorCode.UPSTREAM_MALFORMED,
    'The provider answered with more than is accepted.',
  ),
  INVALID_HTTP: row(
    AxiosError.ERR_BAD_RESPONSE,
    ErrorCode.UPSTREAM_MALFORMED,
    'The provider answered with something that is not HTTP.',
  ),
  INVALID_ENCODING: row(
    AxiosError.ERR_BAD_RESPONSE,
    ErrorCode.UPSTREAM_MALFORMED,
    'The provider answered in another encoding than plain UTF-8.',
  ),
  UNSENDABLE: row(AxiosError.ERR_BAD_REQUEST, ErrorCode.INTERNAL, 'The request to the provider could not be written.'),
} as const satisfies Record<string, FailureText>;

/** The name of a way to fail. */
export type Failure = keyof typeof failures;

/** An axios error that says which of our failures it is, and carries neither config nor request: both hold credentials. */
export class ExchangeError extends AxiosError {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failures[failure].message, failures[failure].axiosCode);
    this.failure = failure;
  }
}

/** The AccountError for a failure: fixed code and message, and only the details that are given. */
export function accountErrorOf(failure: Failure, details: AccountErrorDetails): AccountError {
  return new AccountError(failures[failure].code, failures[failure].message, details);
}

/**
 * Names what axios threw. An error that is not one of ours is a defect of the client itself: it becomes INTERNAL, and
 * its own text and config, which hold the request, stay behind.
 */
export function failureOf(error: unknown): Failure {
  return error instanceof ExchangeError ? error.failure : 'UNSENDABLE';
}

/** Codes of undici and Node that mean something else than a broken network. */
const byCode: Readonly<Record<string, Failure>> = {
  UND_ERR_CONNECT_TIMEOUT: 'CONNECT_TIMEOUT',
  ETIMEDOUT: 'CONNECT_TIMEOUT',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'TOO_LARGE',
  UND_ERR_HEADERS_OVERFLOW: 'TOO_LARGE',
  UND_ERR_INVALID_ARG: 'UNSENDABLE',
  UND_ERR_NOT_SUPPORTED: 'UNSENDABLE',
};

/** Names an error that undici reported. Its message is not read: it changes between versions and may quote the answer. */
export function failureOfNetworkError(error: Error): Failure {
  if (error instanceof errors.HTTPParserError) {
    // Nothing left over where the parser stopped: the connection ended too soon, and the parser was the one to notice.
    return 'data' in error && error.data === '' ? 'NETWORK' : 'INVALID_HTTP';
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return byCode[code] ?? 'NETWORK';
}

function row(axiosCode: string, code: ErrorCode, message: string): FailureText {
  return { axiosCode, code, message };
}
