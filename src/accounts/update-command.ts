import type { Caller } from '../domain/caller.ts';
import type { WriteOptions } from '../domain/datasource.ts';
import type { Patch } from '../domain/update.ts';

/** One update as a caller asks for it. */
export interface UpdateCommand {
  readonly id: string;
  readonly patch: Patch;
  /** The graph's name of the provider whose own words the patch is in; null for a patch in unified fields. */
  readonly provider: string | null;
  /** Who asks. */
  readonly caller: Caller;
  /** The graph's name of the mutation. */
  readonly mutation: string;
  /** The version that the account must still have; null where any will do. */
  readonly ifVersion: string | null;
  /** Null where the caller gave none. */
  readonly idempotencyKey: string | null;
  /** Tell what would be sent, and send nothing. */
  readonly dryRun: boolean;
  /** What goes with each of its calls. */
  readonly call?: WriteOptions;
}
