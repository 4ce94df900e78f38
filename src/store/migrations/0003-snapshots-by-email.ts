import type { Migration } from '../sql/migration.ts';

/**
 * Finds the last answers of one person. The key is what `emailKey` makes of the main address, empty where there is none,
 * and null in rows of an earlier version: those are looked at one by one until they are written again.
 */
export const snapshotsByEmail: Migration = {
  number: 3,
  name: 'snapshots-by-email',
  sql: `
ALTER TABLE accord.snapshots ADD COLUMN email_key text COLLATE "C";
-- An address comes from a provider and may be longer than an index entry can be.
CREATE INDEX snapshots_by_email ON accord.snapshots (source_id, "left"(email_key, 300), account_id);
`,
};
