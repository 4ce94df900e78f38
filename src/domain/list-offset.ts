import { AccountError, ErrorCode } from './errors.ts';

/**
 * Reads a list position that counts the items before it; null is the start of the list.
 *
 * @throws AccountError INVALID_VALUE for anything else, since a cursor can be made up by hand.
 */
export function parseOffset(position: string | null): number {
  if (position === null) return 0;
  if (/^\d{1,9}$/.test(position)) return Number(position);
  throw new AccountError(
    ErrorCode.INVALID_VALUE,
    'after is no cursor of this list: give back an endCursor as it came.',
    {
      field: 'after',
    },
  );
}
