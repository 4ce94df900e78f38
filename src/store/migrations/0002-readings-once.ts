import type { Migration } from '../sql/migration.ts';

/**
 * The reading that an operation ended with is kept once, with the operation; the account's snapshot points there. It is by
 * far the most of what an update writes, and was written twice: for a replay, and as the snapshot.
 *
 * A foreign key costs a query and a lock of the row that it points to, for every update. Both rows are written by the
 * statement that writes the operation, or after it, so there is nothing that it could find. Who ever deletes operations
 * must see to the attempts, and to the snapshots that stand on them.
 */
export const readingsOnce: Migration = {
  number: 2,
  name: 'readings-once',
  sql: `
ALTER TABLE accord.operations ADD COLUMN reading text;

-- Either a reading of its own, or that of an operation.
ALTER TABLE accord.snapshots
  ALTER COLUMN reading DROP NOT NULL,
  ADD COLUMN operation_id uuid,
  ADD CONSTRAINT snapshots_one_reading CHECK ((reading IS NULL) <> (operation_id IS NULL));

ALTER TABLE accord.attempts DROP CONSTRAINT attempts_operation_id_fkey;
`,
};
