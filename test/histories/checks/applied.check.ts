import type { Application, Step } from '../history.ts';
import { shown, storedValue, type ModelField } from '../provider-models.ts';
import { namedFields, nameOf, type NamedField, type Timeline } from './timeline.ts';

/**
 * Checker 3: what was told as APPLIED is in the provider's journal as applied, with the values that were asked for; and
 * the account holds it, unless a later call changed it.
 */
export function checkApplied(timeline: Timeline): readonly string[] {
  return [
    ...timeline.history.steps.flatMap((step) => checkTold(timeline, step)),
    ...timeline.history.applications.flatMap((application) => checkStored(timeline, application)),
    ...checkRecord(timeline),
    ...checkFinal(timeline),
  ];
}

function checkTold(timeline: Timeline, step: Step): readonly string[] {
  const { answer, account } = step;
  if (answer.kind !== 'update' || answer.result.replayed) return [];
  const told = answer.result.changes.filter(({ effect }) => effect === 'APPLIED').map(({ field }) => field);
  const states = timeline.statesBetween(account, step.called, step.returned);
  return namedFields(step)
    .filter(([field]) => told.includes(field.name))
    .filter(([field, value]) => !states.some(({ fields }) => isStored(field, fields[field.held], value)))
    .map(([field]) => `${nameOf(step)} said that ${field.name} was applied, and it was at no moment`);
}

function isStored(field: ModelField, held: unknown, value: Parameters<typeof storedValue>[1]): boolean {
  return shown(held) === shown(storedValue(field, value));
}

/** Each named field holds exactly what was asked for afterwards, and emptied means emptied in the provider's own way. */
function checkStored(timeline: Timeline, application: Application): readonly string[] {
  const step = timeline.stepOf(application);
  if (!step) return [];
  const { before, after, call } = application;
  const sent = JSON.parse(call.record.body) as Readonly<Record<string, unknown>>;
  return namedFields(step)
    .filter(([field, value]) => {
      const [was, is] = [before[field.held], after[field.held]];
      // It was so when the account was read, as far as it can be, and was left out.
      if (!Object.hasOwn(sent, field.sent)) return was !== is || !wasSo(timeline, application, [field, value]);
      if (is === storedValue(field, value)) return false;
      // It was so already, and was sent back as it was.
      if (was === is && isStored(field, was, value)) return false;
      return !timeline.isDropped(step.account, field.held, call.arrived);
    })
    .map(([field]) => `${nameOf(step)} left ${field.held} as ${JSON.stringify(after[field.held])}`);
}

/** Whether a field held a value at some moment between an update's call and its write. */
function wasSo(timeline: Timeline, application: Application, [field, value]: NamedField): boolean {
  const step = timeline.stepOf(application);
  if (!step?.account.model.canRead) return true;
  return timeline
    .statesBetween(step.account, step.called, application.tick - 1)
    .some(({ fields }) => isStored(field, fields[field.held], value));
}

/** An operation that a later reading settled as APPLIED must have been carried out. */
function checkRecord(timeline: Timeline): readonly string[] {
  const { history } = timeline;
  return history.recordAfter.flatMap((record) => {
    if (record.state !== 'APPLIED' || record.attempts.length === 0) return [];
    const begun = history.storeEvents.find(({ kind, operationId }) => kind === 'begun' && operationId === record.id);
    const step = typeof begun?.tag === 'number' ? timeline.step(begun.tag) : undefined;
    if (!step || timeline.applicationsOf(step).length > 0) return [];
    const isToldSo = step.answer.kind === 'update' && step.answer.result.outcome === 'APPLIED';
    // Told as APPLIED by an answer that was right: checker 1 looks at it.
    return isToldSo ? [] : [`${nameOf(step)} is recorded as APPLIED, and was never carried out`];
  });
}

function checkFinal({ history }: Timeline): readonly string[] {
  return history.accounts.flatMap(({ number, id }) => {
    const last = history.applications.findLast(({ call }) => call.account?.number === number);
    const expected = JSON.stringify(withoutBigints(last?.after ?? history.initial[number]));
    return expected === JSON.stringify(withoutBigints(history.final[number])) ? [] : [`${id} changed in secret`];
  });
}

function withoutBigints(fields: object | undefined): object {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([name, value]) => [name, typeof value === 'bigint' ? value.toString() : value]),
  );
}
