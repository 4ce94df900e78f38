import { toJsonText } from '../../../src/emulators/shared/json-text.ts';
import type { Application, Step } from '../history.ts';
import { nameOf, namedFields, type Timeline } from './timeline.ts';

/**
 * Checker 4: what was told as REJECTED was not carried out; and what reads, only plans, changes nothing, conflicts, is a
 * replay, or failed before it was sent, sent no write.
 */
export function checkRefused(timeline: Timeline): readonly string[] {
  return [
    ...timeline.history.steps.flatMap((step) => [...checkRejected(timeline, step), ...checkSilent(timeline, step)]),
    ...checkRecord(timeline),
    ...timeline.history.calls.flatMap(({ tag, record }) =>
      typeof tag === 'number' ? [] : [`${record.method} ${record.path} was sent by ${tag ?? 'nobody'}`],
    ),
  ];
}

function checkRejected(timeline: Timeline, step: Step): readonly string[] {
  const { answer, account, called, returned } = step;
  if (answer.kind !== 'update' || answer.result.outcome !== 'REJECTED' || answer.result.replayed) return [];
  // A late call of another update may have undone it before it was looked at again.
  if (timeline.isDisturbed(account, called, returned)) return [];
  return timeline.applicationsOf(step).some((application) => changed(application, step))
    ? [`${nameOf(step)} was carried out`]
    : [];
}

/** Whether a call changed what it was to change. */
function changed({ before, after }: Application, step: Step): boolean {
  return namedFields(step).some(([{ held }]) => toJsonText(before[held] ?? null) !== toJsonText(after[held] ?? null));
}

/** What must not have been sent: by what the client was told. */
function checkSilent(timeline: Timeline, step: Step): readonly string[] {
  if (!mustBeSilent(step)) return [];
  const { number } = step.planned;
  return timeline.history.calls.some(({ tag }) => tag === number) ? [`${nameOf(step)} sent a write`] : [];
}

function mustBeSilent({ planned, answer }: Step): boolean {
  if (planned.kind !== 'update' || answer.kind === 'failed') return true;
  if (answer.kind !== 'update') return false;
  const { outcome, replayed } = answer.result;
  return replayed || outcome === 'NO_CHANGE' || outcome === 'CONFLICT' || outcome === 'PLANNED';
}

/** Operations that were settled later as REJECTED. */
function checkRecord(timeline: Timeline): readonly string[] {
  const { history } = timeline;
  return history.recordAfter.flatMap((record) => {
    if (record.state !== 'REJECTED') return [];
    const begun = history.storeEvents.find(({ kind, operationId }) => kind === 'begun' && operationId === record.id);
    const step = typeof begun?.tag === 'number' ? timeline.step(begun.tag) : undefined;
    if (!step || (step.answer.kind === 'update' && step.answer.result.outcome === 'REJECTED')) return [];
    const isCarriedOut = timeline
      .applicationsOf(step)
      .some((application) => changed(application, step) && !timeline.isRepeatedAfter(application));
    return isCarriedOut
      ? [`${nameOf(step)} is recorded as REJECTED (${record.reason ?? ''}), and was carried out`]
      : [];
  });
}
