import type { AccountDatasource } from './datasource.ts';
import type { ErrorCode } from './errors.ts';

/** UP: the last call was answered. DEGRADED: it failed after earlier ones succeeded. DOWN: none has succeeded. */
export const SourceState = { UP: 'UP', DEGRADED: 'DEGRADED', DOWN: 'DOWN', UNTRIED: 'UNTRIED' } as const;
export type SourceState = keyof typeof SourceState;

export const CredentialState = { OK: 'OK', EXPIRED: 'EXPIRED', REFUSED: 'REFUSED', UNTRIED: 'UNTRIED' } as const;
export type CredentialState = keyof typeof CredentialState;

export interface SourceHealth {
  readonly state: SourceState;
  readonly credential: CredentialState;
  readonly lastSuccessAt: Date | null;
  readonly lastErrorCode: ErrorCode | null;
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
