import type { OperationRecord } from '../../../src/domain/operation.ts';
import type { Step, WriteCall } from '../history.ts';
import { nameOf, type Timeline } from './timeline.ts';

/**
 * Checker 5: the record is the emulator's journal. Every write call has one attempt, written down before it left; what a
 * client was told of an operation is what the record says of it; and in the end nothing is in flight any more.
 */
export function checkAudit(timeline: Timeline): readonly string[] {
  const { history } = timeline;
  return [
    ...history.calls.flatMap((call) => checkCall(timeline, call)),
    ...history.recordAfter.flatMap((record) => checkAttempts(timeline, record)),
    ...history.steps.flatMap((step) => checkTold(timeline, step)),
    ...history.recordAfter.flatMap(checkSettled),
  ];
}

/** The ids of the operations that were recorded for one operation of the plan. */
function begunBy({ history }: Timeline, number: number): readonly { readonly id: string; readonly tick: number }[] {
  return history.storeEvents
    .filter(({ kind, tag }) => kind === 'begun' && tag === number)
    .map(({ operationId, tick }) => ({ id: operationId, tick }));
}

function checkCall(timeline: Timeline, call: WriteCall): readonly string[] {
  const { tag, record, arrived } = call;
  const what = `${record.method} ${record.path} of #${tag ?? 'nobody'}`;
  const begun = typeof tag === 'number' ? begunBy(timeline, tag) : [];
  if (!begun.some(({ tick }) => tick < arrived)) return [`${what} left before it was recorded`];
  const kept = timeline.history.recordAfter.filter(({ id }) => begun.some((one) => one.id === id));
  const attempts = kept.flatMap((operation) => operation.attempts);
  const isThere = attempts.some(({ method, path }) => method === record.method && record.path.endsWith(path));
  return isThere ? [] : [`${what} has no attempt in the record`];
}

/** No more calls than attempts; fewer where one never arrived. */
function checkAttempts({ history }: Timeline, record: OperationRecord): readonly string[] {
  const begun = history.storeEvents.find(({ kind, operationId }) => kind === 'begun' && operationId === record.id);
  const calls = begun ? history.calls.filter(({ tag }) => tag === begun.tag).length : 0;
  return calls <= record.attempts.length
    ? []
    : [`Operation ${record.id} of #${begun?.tag ?? '?'} has ${record.attempts.length} attempts and ${calls} calls`];
}

function checkTold(timeline: Timeline, step: Step): readonly string[] {
  const { answer } = step;
  const told = answer.kind === 'update' ? answer.result.operation : null;
  if (!told || told.state === 'IN_FLIGHT') return [];
  const kept = timeline.history.recordBefore.find(({ id }) => id === told.id);
  if (!kept) return [`${nameOf(step)} told of an operation that is not in the record`];
  const isFinishLost = timeline.history.storeEvents.some(
    ({ kind, operationId }) => kind === 'finish failed' && operationId === told.id,
  );
  // An open end may have been settled since.
  if (told.state === kept.state || told.state === 'UNKNOWN' || isFinishLost) return [];
  return [`${nameOf(step)} was told ${told.state}, and the record says ${kept.state}`];
}

function checkSettled({ id, state, reason }: OperationRecord): readonly string[] {
  if (state === 'IN_FLIGHT' || state === 'PENDING') return [`Operation ${id} is still ${state}`];
  return state === 'UNKNOWN' && reason === null ? [`Operation ${id} is UNKNOWN without a reason`] : [];
}
