import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../src/domain/clock.ts';
import type { OperationRecord } from '../../src/domain/operation.ts';
import type { History, HistoryAccount, Step } from './history.ts';
import type { HistoryPlan, PlannedOperation } from './plan.ts';
import type { PlantedBug } from './planted-bug.ts';
import { models } from './provider-models.ts';
import { Recorder, running } from './recorder.ts';
import { carryOut, commandOf, SharedKnowledge } from './run-operation.ts';
import { openStore, type RunningProcess } from './running-process.ts';
import { Supervisor } from './supervisor.ts';
import type { World } from './world.ts';

/** How many operations start after a store has closed before its process is gone. */
const OPERATIONS_WITHOUT_STORE = 3;

interface Run {
  readonly world: World;
  readonly recorder: Recorder;
  readonly supervisor: Supervisor;
  readonly knowledge: SharedKnowledge;
}

/** Carries out a plan, and answers everything that happened. With a planted bug, over a product that has it. */
export async function runHistory(world: World, plan: HistoryPlan, bug: PlantedBug | null = null): Promise<History> {
  await world.reset();
  const recorder = prepare(world, plan);
  const supervisor = new Supervisor(world, recorder, { bug, deaths: plan.deaths });
  const run = { world, recorder, supervisor, knowledge: new SharedKnowledge() };
  await Promise.all(Array.from({ length: plan.clients }, (_, client) => runClient(run, plan, client)));
  await finish(run);
  return recorder.history;
}

function prepare(world: World, plan: HistoryPlan): Recorder {
  const accounts = plan.accounts.map(({ provider, place }, number): HistoryAccount => {
    const model = models[provider];
    const state = world.emulators[provider].accounts()[place] ?? {};
    const key = model.keyOf(state);
    return { number, model, key, id: `${provider}:${key}` };
  });
  const initial = plan.accounts.map(({ provider, place }) => world.emulators[provider].accounts()[place] ?? {});
  const history: History = {
    plan,
    accounts,
    initial,
    steps: [],
    calls: [],
    applications: [],
    storeEvents: [],
    droppings: [],
    strayChanges: [],
    deaths: [],
    recordBefore: [],
    recordAfter: [],
    final: [],
  };
  const recorder = new Recorder(history, world.emulators);
  world.recorder = recorder;
  return recorder;
}

async function runClient(run: Run, plan: HistoryPlan, client: number): Promise<void> {
  for (const planned of plan.operations.filter((operation) => operation.client === client)) {
    if (planned.pauseMs > 0) await delay(planned.pauseMs);
    await runStep(run, planned);
  }
}

async function runStep(run: Run, planned: PlannedOperation): Promise<void> {
  const { recorder, supervisor, knowledge } = run;
  const account = recorder.history.accounts[planned.account];
  if (!account) throw new RangeError('The plan names an account that it does not have.');
  const process = await supervisor.current();
  if (planned.closesStore) await process.store.close();
  const ifVersion = planned.input ? knowledge.ifVersionOf(planned.input) : null;
  const command = commandOf(planned, account, { ifVersion, email: recorder.state(account).email });
  const operationId = planned.kind === 'reconcile' ? knowledge.operationToReconcile() : null;
  const disarm = arm(run, process, planned);
  const called = recorder.tick();
  const answer = await running.run(planned.number, () =>
    Promise.race([
      carryOut(process, { account, command, operationId }),
      process.life.died.then(() => ({ kind: 'crashed' }) as const),
    ]),
  );
  const step: Step = { planned, account, called, returned: recorder.tick(), answer, command };
  disarm();
  recorder.history.steps.push(step);
  knowledge.learn(account, answer);
  killWithoutStore(run, process, answer);
}

/** Sets off what is planned to go wrong during one operation; the answer ends it. */
function arm({ world, recorder, supervisor }: Run, process: RunningProcess, planned: PlannedOperation): () => void {
  const { fault, storeFault } = planned;
  const account = recorder.history.accounts[planned.account];
  const emulator = account && world.emulators[account.model.id];
  const ends = (fault?.rules ?? []).map((rule) => emulator?.faults.add(rule));
  if (storeFault) ends.push(process.store.arm(storeFault));
  const from = recorder.tick();
  return () => {
    for (const end of ends) end?.();
    if (fault?.isLate === true) supervisor.expectLate();
    if (!account || fault?.drops === undefined) return;
    recorder.history.droppings.push({ account, held: fault.drops, from, to: recorder.tick() });
  };
}

const withoutStore = new WeakMap<RunningProcess, number>();

/** A process whose store has closed serves nobody: after some operations it is replaced. */
function killWithoutStore(run: Run, process: RunningProcess, answer: Step['answer']): void {
  if (!process.store.isClosed || answer.kind === 'crashed') return;
  const served = (withoutStore.get(process) ?? 0) + 1;
  withoutStore.set(process, served);
  if (served >= OPERATIONS_WITHOUT_STORE) process.life.kill();
}

/** What the record says now, and after a minute and a restart; and what the providers hold. */
async function finish({ recorder, supervisor, world }: Run): Promise<void> {
  const { history } = recorder;
  history.recordBefore = await readRecord(world);
  await supervisor.settleEverything();
  history.recordAfter = await readRecord(world);
  history.final = history.accounts.map((account) => recorder.state(account));
  await supervisor.end();
  world.recorder = null;
}

async function readRecord(world: World): Promise<readonly OperationRecord[]> {
  const store = openStore(world, systemClock);
  const records: OperationRecord[] = [];
  for (;;) {
    const after = records.at(-1)?.id ?? null;
    const { items, hasMore } = await store.operations({ first: 200, after });
    records.push(...items);
    if (!hasMore) return records;
  }
}
