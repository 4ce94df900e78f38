import type { Clock } from '../domain/clock.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';

/** From this many failures in a row a source that has worked before counts as down. */
const DOWN_AFTER = 3;

/** What the last calls showed; reading it never calls the provider. */
export interface ClientHealth {
  /** Milliseconds since the epoch; null until a call succeeded. */
  readonly lastSuccessAt: number | null;
  /** Why the last call failed; null while the last call succeeded. */
  readonly lastErrorCode: ErrorCode | null;
  /** EXPIRED: refused after it had worked. REFUSED: never worked, or the token endpoint refused. */
  readonly credential: 'OK' | 'EXPIRED' | 'REFUSED' | 'UNTRIED';
  /** DOWN: three failures in a row, or never a success. DEGRADED: fewer failures since the last success. */
  readonly state: 'UP' | 'DEGRADED' | 'DOWN' | 'UNTRIED';
}

/** What an answer says about a source; the datasource's own reading of the status is finer. */
export type AnswerKind = 'ACCEPTED' | 'CREDENTIAL_REFUSED' | 'RATE_LIMITED' | 'SERVER_ERROR';

const errorCodes = {
  CREDENTIAL_REFUSED: ErrorCode.UPSTREAM_CREDENTIALS,
  RATE_LIMITED: ErrorCode.RATE_LIMITED,
  SERVER_ERROR: ErrorCode.UPSTREAM_UNAVAILABLE,
} as const;

/** Keeps a client's health as its calls end. */
export class HealthRecorder implements ClientHealth {
  readonly #clock: Clock;
  lastSuccessAt: number | null = null;
  lastErrorCode: ErrorCode | null = null;
  credential: ClientHealth['credential'] = 'UNTRIED';
  #failures = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get state(): ClientHealth['state'] {
    if (this.#failures === 0) return this.lastSuccessAt === null ? 'UNTRIED' : 'UP';
    return this.lastSuccessAt === null || this.#failures >= DOWN_AFTER ? 'DOWN' : 'DEGRADED';
  }

  /** Notes an answer. */
  answered(kind: AnswerKind): void {
    if (kind === 'ACCEPTED') {
      this.lastSuccessAt = this.#clock.now();
      this.lastErrorCode = null;
      this.credential = 'OK';
      this.#failures = 0;
      return;
    }
    if (kind === 'CREDENTIAL_REFUSED') this.#refuseCredential();
    this.#fail(errorCodes[kind]);
  }

  /** Notes that no answer came. Not for callers that went away: that says nothing about the source. */
  failed(error: unknown): void {
    const code = error instanceof AccountError ? error.code : ErrorCode.INTERNAL;
    if (code === ErrorCode.UPSTREAM_CREDENTIALS) this.credential = 'REFUSED';
    this.#fail(code);
  }

  #refuseCredential(): void {
    this.credential = this.credential === 'OK' || this.credential === 'EXPIRED' ? 'EXPIRED' : 'REFUSED';
  }

  #fail(code: ErrorCode): void {
    this.lastErrorCode = code;
    this.#failures += 1;
  }
}
