import { expect, it } from '@jest/globals';
import { rowsOf, type Round, type VariantRounds } from './findings.ts';
import { verdictsOf } from './targets.ts';
import { ACCORD, PLAIN } from './workloads.ts';

/** How much slower the machine is in each round. */
const SLOWNESS = [1, 2, 1, 3, 4, 1];

it('ratios are of rounds taken together, so a machine that changes its speed does not move them', () => {
  const accord = line(
    ACCORD,
    SLOWNESS.map((slowness) => round(slowness * 2)),
  );
  // In two rounds something met this one alone, which changes its median but not that of the ratios.
  const plain = line(
    PLAIN,
    SLOWNESS.map((slowness, index) => round(slowness * (index === 0 || index === 5 ? 3 : 1))),
  );
  expect(verdictsOf('W1', rowsOf([accord, plain]))).toEqual([
    'Accord is at 0.50 of plain Node by requests/s and 0.50 by CPU time a request; at least 0.5 wanted, goal 0.7: **met**.',
  ]);
});

it('a target is missed where either the requests or the processor say so', () => {
  const accord = line(ACCORD, [round(2.1)]);
  expect(verdictsOf('W1', rowsOf([accord, line(PLAIN, [round(1)])]))).toEqual([
    'Accord is at 0.48 of plain Node by requests/s and 0.48 by CPU time a request; at least 0.5 wanted, goal 0.7: **missed**.',
  ]);
});

it('the time of our own is a median of rounds, each less its upstream calls', () => {
  const ownTimes = (...upstreamMs: readonly number[]): readonly string[] =>
    verdictsOf(
      'W4',
      rowsOf([
        line(
          'recorded',
          upstreamMs.map((ms) => round(3, ms)),
        ),
      ]),
    );
  expect(ownTimes(1, 2, 0.5)[0]).toContain('2.00 ms, in the quietest round 1.00 ms; at most 2 ms wanted: **met**');
  expect(ownTimes(0.5, 0.5, 2)[0]).toContain('2.50 ms, in the quietest round 1.00 ms; at most 2 ms wanted: **missed**');
});

function line(name: string, rounds: readonly Round[]): VariantRounds {
  return { name, upstreamCallsPerOperation: 1, rounds: new Map([[1, rounds]]) };
}

/** Ten requests of so many milliseconds each, one after the other, all of them the processor's. */
function round(ms: number, upstreamMs = 0): Round {
  const latenciesMs = Array.from({ length: 10 }, () => ms);
  const all = 10 * ms;
  return {
    measured: { kind: 'measured', latenciesMs, elapsedMs: all, failure: null },
    counted: {
      ...{ kind: 'counted', calls: 10, cpuMs: all, rssMiB: 1, peakRssMiB: 1, diskMs: [] },
      upstreamMs: { GET: [upstreamMs] },
    },
  };
}
