import { setTimeout as delay } from 'node:timers/promises';
import type { RecordedRequest } from '../../src/emulators/shared/emulator.ts';
import type { KillPoint } from './kill-points.ts';
import { ask, carryOutBehind, makeAccount, markUpdate, PROVIDERS, type MarkedUpdate } from './marked-updates.ts';
import { allOperations, brokenPromises, findIn, newestOperations, nothingInFlight } from './record-check.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';
import type { ServerProcess } from './server-process.ts';
import type { Workbench } from './workbench.ts';

/** How many accounts of each provider there are: few, so that updates meet. */
const ACCOUNTS = 4;
const REACH_MS = 20_000;

/** A chain of kills over one store: each round leaves a running server to the next. */
export class KillChain {
  readonly bench: Workbench;
  /** How many rounds there were. */
  rounds = 0;
  readonly #updates: MarkedUpdate[] = [];
  readonly #accounts: ReadonlyMap<string, readonly string[]>;
  #server: ServerProcess;
  readonly #hit: { readonly target: MarkedUpdate; readonly wasAnswered: boolean }[] = [];

  private constructor(bench: Workbench, server: ServerProcess) {
    this.bench = bench;
    this.#server = server;
    this.#accounts = new Map(
      PROVIDERS.map((provider) => [
        provider,
        Array.from({ length: ACCOUNTS }, (_, index) => makeAccount(bench.demo, provider, index + 1)),
      ]),
    );
  }

  static async start(bench: Workbench): Promise<KillChain> {
    return new KillChain(bench, await bench.startServer());
  }

  /** Kills the server at a point, starts another, and answers every promise that was broken. */
  async round(point: KillPoint, seed: number): Promise<readonly string[]> {
    const random = seededRandom(seed);
    const { bench } = this;
    this.rounds += 1;
    const provider = random.pick(point.providers);
    const target = this.#make(`${String(this.#updates.length)}.${String(seed)}`, { provider, random, point });
    const others = Array.from({ length: random.whole(4) }, (_, index) => {
      const name = `${String(this.#updates.length)}.${String(seed)}.${String(index)}`;
      return this.#make(name, { provider: random.pick(PROVIDERS), random, point: null });
    });
    if (point.errand === 'repeat') await ask(this.#server, target);
    if (point.errand === 'no-change') carryOutBehind(bench.demo, target);

    const reached = point.reach?.(bench, { provider, random });
    const answers = [...others, target].map((update) => ask(this.#server, update));
    await within(reached ?? answers.at(-1), point.name);
    await this.#server.kill();
    await Promise.all(answers);
    this.#disarm();
    if (point.twice === true) await this.#killSweep(random);
    this.#server = await bench.startServer();
    await nothingInFlight(this.#server);

    const round = [target, ...others];
    const broken = await this.#check(round);
    this.#hit.push({ target, wasAnswered: target.answers.length > 0 });
    // A caller that heard nothing asks again with its key.
    for (const update of round) {
      if (update.key !== null && update.answers.length === 0) await ask(this.#server, update);
    }
    return [...broken, ...(await this.#check(round))].map(
      (problem) => `${point.name}, seed ${String(seed)}: ${problem}`,
    );
  }

  #make(
    name: string,
    { provider, random, point }: { provider: MarkedUpdate['provider']; random: SeededRandom; point: KillPoint | null },
  ): MarkedUpdate {
    const account =
      point?.errand === 'refused' ? missingKey(provider) : random.pick(this.#accounts.get(provider) ?? []);
    const keyed = point?.keyed ?? random.whole(3) > 0;
    const update = markUpdate(provider, account, { marker: `m${name}`, key: keyed ? `key-${name}` : null });
    this.#updates.push(update);
    return update;
  }

  /** Kills the next server while it settles what the last one left, as soon as it asks the provider. */
  async #killSweep(random: SeededRandom): Promise<void> {
    const { demo, proxy } = this.bench;
    const asked = Object.values(demo.emulators).map(
      ({ faults }) =>
        new Promise<void>((resolve) => {
          faults.add({
            match: { kind: 'read' },
            times: 1,
            fault: {
              type: 'raw',
              respond: () => {
                resolve();
              },
            },
          });
        }),
    );
    const statement = random.pick(['read_open_operations', 'finish_operation', null]);
    const held =
      statement === null || proxy === null ? [] : [proxy.hold({ statement, moment: random.pick(['before', 'after']) })];
    const program = this.bench.start();
    const server = program.ready();
    // Where the operation is of WACM nothing is asked; then the server is killed when it is ready.
    await Promise.race([...(held.length > 0 ? held : asked), server.then(() => delay(300))]);
    program.signal('SIGKILL');
    await Promise.allSettled([program.ended, server]);
    this.#disarm();
  }

  #disarm(): void {
    for (const { faults } of Object.values(this.bench.demo.emulators)) faults.clear();
    this.bench.proxy?.clear();
  }

  /** Looks at everything once more, and counts how the updates ended that a kill was aimed at. */
  async end(tally: Map<string, number>): Promise<readonly string[]> {
    await nothingInFlight(this.#server);
    const operations = await allOperations(this.#server);
    for (const { target, wasAnswered } of this.#hit) {
      const { writes, operation } = findIn({ operations, writes: this.#requestsOf(target) }, target);
      const written = writes.length > 0 ? 'written' : 'not written';
      const answered = wasAnswered ? 'answered' : 'not answered';
      const ending = `${operation?.state ?? 'not recorded'}, ${written}, ${answered}`;
      tally.set(ending, (tally.get(ending) ?? 0) + 1);
    }
    return this.#updates.flatMap((update) => brokenPromises(update, { operations, writes: this.#requestsOf(update) }));
  }

  async #check(round: readonly MarkedUpdate[]): Promise<readonly string[]> {
    const operations = await newestOperations(this.#server, 50);
    return round.flatMap((update) => brokenPromises(update, { operations, writes: this.#requestsOf(update) }));
  }

  #requestsOf({ provider }: MarkedUpdate): readonly RecordedRequest[] {
    return this.bench.demo.emulators[provider].requests;
  }
}

/** The key of no account. */
function missingKey(provider: MarkedUpdate['provider']): string {
  return { kameleoon: '999999', kibo: 'f'.repeat(32), wacm: '1', 'huawei-cloud': 'none', cpp: 'no.body@cpp.hr' }[
    provider
  ];
}

async function within(reached: Promise<unknown> | undefined, name: string): Promise<void> {
  const giveUp = new AbortController();
  const late = delay(REACH_MS, undefined, { signal: giveUp.signal }).then(
    () => Promise.reject(new Error(`The point was not reached: ${name}`)),
    () => undefined,
  );
  await Promise.race([reached, late]);
  giveUp.abort();
}
