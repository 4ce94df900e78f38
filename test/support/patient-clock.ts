import { systemClock, type Clock } from '../../src/domain/clock.ts';

/** The machine's own clock, on which everything may take a hundred times as long: for machines that others make slow. */
export const patientClock: Clock = {
  now: () => systemClock.now(),
  schedule: (delayMs, callback) => systemClock.schedule(100 * delayMs, callback),
};
