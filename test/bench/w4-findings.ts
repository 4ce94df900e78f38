import type { Counted, Measured } from './messages.ts';
import { median, quantile } from './statistics.ts';

/** One stretch of load on one variant. */
export interface Round {
  readonly measured: Measured;
  readonly counted: Counted;
}

export interface VariantRounds {
  readonly name: string;
  /** By the number of connections. */
  readonly rounds: ReadonlyMap<number, readonly Round[]>;
}

/** One line of the table: medians over the rounds. */
export interface Row {
  readonly name: string;
  readonly connections: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the rounds' own medians: how much the machine's noise moved them. */
  readonly p50LowestMs: number;
  readonly p50HighestMs: number;
  readonly upstreamCallsPerOperation: number;
  /** The medians of its upstream calls, one for each method, added up. */
  readonly upstreamMs: number;
  /** Of each round: its median, less its upstream calls. */
  readonly ownMs: readonly number[];
  /** Waits for the disk, for each operation. */
  readonly diskMs: number;
  /** Of the server's processor, for each operation: what the rest of the machine does moves it least. */
  readonly cpuMs: number;
  readonly peakRssMiB: number;
  readonly requests: number;
}

/** The line of a variant under a number of connections. */
export function rowOf(name: string, connections: number, rounds: readonly Round[]): Row {
  const over = (value: (round: Round) => number): number => median(rounds.map(value));
  const p50s = rounds.map(({ measured }) => median(measured.latenciesMs));
  return {
    name,
    connections,
    requestsPerSecond: over(({ measured }) => (measured.latenciesMs.length * 1_000) / measured.elapsedMs),
    p50Ms: median(p50s),
    p99Ms: over(({ measured }) => quantile(measured.latenciesMs, 0.99)),
    p50LowestMs: Math.min(...p50s),
    p50HighestMs: Math.max(...p50s),
    upstreamCallsPerOperation: over(({ measured, counted }) => callsOf(counted) / measured.latenciesMs.length),
    upstreamMs: over(upstreamMsOf),
    ownMs: rounds.map((round) => median(round.measured.latenciesMs) - upstreamMsOf(round)),
    diskMs: over(
      ({ measured, counted }) => (median(counted.diskMs) * counted.diskMs.length) / measured.latenciesMs.length || 0,
    ),
    cpuMs: over(({ measured, counted }) => counted.cpuMs / measured.latenciesMs.length),
    peakRssMiB: Math.max(...rounds.map(({ counted }) => counted.peakRssMiB)),
    requests: sum(rounds.map(({ measured }) => measured.latenciesMs.length)),
  };
}

function callsOf({ upstreamMs }: Counted): number {
  return sum(Object.values(upstreamMs).map((times) => times.length));
}

function upstreamMsOf({ counted }: Round): number {
  return sum(Object.values(counted.upstreamMs).map(median));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** What one update costs, in milliseconds at the median, with one connection. */
export interface Costs {
  /** Accord's own time: all but the calls to the provider. */
  readonly ownMs: number;
  /** The same in the round that the rest of the machine disturbed least. */
  readonly ownQuietestMs: number;
  /** How much of it is waiting for the disk. */
  readonly ownDiskMs: number;
  readonly ownWithKeyMs: number;
  readonly ownWithoutRecordMs: number;
  readonly ownPlainMs: number;
  /** The record alone: with it, minus without it. */
  readonly recordMs: number;
}

/** What one update costs, out of the lines of the table. */
export function costsOf(rows: readonly Row[]): Costs {
  const own = (name: string): number => {
    const row = rows.find((one) => one.name === name && one.connections === 1);
    return row === undefined ? NaN : median(row.ownMs);
  };
  const ownMs = own('recorded');
  const recorded = rows.find((one) => one.name === 'recorded' && one.connections === 1);
  const ownWithoutRecordMs = own('without the record');
  return {
    ownMs,
    ownQuietestMs: Math.min(...(recorded?.ownMs ?? [])),
    ownDiskMs: recorded?.diskMs ?? NaN,
    ownWithKeyMs: own('recorded, with an idempotency key'),
    ownWithoutRecordMs,
    ownPlainMs: own('plain Node'),
    recordMs: ownMs - ownWithoutRecordMs,
  };
}
