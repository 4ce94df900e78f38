import type { Migration } from '../sql/migration.ts';

/**
 * Operations with their attempts, idempotency claims, snapshots.
 *
 * Values that are not looked into are text in the form of `toStored`: jsonb would refuse a NUL and reorder keys. Keys
 * are compared by their bytes (COLLATE "C"), so that their order is the same in every database.
 */
export const record: Migration = {
  number: 1,
  name: 'record',
  sql: `
CREATE TABLE accord.operations (
  id uuid PRIMARY KEY,
  account_id text COLLATE "C" NOT NULL,
  source_id text COLLATE "C" NOT NULL,
  actor text NOT NULL,
  mutation text NOT NULL,
  idempotency_key text,
  state text NOT NULL CHECK (state IN
    ('PENDING', 'IN_FLIGHT', 'APPLIED', 'PARTIALLY_APPLIED', 'NO_CHANGE', 'REJECTED', 'CONFLICT', 'UNKNOWN')),
  changes text NOT NULL,
  intent text NOT NULL,
  result text,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  reason text
);

-- At most one operation of an account is under way, whatever becomes of the locks.
CREATE UNIQUE INDEX operations_in_flight ON accord.operations (account_id) WHERE state = 'IN_FLIGHT';
CREATE INDEX operations_open ON accord.operations (id) WHERE state IN ('IN_FLIGHT', 'UNKNOWN');
CREATE INDEX operations_by_account ON accord.operations (account_id, id);
-- An actor's name comes from a token and may be longer than an index entry can be.
CREATE INDEX operations_by_actor ON accord.operations ("left"(actor, 100), id);

CREATE TABLE accord.attempts (
  operation_id uuid NOT NULL REFERENCES accord.operations (id) ON DELETE CASCADE,
  number integer NOT NULL CHECK (number > 0),
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  method text NOT NULL,
  path text NOT NULL,
  status integer,
  error_code text,
  upstream_request_id text,
  PRIMARY KEY (operation_id, number)
);

CREATE TABLE accord.claims (
  scope text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  fingerprint text NOT NULL,
  owner uuid NOT NULL,
  claimed_at timestamptz NOT NULL,
  operation_id uuid REFERENCES accord.operations (id) ON DELETE CASCADE,
  PRIMARY KEY (scope, key)
);
CREATE INDEX claims_by_time ON accord.claims (claimed_at);

CREATE TABLE accord.snapshots (
  account_id text COLLATE "C" PRIMARY KEY,
  source_id text COLLATE "C" NOT NULL,
  observed_at timestamptz NOT NULL,
  reading text NOT NULL
);
CREATE INDEX snapshots_by_source ON accord.snapshots (source_id, account_id);
`,
};
