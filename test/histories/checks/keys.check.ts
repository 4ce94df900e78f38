import type { History, Step, WriteCall } from '../history.ts';
import { nameOf, type Timeline } from './timeline.ts';

/** Checker 2: no idempotency key, and no update without one, is carried out twice; and a key means one input only. */
export function checkKeys(timeline: Timeline): readonly string[] {
  const { history } = timeline;
  return [...checkCalls(history, timeline), ...checkMeanings(history, timeline)];
}

/** Actor, source and mutation: within it a key means one thing. */
function scopeOf({ account, command, planned }: Step): string {
  const key = command?.idempotencyKey ?? null;
  return key === null ? `no key, #${planned.number}` : `${account.model.id} ${command?.mutation ?? ''} ${key}`;
}

function checkCalls(history: History, timeline: Timeline): readonly string[] {
  const byScope = new Map<string, WriteCall[]>();
  for (const call of history.calls) {
    const step = typeof call.tag === 'number' ? timeline.step(call.tag) : undefined;
    if (!step) continue;
    const scope = scopeOf(step);
    byScope.set(scope, [...(byScope.get(scope) ?? []), call]);
  }
  return [...byScope].flatMap(([scope, calls]) =>
    calls.length <= 1 || calls.slice(0, -1).every(isRefused) ? [] : [`${scope} was sent ${calls.length} times`],
  );
}

/** A call that certainly did nothing may be followed by another. */
function isRefused({ record }: WriteCall): boolean {
  return record.status !== null && record.status >= 400 && record.status < 500;
}

function checkMeanings(history: History, timeline: Timeline): readonly string[] {
  const recordedBy = new Map<string, Step>();
  for (const { kind, operationId, tag } of history.storeEvents) {
    const step = typeof tag === 'number' ? timeline.step(tag) : undefined;
    if (step && (kind === 'begun' || kind === 'ended')) recordedBy.set(operationId, step);
  }
  return history.steps.flatMap((step) => {
    const { answer } = step;
    const operation = answer.kind === 'update' ? answer.result.operation : null;
    const first = operation && recordedBy.get(operation.id);
    if (!first || first === step || isSameInput(first, step)) return [];
    return [`${nameOf(step)} was answered with the operation of ${nameOf(first)}`];
  });
}

function isSameInput(one: Step, other: Step): boolean {
  const inputOf = ({ account, command }: Step) => JSON.stringify([account.id, command?.patch, command?.ifVersion]);
  return one.planned.input === other.planned.input || inputOf(one) === inputOf(other);
}
