import type { Fields } from '../../../src/emulators/shared/emulator.ts';
import { toJsonText } from '../../../src/emulators/shared/json-text.ts';
import type { Application, Step } from '../history.ts';
import { namedFields, nameOf, type Timeline } from './timeline.ts';

/** Checker 6: along the journal, no write changes a field that its caller did not name, nor another account. */
export function checkUntouched(timeline: Timeline): readonly string[] {
  const { history } = timeline;
  return [
    ...history.strayChanges,
    ...history.applications.flatMap((application) => {
      const step = timeline.stepOf(application);
      if (!step) return [];
      return changedUnasked(application, step)
        .filter((name) => !isOldNews(timeline, { application, step, name }))
        .map((name) => `${nameOf(step)} changed ${name}: ${told(application, name)}`);
    }),
  ];
}

/** How many writes put back, unasked, what a late call had changed in between: known, and not to be helped. */
export function countLateOverwrites(timeline: Timeline): number {
  return timeline.history.applications.filter((application) => {
    const step = timeline.stepOf(application);
    return step !== undefined && changedUnasked(application, step).length > 0;
  }).length;
}

function changedUnasked({ before, after }: Application, step: Step): readonly string[] {
  const named = namedFields(step).map(([field]) => field.held);
  const volatile = step.account.model.volatile;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter(
    (name) => !named.includes(name) && textOf(before[name], name, volatile) !== textOf(after[name], name, volatile),
  );
}

function textOf(value: unknown, name: string, volatile: readonly [string, string] | undefined): string {
  if (value === undefined) return 'absent';
  if (volatile?.[0] !== name) return toJsonText(value);
  return toJsonText({ ...(value as Fields), [volatile[1]]: null });
}

/**
 * Whether a write that replaces the whole account put back what was there when it was read, because a late call came in
 * between, or because it was late itself.
 */
function isOldNews(
  timeline: Timeline,
  { application, step, name }: { readonly application: Application; readonly step: Step; readonly name: string },
): boolean {
  const { account, called } = step;
  const isLate = timeline.isLate(application);
  if (!isLate && !timeline.isDisturbed(account, called, application.tick)) return false;
  const volatile = account.model.volatile;
  const now = textOf(application.after[name], name, volatile);
  return timeline
    .statesBetween(account, called, application.tick - 1)
    .some(({ fields }) => textOf(fields[name], name, volatile) === now);
}

function told({ before, after }: Application, name: string): string {
  return `${toJsonText(before[name] ?? null)} became ${toJsonText(after[name] ?? null)}`;
}
