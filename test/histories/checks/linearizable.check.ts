import { accountVersion } from '../../../src/domain/account-version.ts';
import type { Account } from '../../../src/domain/account.ts';
import type { Step } from '../history.ts';
import { shown, storedValue } from '../provider-models.ts';
import { accountIn } from '../run-operation.ts';
import {
  fingerprintOfAccount,
  fingerprintOfState,
  namedFields,
  nameOf,
  type State,
  type Timeline,
} from './timeline.ts';

/**
 * Checker 1: each account behaves as one register. Whatever a client was shown was so at some moment between its call
 * and its return; an acknowledged write took effect in between; a version that was asked for was the version then.
 */
export function checkLinearizable(timeline: Timeline): readonly string[] {
  const versions = seenVersions(timeline);
  return timeline.history.steps.flatMap((step) => [
    ...checkShown(timeline, step),
    ...checkApplied(timeline, step),
    ...checkUnchanged(timeline, step),
    ...checkVersion(timeline, step, versions),
  ]);
}

function checkShown(timeline: Timeline, step: Step): readonly string[] {
  const seen = accountIn(step.answer);
  if (!seen) return [];
  const states = statesShown(timeline, step);
  return matching(step, states, seen).length > 0
    ? []
    : [`${nameOf(step)} showed ${fingerprintOfAccount(step.account, seen)}, which was not so at any moment of it`];
}

/** The states that an operation may have shown. */
function statesShown(timeline: Timeline, step: Step): readonly State[] {
  const { account, called, returned, answer } = step;
  const isReplay = answer.kind === 'update' && answer.result.replayed;
  if (isReplay) return timeline.statesBetween(account, 0, returned);
  const isOwnAnswer = answer.kind === 'update' && answer.result.outcome.endsWith('APPLIED');
  const from = account.model.canRead || isOwnAnswer ? called : lastKnown(timeline, step);
  return timeline.statesBetween(account, from, returned);
}

/** Where nothing can be read: when the last write took effect whose answer was in the store before the call. */
function lastKnown({ history }: Timeline, { account, called }: Step): number {
  const known = history.storeEvents.filter(
    ({ kind, state, tick }) => kind === 'finished' && state.endsWith('APPLIED') && tick < called,
  );
  const ticks = known.flatMap(({ tag, tick }) =>
    history.applications
      .filter(({ call, tick: applied }) => call.tag === tag && call.account === account && applied < tick)
      .map((application) => application.tick),
  );
  return Math.max(0, ...ticks);
}

function matching({ account }: Step, states: readonly State[], seen: Account): readonly State[] {
  const wanted = fingerprintOfAccount(account, seen);
  return states.filter(({ fields }) => fingerprintOfState(account, fields) === wanted);
}

function checkApplied(timeline: Timeline, step: Step): readonly string[] {
  const { answer, called, returned } = step;
  if (answer.kind !== 'update' || answer.result.replayed || answer.result.outcome !== 'APPLIED') return [];
  const isIn = timeline.applicationsOf(step).some(({ tick }) => tick > called && tick < returned);
  return isIn || isSoAnyway(timeline, step) ? [] : [`${nameOf(step)} took no effect between its call and its return`];
}

/** A provider that stores nothing and says all is well is right where the account was so already. */
function isSoAnyway(timeline: Timeline, step: Step): boolean {
  const { account, called, returned } = step;
  return timeline
    .statesBetween(account, called, returned)
    .some(({ fields }) =>
      namedFields(step).every(([field, value]) => shown(fields[field.held]) === shown(storedValue(field, value))),
    );
}

function checkUnchanged(timeline: Timeline, step: Step): readonly string[] {
  const { answer } = step;
  if (answer.kind !== 'update' || answer.result.outcome !== 'NO_CHANGE' || answer.result.replayed) return [];
  const seen = answer.result.account;
  if (!seen) return [];
  const isSo = namedFields(step).every(
    ([field, value]) => shown(field.read(seen)) === shown(storedValue(field, value)),
  );
  return isSo ? [] : [`${nameOf(step)} said that nothing was to change, and showed otherwise`];
}

/** For each version the states in which it was seen: those that look like what was shown with it. */
function seenVersions(timeline: Timeline): ReadonlyMap<string, ReadonlySet<string>> {
  const versions = new Map<string, Set<string>>();
  for (const step of timeline.history.steps) {
    const seen = accountIn(step.answer);
    if (!seen) continue;
    const version = accountVersion(seen);
    versions.set(version, (versions.get(version) ?? new Set()).add(fingerprintOfAccount(step.account, seen)));
  }
  return versions;
}

function checkVersion(
  timeline: Timeline,
  step: Step,
  versions: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const { account, command, called } = step;
  const ifVersion = command?.ifVersion ?? null;
  if (ifVersion === null) return [];
  const known = versions.get(ifVersion);
  return timeline.applicationsOf(step).flatMap((application) => {
    // What came in between the read and the write, nobody could have known.
    if (application.again || timeline.isLate(application)) return [];
    if (timeline.isDisturbed(account, called, application.tick)) return [];
    if (known?.has(fingerprintOfState(account, application.before)) === true) return [];
    // Where nothing can be read, the version is that of the last answer.
    if (!account.model.canRead && known !== undefined) return [];
    return [`${nameOf(step)} was carried out on another version than ${ifVersion}`];
  });
}
