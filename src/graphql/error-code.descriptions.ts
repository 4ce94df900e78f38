import type { ErrorCode } from '../domain/errors.ts';

/** What each code says, for readers of the schema. */
export const errorCodeDescriptions = {
  INVALID_VALUE: { description: 'The value is not of the form or the range that the field takes.' },
  FIELD_NOT_WRITABLE: { description: 'The field cannot be changed at this provider.' },
  FIELD_NOT_CLEARABLE: { description: 'The field cannot be null at this provider.' },
  FORBIDDEN_COMBINATION: { description: 'Two changes exclude each other.' },
  REQUIRED_BY_PROVIDER: { description: 'The provider wants a value that the account or the patch does not have.' },
  NOT_FOUND: { description: 'There is no such account, source or operation.' },
  READ_NOT_SUPPORTED: { description: 'The provider offers no way to read this.' },
  CONFLICT: { description: 'The account or the provider is in a state that forbids the change.' },
  IDEMPOTENCY_KEY_REUSED: { description: 'The key was used before, with another input.' },
  OPERATION_IN_PROGRESS: { description: 'Another update of the account is under way.' },
  UNAUTHENTICATED: { description: 'Accord does not know who asks.' },
  FORBIDDEN: { description: 'Whoever asks may not do this.' },
  RATE_LIMITED: { description: 'Too many calls; `retryAfterSeconds` says when to try again, where that is known.' },
  UPSTREAM_REFUSED: { description: 'The provider refused the call for a reason of its own.' },
  UPSTREAM_CREDENTIALS: { description: 'The provider does not accept the source’s credentials.' },
  UPSTREAM_UNAVAILABLE: { description: 'The provider could not be reached, or is out of order.' },
  UPSTREAM_TIMEOUT: { description: 'The provider did not answer in time.' },
  UPSTREAM_MALFORMED: { description: 'The provider’s answer is not what it documents.' },
  STORE_UNAVAILABLE: { description: 'The record cannot be read or written for now.' },
  INTERNAL: { description: 'Something went wrong inside Accord, and was logged.' },
} as const satisfies Readonly<Record<ErrorCode, { readonly description: string }>>;
