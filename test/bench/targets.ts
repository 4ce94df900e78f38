import type { Row, RoundFigures } from './findings.ts';
import type { WorkloadId } from './options.ts';
import { median, medianRatio } from './statistics.ts';
import { ACCORD, MESH, ORDINARY, PLAIN } from './workloads.ts';

/** What a workload's figures say of the design's targets, a sentence each. */
export function verdictsOf(id: WorkloadId, rows: readonly Row[]): readonly string[] {
  switch (id) {
    case 'W1':
      return ratios(rows, { plain: [0.5, 0.7], ordinary: 4, mesh: 2 });
    case 'W2':
      return ratios(rows, { plain: [0.55, 0.65], ordinary: 4, mesh: 4 });
    case 'W3':
      return upstreamCalls(rows);
    case 'W4':
      return ownTime(rows);
    case 'W5':
      return movedTail(rows);
  }
}

interface Ratios {
  /** Floor and goal. */
  readonly plain: readonly [number, number];
  readonly ordinary: number;
  readonly mesh: number;
}

function ratios(rows: readonly Row[], targets: Ratios): readonly string[] {
  const accord = rows.find(({ name }) => name === ACCORD);
  const wanted = [
    { name: PLAIN, floor: targets.plain[0], goal: `, goal ${targets.plain[1]}` },
    { name: ORDINARY, floor: targets.ordinary, goal: '' },
    { name: MESH, floor: targets.mesh, goal: '' },
  ];
  return wanted.flatMap(({ name, floor, goal }) => {
    const other = rows.find((row) => row.name === name);
    if (!accord || !other) return [];
    const byRequests = ratioOf(accord, other, 'requestsPerSecond');
    const byCpu = ratioOf(other, accord, 'cpuUs');
    const text = `Accord is at ${byRequests.toFixed(2)} of ${name} by requests/s and ${byCpu.toFixed(2)} by CPU time a request`;
    return [`${text}; at least ${floor} wanted${goal}: ${metOrMissed(Math.min(byRequests, byCpu) >= floor)}.`];
  });
}

function upstreamCalls(rows: readonly Row[]): readonly string[] {
  const accord = rows.find(({ name }) => name === ACCORD);
  if (!accord) return [];
  const calls = accord.upstreamCallsPerOperation;
  return [
    `Accord makes ${calls} upstream calls for 50 aliases of 10 accounts; 10 wanted: ${metOrMissed(calls === 10)}.`,
  ];
}

const OWN_MS = 2;

function ownTime(rows: readonly Row[]): readonly string[] {
  const roundsOf = (name: string): readonly number[] =>
    rows.find((one) => one.name === name && one.connections === 1)?.rounds.map(({ ownMs }) => ownMs) ?? [];
  const [recorded, keyed, unrecorded, plain] = [
    'recorded',
    'recorded, with an idempotency key',
    'without the record',
    PLAIN,
  ].map((name) => median(roundsOf(name)));
  const quietest = Math.min(...roundsOf('recorded'));
  const ms = (value: number | undefined): string => `${(value ?? NaN).toFixed(2)} ms`;
  return [
    `Accord's own time for one update (p50 of one connection, minus its upstream calls): ${ms(recorded)}, in the quietest round ${ms(quietest)}; at most ${OWN_MS} ms wanted: ${metOrMissed((recorded ?? NaN) <= OWN_MS)}.`,
    `With an idempotency key ${ms(keyed)}, without the record ${ms(unrecorded)}, plain Node ${ms(plain)}.`,
  ];
}

const TAIL_SHARE = 1.05;

function movedTail(rows: readonly Row[]): readonly string[] {
  const [alone, beside] = rows;
  if (!alone || !beside) return [];
  const moved = ratioOf(beside, alone, 'p99Ms');
  return [
    `The p99 of the four is at ${moved.toFixed(2)} of what it is alone while the fifth is silent; at most ${TAIL_SHARE} wanted: ${metOrMissed(moved <= TAIL_SHARE)}.`,
  ];
}

/** Round by round. */
function ratioOf(row: Row, other: Row, figure: keyof RoundFigures): number {
  const figures = ({ rounds }: Row): readonly number[] => rounds.map((round) => round[figure]);
  return medianRatio(figures(row), figures(other));
}

function metOrMissed(isMet: boolean): string {
  return isMet ? '**met**' : '**missed**';
}
