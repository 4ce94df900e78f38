import type { Migration } from '../sql/migration.ts';
import { record } from './0001-record.ts';

/** Every migration, in order. A new one is a new file and a line here. */
export const migrations: readonly Migration[] = [record];
