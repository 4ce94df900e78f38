import type { Clock } from '../domain/clock.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { AttemptResult } from './attempts.ts';
import type { Gate } from './policies/gate.ts';
import type { SourceBreakers } from './policies/source-breakers.ts';

/** From this many failures in a row a source without a breaker counts as down. */
const DOWN_AFTER = 3;

/** What the last calls showed; reading it never calls the provider. */
export interface ClientHealth {
  /** Milliseconds since the epoch; null until a call succeeded. */
  readonly lastSuccessAt: number | null;
  /** Why the last call failed; null while the last call succeeded. */
  readonly lastErrorCode: ErrorCode | null;
  /** EXPIRED: refused after it had worked. REFUSED: never worked, or the token endpoint refused. */
  readonly credential: 'OK' | 'EXPIRED' | 'REFUSED' | 'UNTRIED';
  /**
   * DOWN: a breaker is open, or nothing has ever succeeded. DEGRADED: failures since the last success. Without a breaker
   * the third failure in a row is DOWN.
   */
  readonly state: 'UP' | 'DEGRADED' | 'DOWN' | 'UNTRIED';
  /** How many reads the limits leave at this moment; null where there are none. */
  readonly rateLimitRemaining: number | null;
  /** When the next read can leave at the earliest, in milliseconds since the epoch; null where that is at once. */
  readonly retryAt: number | null;
}

/** What else knows something about a source's health. */
export interface HealthSources {
  readonly clock: Clock;
  readonly breakers: SourceBreakers | undefined;
  readonly gate: Gate | undefined;
}

/** Keeps a client's health as its attempts end. */
export class HealthRecorder implements ClientHealth {
  readonly #sources: HealthSources;
  lastSuccessAt: number | null = null;
  lastErrorCode: ErrorCode | null = null;
  credential: ClientHealth['credential'] = 'UNTRIED';
  #failures = 0;

  constructor(sources: HealthSources) {
    this.#sources = sources;
  }

  get state(): ClientHealth['state'] {
    const { breakers } = this.#sources;
    if (breakers?.areClosed === false) return 'DOWN';
    if (this.#failures === 0) return this.lastSuccessAt === null ? 'UNTRIED' : 'UP';
    if (this.lastSuccessAt === null) return 'DOWN';
    return breakers === undefined && this.#failures >= DOWN_AFTER ? 'DOWN' : 'DEGRADED';
  }

  get rateLimitRemaining(): number | null {
    return this.#sources.gate?.remaining ?? null;
  }

  get retryAt(): number | null {
    const { clock, breakers, gate } = this.#sources;
    const nowMs = clock.now();
    const atMs = Math.max(breakers?.retryAtMs(nowMs) ?? 0, gate?.earliestMs ?? 0);
    return atMs > nowMs ? atMs : null;
  }

  /** Notes how an attempt ended. One that was not made, or whose caller went away, says nothing. */
  ended({ end, response, error }: AttemptResult): void {
    if (end === 'UNSENT') return;
    if (end === 'ANSWERED' && response !== undefined) {
      this.lastSuccessAt = this.#sources.clock.now();
      this.lastErrorCode = null;
      this.credential = 'OK';
      this.#failures = 0;
      return;
    }
    if (end === 'CREDENTIAL_REFUSED') this.#refuseCredential(response !== undefined);
    this.lastErrorCode = codeOf(end, error);
    this.#failures += 1;
  }

  #refuseCredential(byAnswer: boolean): void {
    const hasWorked = this.credential === 'OK' || this.credential === 'EXPIRED';
    this.credential = byAnswer && hasWorked ? 'EXPIRED' : 'REFUSED';
  }
}

function codeOf(end: AttemptResult['end'], error: unknown): ErrorCode {
  if (error instanceof AccountError) return error.code;
  if (end === 'CREDENTIAL_REFUSED') return ErrorCode.UPSTREAM_CREDENTIALS;
  return end === 'RATE_LIMITED' ? ErrorCode.RATE_LIMITED : ErrorCode.UPSTREAM_UNAVAILABLE;
}
