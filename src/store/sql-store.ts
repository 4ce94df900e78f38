import type { Clock } from '../domain/clock.ts';
import type { Reading, ReadingPage } from '../domain/datasource.ts';
import type { OperationRecord } from '../domain/operation.ts';
import { Claims } from './claims.ts';
import { HeldAccount, notFreeInTime, type AccountLocks } from './locks/account-locks.ts';
import { readOpenOperations, readOperation, readOperations } from './operation-reads.ts';
import { writeAttempt, writeBegin, writeEnd, writeEnded } from './operation-writes.ts';
import type { ClaimTicket, EndedOperation, NewOperation, NextAttempt, OperationEnd } from './operation.ts';
import { Snapshots } from './snapshots.ts';
import type { Database, Session, Statement } from './sql/database.ts';
import { noColumns } from './sql/row.ts';
import type { StoreLimits } from './store-limits.ts';
import type {
  AccountHold,
  Claim,
  ClaimRequest,
  OpenOperationQuery,
  OperationPage,
  OperationQuery,
  SnapshotQuery,
  Store,
} from './store.ts';

/** What a store stands on. It owns all of it. */
export interface SqlStoreParts {
  readonly database: Database;
  readonly locks: AccountLocks;
  readonly clock: Clock;
  readonly limits: StoreLimits;
}

const ping: Statement<true> = { name: 'ping', text: 'SELECT 1 AS one', parse: noColumns };

/** The store over a SQL database whose schema is up to date. */
export class SqlStore implements Store {
  readonly #database: Database;
  readonly #locks: AccountLocks;
  readonly #clock: Clock;
  readonly #limits: StoreLimits;
  readonly #claims: Claims;
  readonly #snapshots: Snapshots;

  constructor({ database, locks, clock, limits }: SqlStoreParts) {
    this.#database = database;
    this.#locks = locks;
    this.#clock = clock;
    this.#limits = limits;
    this.#claims = new Claims(database, limits.claimLeaseMs);
    this.#snapshots = new Snapshots(database);
  }

  claim(request: ClaimRequest): Promise<Claim> {
    return this.#claims.claim(request);
  }

  release(ticket: ClaimTicket): Promise<void> {
    return this.#claims.release(ticket);
  }

  async begin(hold: AccountHold, operation: NewOperation): Promise<void> {
    await writeBegin(sessionOf(hold, operation.accountId), operation);
  }

  async beginAttempt(hold: AccountHold, next: NextAttempt): Promise<void> {
    await writeAttempt(sessionOf(hold, hold.accountId), hold.accountId, next);
  }

  recordEnded(operation: EndedOperation): Promise<void> {
    return writeEnded(this.#database, operation);
  }

  finish(end: OperationEnd): Promise<boolean> {
    return writeEnd(this.#database, end);
  }

  operation(id: string): Promise<OperationRecord | null> {
    return readOperation(this.#database, id);
  }

  operations(query: OperationQuery): Promise<OperationPage> {
    return readOperations(this.#database, query);
  }

  openOperations(query: OpenOperationQuery): Promise<readonly OperationRecord[]> {
    return readOpenOperations(this.#database, query);
  }

  putSnapshot(reading: Reading): Promise<void> {
    return this.#snapshots.put(reading);
  }

  snapshot(accountId: string): Promise<Reading | null> {
    return this.#snapshots.get(accountId);
  }

  snapshots(query: SnapshotQuery): Promise<ReadingPage> {
    return this.#snapshots.page(query);
  }

  async withAccountLock<Result>(
    accountId: string,
    work: (hold: AccountHold) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const held = await this.#acquire(accountId, signal);
    return whileHeld(held, async (hold) => {
      signal?.throwIfAborted();
      return work(hold);
    });
  }

  async tryAccountLock<Result>(
    accountId: string,
    work: (hold: AccountHold) => Promise<Result>,
  ): Promise<Result | null> {
    const held = await this.#locks.tryAcquire(accountId);
    return held && whileHeld(held, work);
  }

  async purgeExpired(now: Date): Promise<number> {
    const purged = await this.#claims.purge(now);
    await this.#database.tidy();
    return purged;
  }

  async ping(): Promise<void> {
    await this.#database.query(ping, []);
  }

  async close(): Promise<void> {
    // At once: the database ends what does not end by itself, also the connection of the locks.
    await Promise.all([this.#locks.close(), this.#database.close()]);
  }

  async #acquire(accountId: string, signal: AbortSignal | undefined): Promise<HeldAccount> {
    const late = new AbortController();
    const cancel = this.#clock.schedule(this.#limits.lockWaitMs, () => {
      late.abort(notFreeInTime());
    });
    try {
      return await this.#locks.acquire(accountId, signal ? AbortSignal.any([signal, late.signal]) : late.signal);
    } finally {
      cancel();
    }
  }
}

async function whileHeld<Result>(held: HeldAccount, work: (hold: AccountHold) => Promise<Result>): Promise<Result> {
  try {
    return await work(held);
  } finally {
    await held.release();
  }
}

/** Only our own holds are proof of anything, and only for their account. */
function sessionOf(hold: AccountHold, accountId: string): Session {
  if (hold instanceof HeldAccount && hold.accountId === accountId) return hold.session();
  throw new TypeError('An operation is recorded under the hold of its own account, as withAccountLock gave it.');
}
