import { AccountError, ErrorCode } from '../domain/errors.ts';

/** A place in the list over several sources: after `position` in `sourceId`, before the sources that follow it. */
export interface ListPlace {
  readonly sourceId: string;
  /** The source's own position. */
  readonly position: string;
}

// The number tells a later version what it is looking at.
const VERSION = 'v1';

/** Writes a place as an opaque cursor. */
export function formatCursor(place: ListPlace): string {
  return Buffer.from(JSON.stringify([VERSION, place.sourceId, place.position]), 'utf8').toString('base64url');
}

/**
 * Reads a cursor back.
 * @throws AccountError INVALID_VALUE for anything that {@link formatCursor} did not write.
 */
export function parseCursor(cursor: string): ListPlace {
  const parts = decode(cursor);
  if (Array.isArray(parts) && parts.length === 3) {
    const [version, sourceId, position] = parts as readonly unknown[];
    if (version === VERSION && typeof sourceId === 'string' && typeof position === 'string') {
      return { sourceId, position };
    }
  }
  throw new AccountError(
    ErrorCode.INVALID_VALUE,
    'after is no cursor of this list: give back an endCursor as it came.',
    {
      field: 'after',
    },
  );
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
