import type { Clock } from '../../domain/clock.ts';
import { accountErrorOf } from '../transport/failure.ts';
import type { AttemptEnd, Call } from './call.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';
import type { Limit } from './limit.ts';
import { lateInLine, limitReached, lineFull } from './refusals.ts';
import { SlidingWindow, type RequestWindow } from './sliding-window.ts';
import { SlowDown, type SlowDownSettings } from './slow-down.ts';
import { WaitingLine } from './waiting-line.ts';

/** How much a source may be asked. */
export interface GateSettings extends SlowDownSettings {
  /** Attempts under way at one time. */
  readonly concurrency: number;
  /** All of them hold at the same time; none: no limit. */
  readonly windows: readonly RequestWindow[];
  /** Calls that may wait at one time, reads and writes each. */
  readonly queue: number;
}

/** Reads or writes: what limits them, and who waits. */
interface Lane {
  readonly limits: readonly Limit[];
  readonly line: WaitingLine;
}

/**
 * Bulkhead, rate limit and slow-down of one source, behind one line: an attempt goes at the moment when all of them let
 * it. Two in a row would each have to guess what the other does, and a place in one would be held for nothing while
 * waiting for the other.
 *
 * Writes do not wait behind reads: somebody holds the account's lock for them.
 */
export class Gate {
  readonly #clock: Clock;
  readonly #queue: number;
  readonly #slowDown: SlowDown;
  readonly #reads: Lane;
  readonly #writes: Lane;
  #cancelWake: (() => void) | undefined;
  #wakeAtMs = Infinity;

  constructor(settings: GateSettings, clock: Clock) {
    this.#clock = clock;
    this.#queue = settings.queue;
    this.#slowDown = new SlowDown(settings);
    const windows = settings.windows.map((window) => ({ window, limit: new SlidingWindow(window) }));
    const both = [new ConcurrencyLimit(settings.concurrency), this.#slowDown];
    const ofWrites = windows.filter(({ window }) => window.only !== 'reads');
    this.#reads = { limits: [...both, ...windows.map(({ limit }) => limit)], line: new WaitingLine() };
    this.#writes = { limits: [...both, ...ofWrites.map(({ limit }) => limit)], line: new WaitingLine() };
  }

  /** How many reads may go now; null where nothing limits them. */
  get remaining(): number | null {
    const nowMs = this.#clock.now();
    const counts = this.#reads.limits.map((limit) => limit.remaining(nowMs)).filter((count) => count !== null);
    return counts.length === 0 ? null : Math.min(...counts);
  }

  /** When the next read can go at the earliest, those in line before it included. */
  get earliestMs(): number {
    return earliestMs(this.#reads, this.#clock.now());
  }

  /**
   * Lets an attempt through, at once (undefined) or in its turn. Each one must be told to {@link left}.
   *
   * Throws, or rejects with, RATE_LIMITED where its turn cannot come before the deadline or the line is full;
   * UPSTREAM_TIMEOUT where it did not; UPSTREAM_UNAVAILABLE when the client is closed; all with `dispatched` false.
   */
  enter(call: Call): Promise<void> | undefined {
    const lane = call.isRead ? this.#reads : this.#writes;
    const nowMs = this.#clock.now();
    if (lane.line.length === 0 && readyAtMs(lane, nowMs) === 0) {
      for (const limit of lane.limits) limit.entered();
      return undefined;
    }
    const turnMs = earliestMs(lane, nowMs);
    if (turnMs >= call.deadlineMs) throw limitReached(turnMs - nowMs);
    if (lane.line.length >= this.#queue) throw lineFull();
    const turn = lane.line.wait(call);
    this.#wakeWhenNeeded(nowMs);
    return turn;
  }

  /** An attempt that was let through has ended; `wasSent` is false where the provider certainly saw nothing of it. */
  left({ isRead }: Pick<Call, 'isRead'>, wasSent: boolean): void {
    const nowMs = this.#clock.now();
    for (const limit of (isRead ? this.#reads : this.#writes).limits) limit.left(wasSent, nowMs);
    if (this.#writes.line.length > 0 || this.#reads.line.length > 0) this.#letThrough(nowMs);
  }

  /** Takes note of what an answer says about the pace. */
  paced(end: AttemptEnd, retryAfterMs: number | undefined): void {
    const nowMs = this.#clock.now();
    if (end === 'ANSWERED') this.#slowDown.answered(nowMs);
    if (end !== 'RATE_LIMITED') return;
    this.#slowDown.limited(retryAfterMs, nowMs);
    const untilMs = this.#slowDown.earliestMs(nowMs);
    // Who would only wait to be told the same is told now.
    for (const { line } of [this.#writes, this.#reads]) line.dismiss(untilMs, limitReached(untilMs - nowMs));
  }

  /** Sends away everybody who waits. */
  close(): void {
    for (const { line } of [this.#writes, this.#reads]) {
      line.dismiss(Infinity, accountErrorOf('NETWORK', { dispatched: false }));
    }
    this.#cancelWake?.();
  }

  #letThrough(nowMs: number): void {
    for (const { line, limits } of [this.#writes, this.#reads]) {
      if (line.earliestDeadlineMs <= nowMs) line.dismiss(nowMs, lateInLine());
      while (line.length > 0 && readyAtMs({ limits }, nowMs) === 0) {
        for (const limit of limits) limit.entered();
        line.callFirst();
      }
    }
    this.#wakeWhenNeeded(nowMs);
  }

  /**
   * One timer for everybody: when the first in line may go, or somebody's deadline comes, whichever is sooner. It stays
   * when the line empties: firing early costs one look, and so a busy line sets it a few times a minute, not for every call.
   */
  #wakeWhenNeeded(nowMs: number): void {
    let atMs = Infinity;
    for (const lane of [this.#writes, this.#reads]) {
      if (lane.line.length === 0) continue;
      atMs = Math.min(atMs, lane.line.earliestDeadlineMs, readyAtMs(lane, nowMs));
    }
    if (atMs >= this.#wakeAtMs) return;
    this.#cancelWake?.();
    this.#wakeAtMs = atMs;
    this.#cancelWake = this.#clock.schedule(atMs - nowMs, () => {
      this.#wakeAtMs = Infinity;
      this.#letThrough(this.#clock.now());
    });
  }
}

function readyAtMs({ limits }: Pick<Lane, 'limits'>, nowMs: number): number {
  let atMs = 0;
  for (const limit of limits) atMs = Math.max(atMs, limit.readyAtMs(nowMs));
  return atMs;
}

function earliestMs({ limits, line }: Lane, nowMs: number): number {
  let atMs = nowMs;
  for (const limit of limits) atMs = Math.max(atMs, limit.earliestMs(nowMs, line.length));
  return atMs;
}
