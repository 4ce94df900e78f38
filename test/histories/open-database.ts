import { migrations } from '../../src/store/migrations/index.ts';
import { PgliteDatabase } from '../../src/store/pglite/pglite-database.ts';
import type { Database } from '../../src/store/sql/database.ts';
import { migrate } from '../../src/store/sql/migrate.ts';
import { defaultLimits } from '../../src/store/store-limits.ts';

/** The embedded database in memory, with its schema: it outlives the processes of the histories. */
export async function openDatabase(): Promise<Database> {
  const database = await PgliteDatabase.open(null, defaultLimits);
  await migrate(database, migrations);
  return database;
}
