import type { AccountDatasource } from './datasource.ts';
import type { ErrorCode } from './errors.ts';

/**
 * UP: the last call was answered. DEGRADED: calls failed since the last one that was. DOWN: it has failed so often, or
 * refused the credentials so often, that it is left alone for now, or nothing has ever succeeded.
 */
export const SourceState = { UP: 'UP', DEGRADED: 'DEGRADED', DOWN: 'DOWN', UNTRIED: 'UNTRIED' } as const;
export type SourceState = keyof typeof SourceState;

export const CredentialState = { OK: 'OK', EXPIRED: 'EXPIRED', REFUSED: 'REFUSED', UNTRIED: 'UNTRIED' } as const;
export type CredentialState = keyof typeof CredentialState;

export interface SourceHealth {
  readonly state: SourceState;
  readonly credential: CredentialState;
  readonly lastSuccessAt: Date | null;
  readonly lastErrorCode: ErrorCode | null;
  /** How many reads its limits leave at this moment; null where it has none. */
  readonly rateLimitRemaining: number | null;
  /** When the next call can leave; null where that is at once. */
  readonly retryAt: Date | null;
}

/** One configured set of credentials at one provider. */
export interface Source {
  /** Its id in the configuration, e.g. `kibo-eu`. */
  readonly id: string;
  /** The graph's name of its provider, e.g. `KIBO`. */
  readonly provider: string;
  readonly label: string;
  readonly datasource: AccountDatasource;
  /** How it has fared so far; never calls upstream. */
  health(): SourceHealth;
}

/** The configured sources, in configuration order. */
export type Sources = ReadonlyMap<string, Source>;
