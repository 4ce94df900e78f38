import { AccountError, ErrorCode } from '../../domain/errors.ts';

/**
 * A place in Huawei Cloud's list: a page's marker, and how many accounts of that page lie before the place. Markers exist
 * only for the ends of pages, while a reader may stop anywhere.
 */
export interface ListPosition {
  /** Null for the start of the list. */
  readonly marker: string | null;
  readonly skip: number;
}

const POSITION = /^(\d{1,4})(?::([\x21-\x7e]{1,20000}))?$/;

/** Writes a place in printable ASCII. */
export function formatPosition({ marker, skip }: ListPosition): string {
  return marker === null ? String(skip) : `${skip}:${encodeURIComponent(marker)}`;
}

/**
 * Reads a place back; null means the start.
 * @throws AccountError INVALID_VALUE for anything that {@link formatPosition} does not write: it comes back through clients.
 */
export function parsePosition(position: string | null): ListPosition {
  if (position === null) return { marker: null, skip: 0 };
  const [, skip, marker] = POSITION.exec(position) ?? [];
  const decoded = marker === undefined ? null : decode(marker);
  if (skip === undefined || decoded === undefined) {
    throw new AccountError(
      ErrorCode.INVALID_VALUE,
      'after is no cursor of this list: give back an endCursor as it came.',
      { field: 'after' },
    );
  }
  return { marker: decoded, skip: Number(skip) };
}

function decode(marker: string): string | undefined {
  try {
    return decodeURIComponent(marker);
  } catch {
    return undefined;
  }
}
