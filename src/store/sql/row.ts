import type { SqlRow } from './database.ts';

/**
 * Reads columns of a row: unknown → typed. A column of another type is a statement that does not fit its schema, which
 * is a defect of ours.
 */

export function textOf(row: SqlRow, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw new TypeError(`The column "${column}" holds no text.`);
}

export function textOrNullOf(row: SqlRow, column: string): string | null {
  return row[column] === null ? null : textOf(row, column);
}

export function numberOf(row: SqlRow, column: string): number {
  const value = row[column];
  if (typeof value === 'number') return value;
  throw new TypeError(`The column "${column}" holds no number.`);
}

export function booleanOf(row: SqlRow, column: string): boolean {
  const value = row[column];
  if (typeof value === 'boolean') return value;
  throw new TypeError(`The column "${column}" holds no boolean.`);
}

export function dateOf(row: SqlRow, column: string): Date {
  const value = row[column];
  if (value instanceof Date) return value;
  throw new TypeError(`The column "${column}" holds no time.`);
}

export function dateOrNullOf(row: SqlRow, column: string): Date | null {
  return row[column] === null ? null : dateOf(row, column);
}

/** For a statement whose rows do not matter. */
export function noColumns(): true {
  return true;
}
