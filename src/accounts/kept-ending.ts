import type { Reading } from '../domain/datasource.ts';
import type { Claim } from '../store/store.ts';
import { revived } from './current-account.ts';
import type { Ending } from './update-result.ts';

/** Stands for the reading that the record keeps anyway, as the operation's snapshot. */
const SNAPSHOT = 'SNAPSHOT';

/** An ending as it is kept for a replay: without what the record of its operation has already. */
interface KeptEnding extends Omit<Ending, 'reading' | 'changes'> {
  readonly reading: Reading | typeof SNAPSHOT | null;
}

/** What to keep of an ending, where this is recorded as the snapshot with it. */
export function toKept(ending: Ending, snapshot: Reading | null): KeptEnding {
  const { outcome, warnings, userErrors, reading } = ending;
  return { outcome, warnings, userErrors, reading: reading !== null && reading === snapshot ? SNAPSHOT : reading };
}

/** The ending that was kept, as it was. */
export function fromKept({ result, snapshot, operation }: Extract<Claim, { readonly kind: 'REPLAY' }>): Ending {
  const kept = result as KeptEnding;
  const reading = kept.reading === SNAPSHOT ? snapshot : kept.reading;
  return { ...kept, reading: reading && revived(reading), changes: operation.changes };
}
