import { accountVersion } from '../domain/account-version.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { OperationRecord } from '../domain/operation.ts';
import type { Sources } from '../domain/source.ts';
import type { ClaimTicket } from '../store/operation.ts';
import type { AccountHold, Store } from '../store/store.ts';
import { forbiddenFields } from './access-policy.ts';
import type { AccountReads } from './account-reads.ts';
import { currentAccount } from './current-account.ts';
import {
  conflictEnding,
  failedEnding,
  refusedEnding,
  unchangedEnding,
  unverifiedEnding,
  verifiedEnding,
} from './endings.ts';
import { claimScope, fingerprintOf } from './idempotency.ts';
import { fromKept } from './kept-ending.ts';
import { locateAccount, type Location } from './locate.ts';
import type { OperationLog } from './operation-log.ts';
import type { Reconciler } from './reconciler.ts';
import { shownResult } from './shown-update.ts';
import type { UpdateCommand } from './update-command.ts';
import {
  failureError,
  inputPath,
  problemError,
  rejected,
  toResult,
  type Ending,
  type UpdateResult,
} from './update-result.ts';
import { planWork, secretFieldsOf, type Work } from './update-work.ts';

export interface UpdateServiceOptions {
  readonly sources: Sources;
  readonly store: Store;
  readonly log: OperationLog;
  readonly reconciler: Reconciler;
  /** Told of each write, so that no read is served what was before it. */
  readonly reads: AccountReads;
  readonly now: () => number;
}

/** A planned update, or how it ended before anything had to be sent. */
interface Prepared {
  readonly work: Work;
  readonly ending: Ending | null;
}

/**
 * Updates accounts so that a field which the caller did not name is the same afterwards.
 *
 * The way of one update: locate, authorize, claim its key, lock the account, read it, check, plan, record, send once, verify, finish
 * the record. What goes wrong on the way is an outcome with `userErrors`; UNKNOWN is said where it is not known whether
 * the write took effect. Only a store that does not answer before anything was sent makes it throw.
 */
export class UpdateService {
  readonly #options: UpdateServiceOptions;

  constructor(options: UpdateServiceOptions) {
    this.#options = options;
  }

  /**
   * Carries out one update. With an idempotency key it may be repeated; without one, never blindly after UNKNOWN.
   * @throws AccountError STORE_UNAVAILABLE: nothing was sent.
   */
  async update(command: UpdateCommand): Promise<UpdateResult> {
    let location: Location;
    try {
      location = this.#locate(command);
    } catch (error) {
      return toResult(rejected([failureError(asAccountError(error), inputPath({}))]));
    }
    const forbidden = forbiddenFields(command.caller, location.source, command.patch);
    if (forbidden.length > 0) return toResult(rejected(forbidden.map((one) => problemError(one, inputPath({})))));
    return shownResult(command.caller, location.source, await this.#update(command, location));
  }

  async #update(command: UpdateCommand, location: Location): Promise<UpdateResult> {
    // First against nothing: what is wrong in itself is refused before any call, also before a read.
    const unread = planWork(command, location, null);
    if (unread.plan.problems.length > 0) return toResult(refusedEnding(unread));
    if (Object.keys(command.patch).length === 0) return toResult(unchangedEnding(unread));
    return command.dryRun ? this.#dryRun(unread) : this.#claimed(unread);
  }

  #locate(command: UpdateCommand): Location {
    const location = locateAccount(this.#options.sources, command.id);
    const { source } = location;
    if (command.provider === null || command.provider === source.provider) return location;
    const message = `This id is an account of ${source.provider}; this mutation updates accounts of ${command.provider}.`;
    throw new AccountError(ErrorCode.INVALID_VALUE, message, { field: 'id' });
  }

