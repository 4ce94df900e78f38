import { randomUUID } from 'node:crypto';
import type { Reading } from '../domain/datasource.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { OperationRecord } from '../domain/operation.ts';
import type { ClaimTicket } from './operation.ts';
import { operationColumns, operationOf } from './operation-row.ts';
import type { Database, Statement } from './sql/database.ts';
import { noColumns, numberOf, textOf, textOrNullOf } from './sql/row.ts';
import { storeUnavailable } from './store-error.ts';
import type { Claim, ClaimRequest } from './store.ts';
import { fromStored } from '../domain/stored-value.ts';

const KEPT_MS = 72 * 60 * 60 * 1_000;
const PURGED_AT_ONCE = 5_000;
const MAX_ROUNDS = 5;

// One statement decides: of any number of callers at the same moment exactly one gets the row.
const grant: Statement<true> = {
  name: 'grant_claim',
  text: `
    INSERT INTO accord.claims AS c (scope, key, fingerprint, owner, claimed_at)
    VALUES ($1, $2, $3, $4::uuid, $5::timestamptz)
    ON CONFLICT (scope, key) DO UPDATE SET
      fingerprint = excluded.fingerprint, owner = excluded.owner, claimed_at = excluded.claimed_at, operation_id = NULL
    WHERE c.claimed_at <= $6::timestamptz OR (c.operation_id IS NULL AND c.claimed_at <= $7::timestamptz)
    RETURNING 1`,
  parse: noColumns,
};

interface Found {
  readonly fingerprint: string;
  readonly operation: OperationRecord | null;
  /** Null while the operation has none. */
  readonly result: string | null;
  readonly reading: string | null;
}

const find: Statement<Found> = {
  name: 'find_claim',
  text: `
    SELECT c.fingerprint, c.operation_id::text AS bound, o.result, o.reading, ${operationColumns}
    FROM accord.claims c LEFT JOIN accord.operations o ON o.id = c.operation_id
    WHERE c.scope = $1 AND c.key = $2`,
  parse: (row) => ({
    fingerprint: textOf(row, 'fingerprint'),
    operation: row.bound === null ? null : operationOf(row),
    result: textOrNullOf(row, 'result'),
    reading: textOrNullOf(row, 'reading'),
  }),
};

const giveBack: Statement<true> = {
  name: 'release_claim',
  text: 'DELETE FROM accord.claims WHERE scope = $1 AND key = $2 AND owner = $3::uuid AND operation_id IS NULL',
  parse: noColumns,
};

// SKIP LOCKED: several processes sweep at the same time, and none waits for the other.
const purge: Statement<number> = {
  name: 'purge_claims',
  text: `
    WITH gone AS (
      DELETE FROM accord.claims WHERE (scope, key) IN (
        SELECT scope, key FROM accord.claims WHERE claimed_at <= $1::timestamptz
        ORDER BY claimed_at LIMIT $2::integer FOR UPDATE SKIP LOCKED)
      RETURNING 1)
    SELECT count(*)::integer AS gone FROM gone`,
  parse: (row) => numberOf(row, 'gone'),
};

/** The claims on idempotency keys. */
export class Claims {
  readonly #database: Database;
  readonly #leaseMs: number;

  constructor(database: Database, leaseMs: number) {
    this.#database = database;
    this.#leaseMs = leaseMs;
  }

  /** See `Store.claim`. */
  async claim(request: ClaimRequest): Promise<Claim> {
    assertKey(request.key);
    // What stands in the way can be gone by the time it is looked at: then it is asked for again.
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const ticket = await this.#grant(request);
      if (ticket !== null) return { kind: 'GRANTED', ticket };
      const [found] = await this.#database.query(find, [request.scope, request.key]);
      if (found !== undefined) return toClaim(found, request.fingerprint);
    }
    throw storeUnavailable();
  }

  /** See `Store.release`. */
  async release({ scope, key, owner }: ClaimTicket): Promise<void> {
    await this.#database.query(giveBack, [scope, key, owner]);
  }

  /** Forgets the claims that have been kept long enough, and answers how many. */
  async purge(now: Date): Promise<number> {
    let total = 0;
    for (;;) {
      const [gone = 0] = await this.#database.query(purge, [before(now, KEPT_MS), PURGED_AT_ONCE]);
      total += gone;
      if (gone < PURGED_AT_ONCE) return total;
    }
  }

  async #grant({ scope, key, fingerprint, now }: ClaimRequest): Promise<ClaimTicket | null> {
    const owner = randomUUID();
    const expired = before(now, KEPT_MS);
    const abandoned = before(now, this.#leaseMs);
    const rows = await this.#database.query(grant, [scope, key, fingerprint, owner, now, expired, abandoned]);
    return rows.length === 0 ? null : { scope, key, owner };
  }
}

function toClaim(found: Found, fingerprint: string): Claim {
  if (found.fingerprint !== fingerprint) return { kind: 'REUSED' };
  const { operation, result, reading } = found;
  if (operation === null || result === null) return { kind: 'IN_FLIGHT', operation };
  const snapshot = reading === null ? null : (fromStored(reading) as Reading);
  return { kind: 'REPLAY', operation, result: fromStored(result), snapshot };
}

function before(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}

function assertKey(key: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  if (/^[^\u0000-\u001f\u007f-\u009f]{1,255}$/.test(key)) return;
  throw new AccountError(
    ErrorCode.INVALID_VALUE,
    'An idempotency key has 1 to 255 characters, none of them a control character; a UUID is a good one.',
    { field: 'idempotencyKey' },
  );
}
