import type { OperationRecord } from '../domain/operation.ts';

/** What other writes to an account leave of the chance to tell by it what became of one operation. */
export interface Rivals {
  /** The fields that another write may have set since the operation looked at them. */
  readonly fields: ReadonlySet<string>;
  /**
   * Whether another write left while the provider could still carry the operation out: one that replaces the whole
   * account may have undone it, whatever fields it was about.
   */
  readonly overlapping: boolean;
}

/**
 * Finds the writes that stand between an open operation and what its account shows now. Pure.
 *
 * Those are the later ones, and the earlier ones that were open when it began and could still be carried out. What was
 * REJECTED changed nothing.
 *
 * @param others Operations of the same account.
 * @param settleMs How long after a call left a provider may still carry it out.
 */
export function rivalsOf(operation: OperationRecord, others: readonly OperationRecord[], settleMs: number): Rivals {
  const startedAt = sentAt(operation);
  const rivals = others.filter((other) => {
    if (other.id === operation.id || other.attempts.length === 0 || other.state === 'REJECTED') return false;
    if (other.id > operation.id) return true;
    const wasOpen = other.finishedAt === null || other.finishedAt >= operation.createdAt;
    return wasOpen && sentAt(other) + settleMs > startedAt;
  });
  return {
    fields: new Set(rivals.flatMap((rival) => rival.changes.map((change) => change.field))),
    overlapping: rivals.some((rival) => sentAt(rival) < startedAt + settleMs),
  };
}

function sentAt(operation: OperationRecord): number {
  return (operation.attempts.at(-1)?.startedAt ?? operation.createdAt).getTime();
}
