import { checkHistory, type CheckerName, type Violation } from './checks/check-history.ts';
import { Timeline } from './checks/timeline.ts';
import { countLateOverwrites } from './checks/untouched.check.ts';
import { isAcknowledged, type History } from './history.ts';
import { planHistory } from './plan.ts';
import type { PlantedBug } from './planted-bug.ts';
import { runHistory } from './run-history.ts';
import type { World } from './world.ts';

/** What must be acknowledged of a history for it to count. */
const ACKNOWLEDGED_SHARE = 0.6;
/** How many histories may be made for each that counts. */
const TRIES_FOR_EACH = 1.5;

export interface CampaignOptions {
  /** At least one: a history runs in each at the same time. */
  readonly worlds: readonly World[];
  /** Histories that count. */
  readonly count: number;
  /** The first history's; the next ones' follow. */
  readonly seed: number;
  readonly operations: number;
  readonly bug?: PlantedBug | null;
  /** Whether to go on where a history fails. Default: no. */
  readonly keepsGoing?: boolean;
  /** Called after each history. */
  readonly onHistory?: (figures: CampaignFigures) => void;
}

/** A history in which something went wrong. */
export interface Failure {
  readonly seed: number;
  readonly violations: readonly Violation[];
}

export interface CampaignFigures {
  counted: number;
  /** Of which too little was acknowledged. */
  discarded: number;
  operations: number;
  acknowledged: number;
  writes: number;
  deaths: number;
  /** Writes that undid what a late call had done: see docs/histories.md. */
  lateOverwrites: number;
  readonly outcomes: Record<string, number>;
  readonly faults: Record<string, number>;
  readonly states: Record<string, number>;
  readonly failures: Failure[];
}

/** Runs histories until enough count, or one fails. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignFigures> {
  const figures = noFigures();
  const { bug = null } = options;
  let next = options.seed;
  const last = options.seed + Math.ceil(options.count * TRIES_FOR_EACH) + options.worlds.length;
  const runLane = async (world: World): Promise<void> => {
    while (figures.counted < options.count && next < last) {
      if (figures.failures.length > 0 && options.keepsGoing !== true) return;
      const seed = next;
      next += 1;
      const history = await runHistory(world, planHistory(seed, options.operations, bug?.focus), bug);
      add(figures, history);
      options.onHistory?.(figures);
    }
  };
  await Promise.all(options.worlds.map(runLane));
  return figures;
}

function add(figures: CampaignFigures, history: History): void {
  const acknowledged = history.steps.filter(isAcknowledged).length;
  const violations = checkHistory(history);
  if (violations.length > 0) figures.failures.push({ seed: history.plan.seed, violations });
  if (acknowledged < ACKNOWLEDGED_SHARE * history.steps.length) {
    figures.discarded += 1;
    return;
  }
  figures.counted += 1;
  figures.operations += history.steps.length;
  figures.acknowledged += acknowledged;
  figures.writes += history.calls.length;
  figures.deaths += history.deaths.length - 2;
  figures.lateOverwrites += countLateOverwrites(new Timeline(history));
  for (const { answer, planned } of history.steps) {
    const told = answer.kind === 'update' ? answer.result.outcome : answer.kind;
    count(figures.outcomes, answer.kind === 'failed' ? answer.code : told);
    if (planned.fault) count(figures.faults, planned.fault.name);
    if (planned.storeFault) count(figures.faults, 'the store fails');
  }
  for (const { state } of history.recordAfter) count(figures.states, state);
}

function count(figures: Record<string, number>, name: string): void {
  figures[name] = (figures[name] ?? 0) + 1;
}

function noFigures(): CampaignFigures {
  const none = { counted: 0, discarded: 0, operations: 0, acknowledged: 0, writes: 0, deaths: 0, lateOverwrites: 0 };
  return { ...none, outcomes: {}, faults: {}, states: {}, failures: [] };
}

/** A failure as it is to be read: the seed, and what each checker says. */
export function describeFailure({ seed, violations }: Failure, operations: number): string {
  const lines = violations.map(({ checker, message }) => `  ${checker}: ${message}`);
  const again = `npm run test:histories -- --count 1 --seed ${seed} --operations ${operations}`;
  return [`Seed ${seed} fails (${again}):`, ...lines].join('\n');
}

/** By which checkers a failure was found. */
export function checkersOf({ violations }: Failure): readonly CheckerName[] {
  return [...new Set(violations.map(({ checker }) => checker))];
}
