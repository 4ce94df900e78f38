import { parseArgs } from 'node:util';

export const workloadIds = ['W1', 'W2', 'W3', 'W4', 'W5'] as const;
export type WorkloadId = (typeof workloadIds)[number];

/** What `npm run bench` was asked for. */
export interface Options {
  /** A tenth of the time, and nothing is written. */
  readonly isQuick: boolean;
  readonly only: readonly WorkloadId[];
  /** Profile Accord under this workload instead of measuring. */
  readonly profile: WorkloadId | null;
  /** W1 at half load for so long instead of measuring. */
  readonly soakMs: number | null;
  /** Time and memory of a start instead of the workloads. */
  readonly start: boolean;
  /** One worker beside two, under W1 and W2, instead of the workloads. */
  readonly workers: boolean;
}

/** @throws TypeError for an option that there is not. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      profile: { type: 'string' },
      soak: { type: 'string' },
      start: { type: 'boolean', default: false },
      workers: { type: 'boolean', default: false },
    },
  });
  return {
    isQuick: values.quick,
    only: values.only === undefined ? workloadIds : values.only.split(',').map(toWorkloadId),
    profile: values.profile === undefined ? null : toWorkloadId(values.profile),
    soakMs: values.soak === undefined ? null : toMs(values.soak),
    start: values.start,
    workers: values.workers,
  };
}

function toWorkloadId(text: string): WorkloadId {
  const id = workloadIds.find((known) => known === text.toUpperCase());
  if (id === undefined) throw new TypeError(`There is no workload "${text}": ${workloadIds.join(', ')}.`);
  return id;
}

function toMs(text: string): number {
  const [, count, unit] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  if (count === undefined) throw new TypeError('A time is a number and s, m or h, such as 10m.');
  return Number(count) * (unit === 'h' ? 3_600_000 : unit === 'm' ? 60_000 : 1_000);
}
