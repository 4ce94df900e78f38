import type { AccountDatasource, Reading } from '../domain/datasource.ts';
import type { EndState, OperationRecord } from '../domain/operation.ts';
import type { FieldChange } from '../domain/update.ts';
import type { Rivals } from './rivals.ts';

/** What a later reading says of an operation. */
export interface Judgement {
  readonly state: EndState;
  readonly changes: readonly FieldChange[];
  /** Why it is not simply APPLIED; null where it is. */
  readonly reason: string | null;
  readonly reading: Reading | null;
}

/** What an operation is judged by. */
export interface Evidence {
  readonly reading: Reading;
  readonly datasource: AccountDatasource;
  /** Whether so much time has passed that the provider will not carry the call out any more. */
  readonly settled: boolean;
  /** The other writes to the account. */
  readonly rivals: Rivals;
}

const UPDATED_AGAIN =
  'Another update of the account came in between, so that what it shows now tells nothing of this one.';

/**
 * Judges an open operation by what its account shows now: every change that can be seen is there, none is, some are, or
 * the account shows neither the old value nor the new. What another write may have set says nothing. Pure.
 */
export function judgeOperation(operation: OperationRecord, evidence: Evidence): Judgement {
  const { reading, datasource, rivals } = evidence;
  const seen = (changes: readonly FieldChange[]): readonly FieldChange[] =>
    datasource
      .verifyChanges(changes, reading)
      .map((change) => (rivals.fields.has(change.field) ? { ...change, effect: 'UNVERIFIED' } : change));
  const after = seen(operation.changes);
  const before = seen(operation.changes.map(reversed));
  const readable = after.filter((change) => change.effect !== 'UNVERIFIED');
  const applied = readable.filter((change) => change.effect === 'APPLIED').length;
  const kept = after.filter(
    (change, index) => change.effect !== 'APPLIED' && before[index]?.effect === 'APPLIED',
  ).length;
  const unknown = (reason: string): Judgement => ({
    state: 'UNKNOWN',
    changes: unverified(after),
    reason,
    reading: null,
  });

  if (readable.length === 0)
    return unknown(rivals.fields.size > 0 ? UPDATED_AGAIN : 'What was changed cannot be read back.');
  if (applied === readable.length) return { state: 'APPLIED', changes: after, reason: null, reading };
  if (applied + kept < readable.length) return unknown('The account shows neither the old value nor the new one.');
  if (!evidence.settled)
    return unknown('The account is unchanged so far; the provider may still carry the update out.');
  if (rivals.overlapping) return unknown(UPDATED_AGAIN);
  const reason = applied === 0 ? 'The update did not take effect.' : 'A part of the update did not take effect.';
  return { state: applied === 0 ? 'REJECTED' : 'PARTIALLY_APPLIED', changes: after, reason, reading };
}

function reversed(change: FieldChange): FieldChange {
  return { ...change, to: change.from };
}

function unverified(changes: readonly FieldChange[]): readonly FieldChange[] {
  return changes.map((change) => ({ ...change, effect: 'UNVERIFIED' }));
}
