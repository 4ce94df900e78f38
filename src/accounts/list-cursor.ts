import { createHash } from 'node:crypto';
import { AccountError, ErrorCode } from '../domain/errors.ts';

/** A place in the list over several sources: in `sourceId`, before the sources that follow it. */
export interface ListPlace {
  readonly sourceId: string;
  /** After the source's own position; null: behind the last of its accounts. */
  readonly position: string | null;
}

// The number tells a later version what it is looking at.
const VERSION = 'v2';

/**
 * The cursors of one list: they carry a fingerprint of what is listed, because a position in one list means nothing in
 * another.
 */
export class ListCursors {
  readonly #fingerprint: string;

  /** @param selection one text for all that decides which accounts the list has. */
  constructor(selection: string) {
    // No secret and no defence: it only has to tell lists apart.
    this.#fingerprint = createHash('sha256').update(selection).digest('base64url').slice(0, 12);
  }

  /** Writes a place as an opaque cursor. */
  format({ sourceId, position }: ListPlace): string {
    const parts = position === null ? [sourceId] : [sourceId, position];
    return Buffer.from(JSON.stringify([VERSION, this.#fingerprint, ...parts]), 'utf8').toString('base64url');
  }

  /**
   * Reads a cursor back.
   * @throws AccountError INVALID_VALUE for anything that `format` did not write, and for a cursor of another list.
   */
  parse(cursor: string): ListPlace {
    const parts = decode(cursor);
    if (!isTexts(parts) || parts[0] !== VERSION || parts.length < 3 || parts.length > 4) {
      throw invalid('after is no cursor of this list: give back an endCursor as it came.');
    }
    const [, fingerprint, sourceId = '', position = null] = parts;
    if (fingerprint === this.#fingerprint) return { sourceId, position };
    throw invalid('after is a cursor of another list: its filter was not the one given now.');
  }
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'string');
}

function invalid(message: string): AccountError {
  return new AccountError(ErrorCode.INVALID_VALUE, message, { field: 'after' });
}
