import type { SafetyRow } from './safety-rows.ts';

/**
 * The name of a test that shows a row of docs/safety.md.
 *
 * The page is made from these calls as they stand in the sources, so both arguments are plain literals, and the figure
 * says what the test counts: `safety('jwt', '60 crafted tokens, none accepted')`.
 */
export function safety(row: SafetyRow, figure: string): string {
  return `SAFETY ${row}: ${figure}`;
}
