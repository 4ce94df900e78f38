import type { Migration } from '../sql/migration.ts';

/**
 * The write calls of an operation are kept in its row, first call first. They were rows of their own, which every update
 * had to insert and to change, with an index to keep; nearly every operation has exactly one, and nobody asks for one
 * without its operation.
 */
export const attemptsWithOperations: Migration = {
  number: 4,
  name: 'attempts-with-operations',
  sql: `
-- Each as to_json writes a row of the old table.
ALTER TABLE accord.operations ADD COLUMN attempts jsonb NOT NULL DEFAULT '[]';

UPDATE accord.operations o SET attempts = found.attempts
FROM (
  SELECT operation_id, jsonb_agg(to_jsonb(a) - 'operation_id' ORDER BY number) AS attempts
  FROM accord.attempts a GROUP BY operation_id
) found
WHERE found.operation_id = o.id;

DROP TABLE accord.attempts;
`,
};
