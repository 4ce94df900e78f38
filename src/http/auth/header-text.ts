import { AccountError, ErrorCode } from '../../domain/errors.ts';

/** Whether a credential can stand in a header as it is: visible ASCII only, and something of it. */
export function isHeaderText(value: string): boolean {
  return /^[!-~]+$/.test(value);
}

/**
 * Refuses a credential that no header can carry, such as one with a line break at its end, before any request is made.
 *
 * Throws INVALID_VALUE with a message that names `what` and never the value.
 */
export function requireHeaderText(value: string, what: string): string {
  if (isHeaderText(value)) return value;
  throw new AccountError(
    ErrorCode.INVALID_VALUE,
    `The ${what} is empty or holds characters that a header cannot carry: check it for spaces and line breaks.`,
    { dispatched: false },
  );
}
