import { formatAccountId } from '../domain/account-id.ts';
import type { Reading, UpdateRequest } from '../domain/datasource.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { Sources } from '../domain/source.ts';
import type { Patch, UpdatePlan } from '../domain/update.ts';
import { AccountLock } from './account-lock.ts';
import { locateAccount, type Location } from './locate.ts';
import type { Snapshots } from './snapshots.ts';
import {
  droppedErrors,
  failureError,
  outcomeOf,
  patchPath,
  problemError,
  rejected,
  type FieldPath,
  type UpdateResult,
} from './update-result.ts';

/** One update as a caller asks for it. */
export interface UpdateCommand {
  readonly id: string;
  readonly patch: Patch;
  /** The graph's name of the provider whose own words the patch is in; null for a patch in unified fields. */
  readonly provider: string | null;
}

export interface UpdateServiceOptions {
  readonly sources: Sources;
  readonly snapshots: Snapshots;
}

/** What an update is about, once its place is known and its patch is in the provider's words. */
interface Work {
  readonly location: Location;
  readonly request: UpdateRequest;
  readonly plan: UpdatePlan;
  readonly path: FieldPath;
}

/**
 * Updates accounts so that a field which the caller did not name is the same afterwards.
 *
 * The way of one update: locate, lock, read, plan, send once, verify. Everything that goes wrong on the way is an
 * outcome with `userErrors`, never a thrown error; UNKNOWN is said where it is not known whether the write took effect.
 */
export class UpdateService {
  readonly #sources: Sources;
  readonly #snapshots: Snapshots;
  readonly #lock = new AccountLock();

  constructor(options: UpdateServiceOptions) {
    this.#sources = options.sources;
    this.#snapshots = options.snapshots;
  }

  /** Carries out one update. Must not be repeated blindly after UNKNOWN. */
  async update(command: UpdateCommand): Promise<UpdateResult> {
    let location: Location;
    try {
      location = this.#locate(command);
    } catch (error) {
      return rejected([failureError(asAccountError(error), (field) => [field])]);
    }
    const { source, externalId } = location;
    const accountId = formatAccountId({ sourceId: source.id, externalId });
    // Reading, merging and writing belong together: two updates of one account would undo each other.
    return this.#lock.run(accountId, () => this.#updateLocked(command, location));
  }

  #locate(command: UpdateCommand): Location {
    const location = locateAccount(this.#sources, command.id);
    const { source } = location;
    if (command.provider === null || command.provider === source.provider) return location;
    const message = `This id is an account of ${source.provider}; this mutation updates accounts of ${command.provider}.`;
    throw new AccountError(ErrorCode.INVALID_VALUE, message, { field: 'id' });
  }

  async #updateLocked(command: UpdateCommand, location: Location): Promise<UpdateResult> {
    // First against nothing: what is wrong in itself is refused before any call, also before a read.
    const unread = this.#plan(command, location, null);
    if (unread.plan.problems.length > 0) return refused(unread);
    if (Object.keys(command.patch).length === 0) return unchanged(unread);
    let work: Work;
    try {
      work = this.#plan(command, location, await this.#readCurrent(location));
    } catch (error) {
      return rejected([failureError(asAccountError(error), unread.path)]);
    }
    if (work.plan.problems.length > 0) return refused(work);
    return work.plan.request === null ? unchanged(work) : this.#send(work);
  }

  /** The account as the provider has it now, never from a cache; the last snapshot, or null, where it cannot be read. */
  async #readCurrent({ source, externalId }: Location): Promise<Reading | null> {
    const { datasource } = source;
    if (!datasource.capabilities.readOne) {
      return this.#snapshots.get(formatAccountId({ sourceId: source.id, externalId }));
    }
    const current = await datasource.fetchAccount(externalId);
    if (current) return current;
    throw new AccountError(ErrorCode.NOT_FOUND, `${source.label} has no such account.`, { field: 'id' });
  }

  #plan(command: UpdateCommand, location: Location, current: Reading | null): Work {
    const { datasource } = location.source;
    const translated =
      command.provider === null
        ? datasource.translatePatch(command.patch, current)
        : { patch: command.patch, names: {}, problems: [], warnings: [] };
    const request = { externalId: location.externalId, patch: translated.patch, current };
    const plan = datasource.planUpdate(request);
    return {
      location,
      request,
      plan: {
        ...plan,
        problems: [...translated.problems, ...plan.problems],
        warnings: [...translated.warnings, ...plan.warnings],
      },
      path: inputPath(patchPath(translated.names)),
    };
  }

  async #send(work: Work): Promise<UpdateResult> {
    const { plan, path, request } = work;
    const { datasource } = work.location.source;
    const { warnings } = plan;
    let reading: Reading | null;
    try {
      reading = await datasource.sendUpdate(request, plan);
    } catch (error) {
      return failed(work, asAccountError(error));
    }
    if (reading === null) return unverified(work);
    this.#snapshots.put(reading);
    const changes = datasource.verifyChanges(plan.changes, reading);
    const userErrors = droppedErrors(changes, path);
    return { outcome: outcomeOf(changes), account: reading.account, changes, warnings, userErrors };
  }
}

// `id` is an input field of its own; everything else that can be at fault is in the patch.
function inputPath(path: FieldPath): FieldPath {
  return (field) => (field === 'id' ? ['id'] : path(field));
}

function refused(work: Work): UpdateResult {
  return rejected(
    work.plan.problems.map((problem) => problemError(problem, work.path)),
    { account: work.request.current?.account ?? null, warnings: work.plan.warnings },
  );
}

function unchanged(work: Work): UpdateResult {
  const account = work.request.current?.account ?? null;
  return { outcome: 'NO_CHANGE', account, changes: [], warnings: work.plan.warnings, userErrors: [] };
}

/** The write was refused, or never left, or nobody knows. */
function failed(work: Work, error: AccountError): UpdateResult {
  const { warnings } = work.plan;
  const userErrors = [failureError(error, work.path)];
  const changes = work.plan.changes;
  if (isRefusal(error))
    return rejected(userErrors, { account: work.request.current?.account ?? null, changes, warnings });
  const unverifiedChanges = changes.map((change) => ({ ...change, effect: 'UNVERIFIED' as const }));
  return { outcome: 'UNKNOWN', account: null, changes: unverifiedChanges, warnings, userErrors };
}

/** The provider accepted the write, and could not be asked what it made of it. */
function unverified(work: Work): UpdateResult {
  const message = 'The provider accepted the update, and reading the account afterwards failed.';
  return failed(work, new AccountError(ErrorCode.UPSTREAM_UNAVAILABLE, message, { dispatched: true }));
}

/**
 * Whether a failed write certainly changed nothing: it never left, or the provider refused it outright with a status
 * below 500. A timeout, a reset, a 5xx or an answer that makes no sense say nothing about it.
 */
function isRefusal(error: AccountError): boolean {
  const { dispatched, status } = error.details;
  return dispatched === false || (status !== undefined && status >= 400 && status < 500 && status !== 408);
}

function asAccountError(error: unknown): AccountError {
  if (error instanceof AccountError) return error;
  throw error;
}
