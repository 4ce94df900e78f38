import type { Counted, Measured } from './messages.ts';
import { median, quantile } from './statistics.ts';

export interface Round {
  readonly measured: Measured;
  readonly counted: Counted;
}

export interface VariantRounds {
  readonly name: string;
  /** As the upstream counted them. */
  readonly upstreamCallsPerOperation: number;
  /** By the number of connections. */
  readonly rounds: ReadonlyMap<number, readonly Round[]>;
}

/** One line of a table: medians over the rounds. */
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
  /** The medians of its upstream calls, one for each method, added up; 0 where they are not timed. */
  readonly upstreamMs: number;
  /** Of each round: its median, less its upstream calls. */
  readonly ownMs: readonly number[];
  /** Waits for the disk, for each operation. */
  readonly diskMs: number;
  /** Of the server's processor, for each operation: what the rest of the machine does moves it least. */
  readonly cpuUs: number;
  /** How much of its core the server had: below 1 something else was the bottleneck. */
  readonly coreShare: number;
  readonly peakRssMiB: number;
  readonly requests: number;
}

/** The line of a variant under a number of connections. */
function rowOf({ name, upstreamCallsPerOperation }: VariantRounds, connections: number, rounds: readonly Round[]): Row {
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
    upstreamCallsPerOperation,
    upstreamMs: over(upstreamMsOf),
    ownMs: rounds.map((round) => median(round.measured.latenciesMs) - upstreamMsOf(round)),
    diskMs: over(
      ({ measured, counted }) => (median(counted.diskMs) * counted.diskMs.length) / measured.latenciesMs.length || 0,
    ),
    cpuUs: over(({ measured, counted }) => (counted.cpuMs * 1_000) / measured.latenciesMs.length),
    coreShare: over(({ measured, counted }) => counted.cpuMs / measured.elapsedMs),
    peakRssMiB: Math.max(...rounds.map(({ counted }) => counted.peakRssMiB)),
    requests: sum(rounds.map(({ measured }) => measured.latenciesMs.length)),
  };
}

/** All lines of a workload. */
export function rowsOf(variants: readonly VariantRounds[]): readonly Row[] {
  return variants
    .flatMap((variant) => [...variant.rounds].map(([connections, found]) => rowOf(variant, connections, found)))
    .sort((a, b) => a.connections - b.connections);
}

function upstreamMsOf({ counted }: Round): number {
  return sum(Object.values(counted.upstreamMs).map(median));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
