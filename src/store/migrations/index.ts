import type { Migration } from '../sql/migration.ts';
import { record } from './0001-record.ts';
import { readingsOnce } from './0002-readings-once.ts';
import { snapshotsByEmail } from './0003-snapshots-by-email.ts';
import { attemptsWithOperations } from './0004-attempts-with-operations.ts';

/** Every migration, in order. A new one is a new file and a line here. */
export const migrations: readonly Migration[] = [record, readingsOnce, snapshotsByEmail, attemptsWithOperations];
