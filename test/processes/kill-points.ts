import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../../src/emulators/shared/faults.ts';
import type { RequestKind } from '../../src/emulators/shared/exchange.ts';
import type { EmulatorId } from '../../src/emulators/shared/emulator.ts';
import { PROVIDERS, READABLE } from './marked-updates.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Moment } from './statement-proxy.ts';
import type { StoreKind, Workbench } from './workbench.ts';

/** What the update that is hit does: it writes, changes nothing, is refused, or repeats one that has ended. */
export type Errand = 'write' | 'no-change' | 'refused' | 'repeat';

/** A point of the update at which a server is killed. */
export interface KillPoint {
  /** The await, as it reads in src/accounts, and where in it. */
  readonly name: string;
  readonly stores: readonly StoreKind[];
  readonly providers: readonly EmulatorId[];
  readonly errand: Errand;
  /** Whether the update has an idempotency key. */
  readonly keyed: boolean;
  /** Whether the process that is started next is killed as well, while it settles what the first one left. */
  readonly twice?: boolean;
  /** Lays the trap for an update at this provider; resolves when the server is at the point. Null: when it has answered. */
  readonly reach: ((bench: Workbench, at: { provider: EmulatorId; random: SeededRandom }) => Promise<void>) | null;
}

const BOTH: readonly StoreKind[] = ['PGlite', 'PostgreSQL'];

/**
 * Every await of `UpdateService.update` and of what it calls: the store's statements, the provider's calls. What is
 * awaited in between (the lock of this process, pure work) is left in the same turn of the event loop.
 */
export const KILL_POINTS: readonly KillPoint[] = [
  ...statement('#claim: store.claim', 'grant_claim', ['before', 'after']),
  ...statement('#claim: store.claim of a repetition', 'find_claim', ['before', 'after'], { errand: 'repeat' }),
  ...statement('#claimed: store.withAccountLock', 'try_account_lock', ['before', 'after']),
  call('#prepare: the sign-in for the read', 'token', { at: 'arrival', providers: ['kameleoon', 'kibo'] }),
  call('#prepare: currentAccount', 'read', { at: 'arrival', providers: READABLE }),
  ...statement('#prepare: currentAccount of a snapshot', 'get_snapshot', ['before', 'after'], { providers: ['wacm'] }),
  ...statement('#held: log.begin', 'record_claimed_operation', ['before', 'after', 'late']),
  ...statement('#held: log.begin without a key', 'record_operation', ['before', 'after', 'late'], { keyed: false }),
  call('#send: datasource.sendUpdate, arrived', 'write', { at: 'arrival' }),
  call('#send: datasource.sendUpdate, carried out', 'write', { at: 'applied' }),
  call('#send: datasource.sendUpdate, half of the answer', 'write', { at: 'half-answered' }),
  // As a rule before the next server is there, and when that one has looked at the account in vain.
  call('#send: datasource.sendUpdate, carried out when the server is dead', 'write', { at: 'applied', afterMs: 400 }),
  call('#send: datasource.sendUpdate, carried out long after', 'write', { at: 'applied', afterMs: 5_000 }),
  call('#send: datasource.sendUpdate, its reading afterwards', 'read', { at: 'arrival', providers: ['cpp'], skip: 1 }),
  ...statement('#send: log.finish', 'finish_operation', ['before', 'after', 'late']),
  ...statement('#endWithoutWrite: log.recordEnded', 'record_claimed_operation', ['before', 'after'], {
    errand: 'no-change',
    providers: READABLE,
  }),
  ...statement('#endWithoutWrite: store.release', 'release_claim', ['before', 'after'], {
    errand: 'refused',
    providers: READABLE,
  }),
  ...statement('#claimed: the lock is given back', 'unlock_account', ['before', 'after']),
  { name: 'the answer has arrived', stores: BOTH, providers: PROVIDERS, errand: 'write', keyed: true, reach: null },
  moment('some time after it was asked for', null, 12),
  moment('some time around log.begin', 'read', 8),
  moment('some time around log.finish', 'write', 8),
  { ...call('the sweep at the next start', 'write', { at: 'applied' }), twice: true },
];

interface StatementPoint {
  readonly errand?: Errand;
  readonly providers?: readonly EmulatorId[];
  readonly keyed?: boolean;
}

/** Points around a statement of the store. On PGlite it runs within the process, where nobody can stop it. */
function statement(name: string, text: string, moments: readonly Moment[], point: StatementPoint = {}): KillPoint[] {
  const { errand = 'write', providers = PROVIDERS, keyed = true } = point;
  return moments.map((when) => ({
    ...{ name: `${name}, ${when} ${text}`, stores: ['PostgreSQL'], providers, errand, keyed },
    reach: async ({ proxy }, { random }) => {
      if (proxy === null) throw new Error('There is no way to stop a statement of this store.');
      await proxy.hold({ statement: text, moment: when });
      // Who does not wait for the statement gets somewhere meanwhile, and is found out.
      await delay(20 + random.whole(30));
    },
  }));
}

interface CallPoint {
  readonly at: 'arrival' | 'applied' | 'half-answered';
  /** The call is carried out so long after it arrived, and the server is killed on arrival. */
  readonly afterMs?: number;
  readonly providers?: readonly EmulatorId[];
  readonly skip?: number;
}

/** A point in a call of the provider. */
function call(
  name: string,
  kind: RequestKind,
  { at, afterMs = 0, providers = PROVIDERS, skip = 0 }: CallPoint,
): KillPoint {
  return {
    ...{ name, stores: BOTH, providers, errand: 'write', keyed: true },
    reach: ({ demo }, { provider }) =>
      new Promise((resolve) => {
        // The sweep at the start may have signed in: then this has the update do it again.
        if (kind === 'token') demo.emulators[provider].revokeTokens();
        const { faults, requests } = demo.emulators[provider];
        const add = (fault: Fault): void => void faults.add({ match: { kind }, times: 1, skip, fault });
        if (afterMs > 0) {
          add({ type: 'latency', ms: afterMs });
          void arrival(() => requests.filter((request) => request.kind === kind).length).then(resolve);
          return;
        }
        const respond = (socket: Socket): void => {
          if (at === 'half-answered') {
            socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"id');
          }
          resolve();
        };
        add({ type: 'raw', respond, afterApply: at !== 'arrival' });
      }),
  };
}

/** A random moment after an event: for what cannot be stopped from outside, such as the statements of PGlite. */
function moment(name: string, kind: RequestKind | null, longestMs: number): KillPoint {
  return {
    ...{ name, stores: BOTH, providers: READABLE, errand: 'write', keyed: true },
    reach: async ({ demo }, { provider, random }) => {
      const { requests } = demo.emulators[provider];
      const delayMs = random.whole(longestMs * 100) / 100;
      if (kind !== null) await arrival(() => requests.filter((request) => request.kind === kind).length);
      const from = performance.now();
      await until(() => performance.now() - from >= delayMs);
    },
  };
}

/** Resolves when a count has grown. */
function arrival(count: () => number): Promise<void> {
  const before = count();
  return until(() => count() > before);
}

/** Looks at each turn of the event loop: a timer would be a millisecond late. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