  /** Reads and plans like an update, and neither claims, locks, records nor sends. */
  async #dryRun(unread: Work): Promise<UpdateResult> {
    const { work, ending } = await this.#prepare(unread);
    if (ending) return toResult(ending);
    const { changes, warnings, request } = work.plan;
    const plan = request === null ? [] : [{ method: request.method, path: request.path, body: request.shownBody }];
    return toResult({ outcome: 'PLANNED', reading: work.request.current, changes, warnings, userErrors: [] }, { plan });
  }

  async #claimed(unread: Work): Promise<UpdateResult> {
    const { store } = this.#options;
    const claim = await this.#claim(unread);
    if (claim && 'outcome' in claim) return claim;
    try {
      return await store.withAccountLock(unread.accountId, (hold) => this.#held(unread, claim, hold));
    } catch (error) {
      // Harmless where something was recorded under it after all.
      if (claim) await store.release(claim).catch(() => undefined);
      const failure = asAccountError(error);
      if (failure.code !== ErrorCode.OPERATION_IN_PROGRESS) throw failure;
      return toResult(rejected([failureError(failure, unread.path)]));
    }
  }

  /** The hold on the caller's key, or what an earlier request with the same key is to be answered with. */
  async #claim(unread: Work): Promise<ClaimTicket | UpdateResult | null> {
    const { command, accountId, location, path } = unread;
    const key = command.idempotencyKey;
    if (key === null) return null;
    const scope = claimScope(command, location.source.id);
    const fingerprint = fingerprintOf(command, { accountId, scope, secretFields: secretFieldsOf(unread) });
    try {
      const now = new Date(this.#options.now());
      const claim = await this.#options.store.claim({ scope, key, fingerprint, now });
      switch (claim.kind) {
        case 'GRANTED':
          return claim.ticket;
        case 'REPLAY':
          return toResult(fromKept(claim), { operation: claim.operation, replayed: true });
        case 'IN_FLIGHT':
          return pending(claim.operation);
        case 'REUSED':
          throw keyReused();
      }
    } catch (error) {
      const failure = asAccountError(error);
      if (failure.details.field === undefined) throw failure;
      return toResult(rejected([failureError(failure, path)]));
    }
  }

  async #held(unread: Work, ticket: ClaimTicket | null, hold: AccountHold): Promise<UpdateResult> {
    const { store, log, reconciler } = this.#options;
    for (let tries = 1; ; tries += 1) {
      const { work, ending } = await this.#prepare(unread);
      if (ending) return this.#endWithoutWrite(work, ending, ticket);
      try {
        return await this.#send(work, await log.begin(work, ticket, hold));
      } catch (error) {
        const failure = asAccountError(error);
        // A process that died left an operation of this account behind: what became of it comes first.
        if (failure.code !== ErrorCode.OPERATION_IN_PROGRESS || tries > 1) throw failure;
        await reconciler.settleLeftovers(unread.accountId);
        await store.ping();
      }
    }
  }

  async #prepare(unread: Work): Promise<Prepared> {
    const { command, location } = unread;
    try {
      const current = await currentAccount(this.#options.store, location, command.call);
      this.#options.reads.seen(unread.accountId);
      if (current === null && location.source.datasource.capabilities.readOne) {
        throw new AccountError(ErrorCode.NOT_FOUND, `${location.source.label} has no such account.`, { field: 'id' });
      }
      const work = planWork(command, location, current);
      return { work, ending: endingBeforeWrite(work) };
    } catch (error) {
      const failure = asAccountError(error);
      if (failure.code === ErrorCode.STORE_UNAVAILABLE) throw failure;
      return { work: unread, ending: rejected([failureError(failure, unread.path)]) };
    }
  }

  async #endWithoutWrite(work: Work, ending: Ending, ticket: ClaimTicket | null): Promise<UpdateResult> {
    if (ending.outcome === 'REJECTED') {
      if (ticket) await this.#options.store.release(ticket);
      return toResult(ending);
    }
    return toResult(ending, { operation: await this.#options.log.recordEnded(work, ticket, ending) });
  }

  async #send(work: Work, begun: OperationRecord): Promise<UpdateResult> {
    const { log, reads } = this.#options;
    const { command, location, accountId } = work;
    let ending: Ending;
    let failure: AccountError | null = null;
    await reads.beginWrite(accountId);
    try {
      const reading = await location.source.datasource.sendUpdate(work.request, work.plan, command.call);
      ending = reading === null ? unverifiedEnding(work) : verifiedEnding(work, reading);
    } catch (error) {
      // Also a defect of ours must not lose the operation: nobody knows what became of it.
      failure =
        error instanceof AccountError ? error : new AccountError(ErrorCode.INTERNAL, 'The update was cut short.');
      ending = failedEnding(work, failure);
    }
    await reads.endWrite(accountId, ending.outcome !== 'UNKNOWN');
    return toResult(ending, { operation: await log.finish(begun, ending, failure) });
  }
}

/** How an update ends that need not, or must not, be sent; null where it is to be sent. */
function endingBeforeWrite(work: Work): Ending | null {
  const { command, plan, request } = work;
  if (command.ifVersion !== null) {
    if (request.current === null) {
      const message = 'Nothing is known of this account yet, so that its version cannot be compared.';
      return rejected([{ code: ErrorCode.READ_NOT_SUPPORTED, field: ['ifVersion'], message, retryAfterSeconds: null }]);
    }
    if (accountVersion(request.current.account) !== command.ifVersion) return conflictEnding(work);
  }
  if (plan.problems.length > 0) return refusedEnding(work);
  return plan.request === null ? unchangedEnding(work) : null;
}

function pending(operation: OperationRecord | null): UpdateResult {
  const message =
    'An update with this idempotency key is under way. Ask again with the same key, or look at the operation.';
  const error = { code: ErrorCode.OPERATION_IN_PROGRESS, field: ['idempotencyKey'], message, retryAfterSeconds: 1 };
  const ending = { outcome: 'PENDING' as const, reading: null, changes: operation?.changes ?? [], warnings: [] };
  return toResult({ ...ending, userErrors: [error] }, { operation, replayed: true });
}

function keyReused(): AccountError {
  const message = 'This idempotency key was used for another update. A new update needs a new key.';
  return new AccountError(ErrorCode.IDEMPOTENCY_KEY_REUSED, message, { field: 'idempotencyKey' });
}

function asAccountError(error: unknown): AccountError {
  if (error instanceof AccountError) return error;
  throw error;
}
