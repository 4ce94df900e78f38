import type { History } from '../history.ts';
import { checkApplied } from './applied.check.ts';
import { checkAudit } from './audit.check.ts';
import { checkKeys } from './keys.check.ts';
import { checkLinearizable } from './linearizable.check.ts';
import { checkRefused } from './refused.check.ts';
import { Timeline } from './timeline.ts';
import { checkUntouched } from './untouched.check.ts';

/** The six checkers, in the order of the promise that they check. */
export const checkers = {
  linearizable: checkLinearizable,
  keys: checkKeys,
  applied: checkApplied,
  refused: checkRefused,
  audit: checkAudit,
  untouched: checkUntouched,
} as const;
export type CheckerName = keyof typeof checkers;

/** Something that should not have happened. */
export interface Violation {
  readonly checker: CheckerName;
  readonly message: string;
}

/** Asks all six. */
export function checkHistory(history: History): readonly Violation[] {
  const timeline = new Timeline(history);
  return (Object.keys(checkers) as CheckerName[]).flatMap((checker) =>
    checkers[checker](timeline).map((message) => ({ checker, message })),
  );
}
