/** How long the store may take. All in milliseconds, all greater than 0. */
export interface StoreLimits {
  /**
   * To open a connection, or to get one of those that are open. Default: 5,000, as for a statement: whoever waits behind
   * others must outlast what holds them up, or a stall that they survive refuses those in line.
   */
  readonly connectMs: number;
  /** For one statement. Default: 5,000. */
  readonly statementMs: number;
  /** To wait for an account that others hold. Default: 25,000. */
  readonly lockWaitMs: number;
  /** After which a claim that was granted, and under which nothing was recorded, is granted anew. Default: 60,000. */
  readonly claimLeaseMs: number;
  /** For the migrations together, also while another process carries them out. Default: 60,000. */
  readonly migrationMs: number;
}

export const defaultLimits: StoreLimits = {
  connectMs: 5_000,
  statementMs: 5_000,
  lockWaitMs: 25_000,
  claimLeaseMs: 60_000,
  migrationMs: 60_000,
};
