/** Every way in which Accord refuses or fails, in the words that clients branch on. The list is closed. */
export const ErrorCode = {
  INVALID_VALUE: 'INVALID_VALUE',
  FIELD_NOT_WRITABLE: 'FIELD_NOT_WRITABLE',
  FIELD_NOT_CLEARABLE: 'FIELD_NOT_CLEARABLE',
  FORBIDDEN_COMBINATION: 'FORBIDDEN_COMBINATION',
  REQUIRED_BY_PROVIDER: 'REQUIRED_BY_PROVIDER',
  NOT_FOUND: 'NOT_FOUND',
  READ_NOT_SUPPORTED: 'READ_NOT_SUPPORTED',
  CONFLICT: 'CONFLICT',
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
  OPERATION_IN_PROGRESS: 'OPERATION_IN_PROGRESS',
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  RATE_LIMITED: 'RATE_LIMITED',
  UPSTREAM_REFUSED: 'UPSTREAM_REFUSED',
  UPSTREAM_CREDENTIALS: 'UPSTREAM_CREDENTIALS',
  UPSTREAM_UNAVAILABLE: 'UPSTREAM_UNAVAILABLE',
  UPSTREAM_TIMEOUT: 'UPSTREAM_TIMEOUT',
  UPSTREAM_MALFORMED: 'UPSTREAM_MALFORMED',
  STORE_UNAVAILABLE: 'STORE_UNAVAILABLE',
  INTERNAL: 'INTERNAL',
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** What is known beside the code. Nothing in it may be secret: all of it can reach a log or a client. */
export interface AccountErrorDetails {
  /** The account or patch field at fault, in the graph's names ("email", "address.city"). */
  readonly field?: string;
  /** Seconds after which another try makes sense, where the provider said so. */
  readonly retryAfterSeconds?: number;
  /** HTTP status of the provider's answer; absent where none arrived. */
  readonly status?: number;
  /** The provider's own id of the request, for its support desk. */
  readonly upstreamRequestId?: string;
  /**
   * False only where the request provably never reached the provider, for example a refused connection. A write that
   * failed with `dispatched: true` and without a clear refusal has an UNKNOWN outcome.
   */
  readonly dispatched?: boolean;
}

/**
 * The one error that Accord throws on purpose. The message is written for the client: it names what is wrong and what
 * would be right, and carries no upstream body, URL, header or stack.
 */
export class AccountError extends Error {
  override readonly name = 'AccountError';
  readonly code: ErrorCode;
  readonly details: AccountErrorDetails;

  constructor(code: ErrorCode, message: string, details: AccountErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
