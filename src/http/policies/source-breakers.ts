import type { AttemptEnd } from './call.ts';
import { CircuitBreaker, type BreakerSettings } from './circuit-breaker.ts';
import { credentialsRefused, sourceDown } from './refusals.ts';

/**
 * Credentials that were refused three times in a row are not tried for a while: every further try could lock the account
 * at the provider, and none would be let in. Not a setting, because no load and no network is behind it.
 */
const CREDENTIALS: BreakerSettings = { failures: 3, ofCalls: 3, pauseMs: 30_000, maxPauseMs: 300_000 };

/** What an attempt was let through as; to be given back with its end. */
export interface Pass {
  readonly probesSource: boolean;
  readonly probesCredentials: boolean;
}

const ORDINARY: Pass = { probesSource: false, probesCredentials: false };

/**
 * A source's two breakers: one for a source that fails or does not answer, one for credentials that are refused. An
 * answer below 500 opens neither, except a refusal of the credentials.
 */
export class SourceBreakers {
  readonly #source: CircuitBreaker;
  readonly #credentials = new CircuitBreaker(CREDENTIALS);

  constructor(settings: BreakerSettings) {
    this.#source = new CircuitBreaker(settings);
  }

  get areClosed(): boolean {
    return this.#source.isClosed && this.#credentials.isClosed;
  }

  /** When the next attempt may be let through; 0 while all are. */
  retryAtMs(nowMs: number): number {
    return Math.max(this.#source.retryAtMs(nowMs), this.#credentials.retryAtMs(nowMs));
  }

  /**
   * Lets an attempt through. Each pass must be given back to {@link left}.
   * @throws AccountError UPSTREAM_UNAVAILABLE or UPSTREAM_CREDENTIALS while a breaker is open.
   */
  enter(nowMs: number): Pass {
    if (this.areClosed) return ORDINARY;
    const source = this.#source.admit(nowMs);
    if (source === 'REFUSED') throw sourceDown(this.#source.retryAtMs(nowMs) - nowMs);
    const credentials = this.#credentials.admit(nowMs);
    const pass = { probesSource: source === 'PROBE', probesCredentials: credentials === 'PROBE' };
    if (credentials !== 'REFUSED') return pass;
    this.#source.learnedNothing(pass.probesSource, nowMs);
    throw credentialsRefused(this.#credentials.retryAtMs(nowMs) - nowMs);
  }

  /**
   * Says once more, after a wait, that an attempt may go.
   * @throws AccountError as {@link enter} does, where a breaker has opened since and the attempt is not its probe.
   */
  confirm(pass: Pass, nowMs: number): void {
    if (this.areClosed) return;
    if (!this.#source.isClosed && !pass.probesSource) throw sourceDown(this.#source.retryAtMs(nowMs) - nowMs);
    if (!this.#credentials.isClosed && !pass.probesCredentials) {
      throw credentialsRefused(this.#credentials.retryAtMs(nowMs) - nowMs);
    }
  }

  /** Takes note of how an attempt ended. */
  left({ probesSource, probesCredentials }: Pass, end: AttemptEnd, nowMs: number): void {
    if (end === 'UNSENT') this.#source.learnedNothing(probesSource, nowMs);
    else if (end === 'FAILED') this.#source.failed(probesSource, nowMs);
    else this.#source.succeeded(probesSource);

    if (end === 'ANSWERED') this.#credentials.succeeded(probesCredentials);
    else if (end === 'CREDENTIAL_REFUSED') this.#credentials.failed(probesCredentials, nowMs);
    else this.#credentials.learnedNothing(probesCredentials, nowMs);
  }
}
