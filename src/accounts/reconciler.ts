import type { Clock } from '../domain/clock.ts';
import type { Reading, WriteOptions } from '../domain/datasource.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { EndState, OperationRecord } from '../domain/operation.ts';
import type { Sources } from '../domain/source.ts';
import type { Store } from '../store/store.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { AccountReads } from './account-reads.ts';
import { currentAccount } from './current-account.ts';
import { toKept } from './kept-ending.ts';
import { locateAccount, type Location } from './locate.ts';
import type { OperationIntent } from './operation-log.ts';
import { judgeOperation, type Judgement } from './reconcile.ts';
import { rivalsOf } from './rivals.ts';
import { inputPath, type Ending } from './update-result.ts';

export interface ReconcilerOptions {
  readonly sources: Sources;
  readonly store: Store;
  /** Told of what was found out, so that no read is served what was before it. */
  readonly reads: AccountReads;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long after a call left a provider may still carry it out. Default: 60,000 ms. */
  readonly settleMs?: number;
}

const SETTLE_MS = 60_000;
// After this an operation that stays UNKNOWN is looked at only when somebody asks.
const SWEPT_FOR_MS = 60 * 60_000;
const SWEEP_BATCH = 100;
// How many of an account's newest operations are looked at for one that stands in the way.
const OTHERS = 200;

/** Finds out what became of operations whose end is not known, by reading their accounts. It never writes to a provider. */
export class Reconciler {
  readonly #options: ReconcilerOptions;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /**
   * Settles one operation if it is open and nobody is at it, and answers it as it then is. May be repeated.
   * @throws AccountError NOT_FOUND where there is no such operation, STORE_UNAVAILABLE.
   */
  async reconcile(id: string, call: WriteOptions = {}): Promise<OperationRecord> {
    const { store } = this.#options;
    const operation = await store.operation(id);
    if (!operation) throw new AccountError(ErrorCode.NOT_FOUND, 'There is no such operation.', { field: 'id' });
    if (!isOpen(operation)) return operation;
    // Its own update holds the account while it is under way: that one will say how it ended.
    await store.tryAccountLock(operation.accountId, async () => {
      await this.#settle(operation.id, call);
      return true;
    });
    return (await store.operation(id)) ?? operation;
  }

  /** Settles what a process that died left in flight for an account. The caller holds the account. */
  async settleLeftovers(accountId: string): Promise<void> {
    const { items } = await this.#options.store.operations({
      accountId,
      states: ['IN_FLIGHT'],
      first: SWEEP_BATCH,
      after: null,
    });
    for (const operation of items) await this.#settle(operation.id);
  }

  /** Settles every open operation that nobody is at, until it is told to stop. Answers how many it looked at. */
  async sweep(isStopped: () => boolean = () => false): Promise<number> {
    const { store, clock, logger } = this.#options;
    const before = new Date(clock.now() + 1);
    let after: string | null = null;
    let seen = 0;
    for (;;) {
      const open = await store.openOperations({ before, limit: SWEEP_BATCH, after });
      for (const operation of open) {
        if (isStopped()) return seen;
        if (operation.state === 'UNKNOWN' && clock.now() - operation.createdAt.getTime() > SWEPT_FOR_MS) continue;
        seen += 1;
        try {
          await this.reconcile(operation.id);
        } catch (error) {
          logger.warn({ operationId: operation.id, error }, 'an operation could not be reconciled');
        }
      }
      after = open.at(-1)?.id ?? null;
      if (open.length < SWEEP_BATCH || after === null) return seen;
    }
  }

  async #settle(id: string, call: WriteOptions = {}): Promise<void> {
    const { store, sources, reads } = this.#options;
    // Read again under the lock: it may have ended while the lock was waited for.
    const operation = await store.operation(id);
    if (!operation || !isOpen(operation)) return;
    const judgement = await this.#judge(operation, call);
    const { state, changes, reason, reading } = judgement;
    if (state !== 'UNKNOWN') await reads.settle(operation.accountId);
    await store.finish({
      operationId: id,
      state,
      finishedAt: state === 'UNKNOWN' ? null : new Date(this.#options.clock.now()),
      changes,
      reason,
      result: toKept(endingOf(operation, judgement), reading),
      attempt: null,
      snapshot: reading,
    });
    this.#options.logger.info({ operationId: id, state, sources: sources.size }, 'an operation was reconciled');
  }

  /** The operations of the same account, all later ones among them; null where those are too many. */
  async #others({ id, accountId }: OperationRecord): Promise<readonly OperationRecord[] | null> {
    const { items, hasMore } = await this.#options.store.operations({ accountId, first: OTHERS, after: null });
    return hasMore && (items.at(-1)?.id ?? '') > id ? null : items;
  }

  async #judge(operation: OperationRecord, call: WriteOptions): Promise<Judgement> {
    const unknown = (reason: string): Judgement => ({
      state: 'UNKNOWN',
      changes: operation.changes,
      reason,
      reading: null,
    });
    let location: Location;
    let reading: Reading | null;
    try {
      location = locateAccount(this.#options.sources, operation.accountId);
      if (!location.source.datasource.capabilities.readOne) {
        return unknown(`${location.source.label} offers no way to read an account, so nobody can tell from here.`);
      }
      reading = await currentAccount(this.#options.store, location, call);
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      return unknown(`Reading the account failed: ${error.message}`);
    }
    if (reading === null) return unknown('The account is not there any more.');
    const startedAt = operation.attempts.at(-1)?.startedAt ?? operation.createdAt;
    const settleMs = this.#options.settleMs ?? SETTLE_MS;
    const settled = this.#options.clock.now() - startedAt.getTime() >= settleMs;
    const others = await this.#others(operation);
    if (others === null) return unknown('The account has been updated too often since to tell by what it shows.');
    const rivals = rivalsOf(operation, others, settleMs);
    return judgeOperation(operation, { reading, datasource: location.source.datasource, settled, rivals });
  }
}

function isOpen(operation: OperationRecord): boolean {
  return operation.state === 'IN_FLIGHT' || operation.state === 'UNKNOWN';
}

/** What a repetition with the same idempotency key is answered with from now on. */
function endingOf(operation: OperationRecord, judgement: Judgement): Ending {
  const { warnings, names } = operation.intent as OperationIntent;
  const path = inputPath(names);
  const { state, changes, reason, reading } = judgement;
  const code = state === 'UNKNOWN' ? ErrorCode.UPSTREAM_UNAVAILABLE : ErrorCode.UPSTREAM_REFUSED;
  const [dropped] = changes.filter((change) => change.effect === 'DROPPED_BY_PROVIDER');
  const field = state === 'UNKNOWN' || !dropped ? null : path(dropped.field);
  const userErrors = reason === null ? [] : [{ code, field, message: reason, retryAfterSeconds: null }];
  return { outcome: state satisfies EndState, reading, changes, warnings, userErrors };
}
