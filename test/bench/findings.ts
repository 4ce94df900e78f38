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
  /** Waits for the disk, for each operation. */
  readonly diskMs: number;
  /** Of the server's processor, for each operation: what the rest of the machine does moves it least. */
  readonly cpuUs: number;
  /** How much of its core the server had: below 1 something else was the bottleneck. */
  readonly coreShare: number;
  readonly peakRssMiB: number;
  readonly requests: number;
  /** In the order in which they were taken, which is that of every other line of the table. */
  readonly rounds: readonly RoundFigures[];
}

/** What one round says: a machine that changes its speed changes that of a whole round, for all servers alike. */
export interface RoundFigures {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuUs: number;
  /** The median, less the upstream calls. */
  readonly ownMs: number;
}

/** The line of a variant under a number of connections. */
function rowOf({ name, upstreamCallsPerOperation }: VariantRounds, connections: number, rounds: readonly Round[]): Row {
  const figures = rounds.map(figuresOf);
  const over = (value: (round: Round) => number): number => median(rounds.map(value));
  const p50s = figures.map(({ p50Ms }) => p50Ms);
  return {
    name,
    connections,
    requestsPerSecond: median(figures.map((round) => round.requestsPerSecond)),
    p50Ms: median(p50s),
    p99Ms: median(figures.map((round) => round.p99Ms)),
    p50LowestMs: Math.min(...p50s),
    p50HighestMs: Math.max(...p50s),
    upstreamCallsPerOperation,
    upstreamMs: over(upstreamMsOf),
    diskMs: over(
      ({ measured, counted }) => (median(counted.diskMs) * counted.diskMs.length) / measured.latenciesMs.length || 0,
    ),
    cpuUs: median(figures.map((round) => round.cpuUs)),
    coreShare: over(({ measured, counted }) => counted.cpuMs / measured.elapsedMs),
    peakRssMiB: Math.max(...rounds.map(({ counted }) => counted.peakRssMiB)),
    requests: sum(rounds.map(({ measured }) => measured.latenciesMs.length)),
    rounds: figures,
  };
}

function figuresOf(round: Round): RoundFigures {
  const { measured, counted } = round;
  const { latenciesMs, elapsedMs } = measured;
  const p50Ms = median(latenciesMs);
  return {
    requestsPerSecond: (latenciesMs.length * 1_000) / elapsedMs,
    p50Ms,
    p99Ms: quantile(latenciesMs, 0.99),
    cpuUs: (counted.cpuMs * 1_000) / latenciesMs.length,
    ownMs: p50Ms - upstreamMsOf(round),
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
