import type { AccountDetails } from '../account.ts';
import type { FieldChange } from '../update.ts';
import type { Field } from './field.ts';
import { isEmptyValue } from './plan-fields.ts';

/**
 * Each change with the effect that a reading of the account shows: APPLIED, DROPPED_BY_PROVIDER, or UNVERIFIED where
 * the field cannot be read back. Pure.
 */
export function verifyFields<Wire, Details extends AccountDetails>(
  table: readonly Field<Wire, Details>[],
  changes: readonly FieldChange[],
  wire: Wire,
): readonly FieldChange[] {
  return changes.map((change) => {
    const field = table.find((row) => row.name === change.field);
    if (!field?.current || !field.write) return { ...change, effect: 'UNVERIFIED' };
    const seen = field.current(wire);
    // Emptied is emptied, whether the provider then shows null, "" or an empty list.
    const emptied = isEmptyValue(change.to) && isEmptyValue(seen);
    const shown = emptied || field.write.codec.isShown(change.to, seen);
    return { ...change, effect: shown ? 'APPLIED' : 'DROPPED_BY_PROVIDER' };
  });
}
