import { createHash } from 'node:crypto';

/** One step of the schema. Once released it is never changed: what is wrong in it is mended by the next one. */
export interface Migration {
  /** 1, 2, 3, … without gaps. */
  readonly number: number;
  readonly name: string;
  /** Statements of both databases' common dialect, carried out in one transaction. */
  readonly sql: string;
}

/** The fingerprint by which a changed migration is noticed, in hex. */
export function hashOf(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}
