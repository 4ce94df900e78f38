import { errors, jwtVerify, type JWTPayload } from 'jose';
import type { JwtAccessConfig } from '../../config/accord-config.ts';
import type { Caller } from '../../domain/caller.ts';
import type { Clock } from '../../domain/clock.ts';
import { AccountError } from '../../domain/errors.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { Authenticator } from './authenticator.ts';
import { callerOf } from './caller-of-claims.ts';
import type { FetchKeySet } from './fetch-key-set.ts';
import { COOLDOWN_MS, KeyStore, type Keys } from './key-store.ts';
import { TokenRefused, unauthenticated, undecided, type RefusalReason } from './refusal.ts';
import { tokenOf } from './token-form.ts';
import { VerifiedTokens } from './verified-tokens.ts';

export interface JwtAccessOptions {
  readonly config: JwtAccessConfig;
  readonly fetchKeySet: FetchKeySet;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** For the start of a token's life, since clocks differ. Its end is its end. */
const LEEWAY_SECONDS = 10;

/** Callers show a JSON Web Token of the configured issuer; nothing but the configuration says which are taken. */
export class JwtAccess implements Authenticator {
  readonly #options: JwtAccessOptions;
  readonly #keys: KeyStore;
  readonly #verified = new VerifiedTokens();

  constructor(options: JwtAccessOptions) {
    this.#options = options;
    this.#keys = new KeyStore(options);
  }

  async authenticate(authorization: string | undefined): Promise<Caller> {
    try {
      return await this.#callerOf(tokenOf(authorization, this.#options.config.algorithms));
    } catch (error) {
      if (error instanceof AccountError) throw undecided(error.message, COOLDOWN_MS / 1000);
      const refused = error instanceof TokenRefused ? error : new TokenRefused(reasonOf(error));
      this.#options.logger.debug({ reason: refused.reason }, 'a caller was not let in');
      throw unauthenticated(refused);
    }
  }

  async prepare(): Promise<string> {
    await this.#keys.current();
    return `the keys of ${this.#options.config.issuer} were fetched`;
  }

  close(): void {
    this.#keys.close();
  }

  async #callerOf(token: string): Promise<Caller> {
    const keys = await this.#keys.current();
    const known = this.#verified.get(token, keys, this.#options.clock.now());
    if (known) return known.caller;
    const verified = await this.#verify(token, keys);
    const caller = callerOf(verified.claims);
    const expiresAtMs = (verified.claims.exp ?? 0) * 1000;
    this.#verified.set(token, { caller, expiresAtMs, keys: verified.keys });
    return caller;
  }

  async #verify(token: string, keys: Keys): Promise<{ readonly claims: JWTPayload; readonly keys: Keys }> {
    try {
      return { claims: await this.#verifyWith(token, keys), keys };
    } catch (error) {
      // A key that nobody knows yet: the issuer may have changed its keys.
      const newer = error instanceof errors.JWKSNoMatchingKey ? await this.#keys.newerThan(keys) : null;
      if (!newer) throw error;
      return { claims: await this.#verifyWith(token, newer), keys: newer };
    }
  }

  async #verifyWith(token: string, keys: Keys): Promise<JWTPayload> {
    const { config, clock } = this.#options;
    const now = clock.now();
    const { payload } = await jwtVerify(token, keys.find, {
      algorithms: [...config.algorithms],
      issuer: config.issuer,
      audience: config.audience,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(now),
    });
    const { exp, iat } = payload;
    if (exp === undefined || !Number.isFinite(exp) || exp * 1000 <= now) throw new TokenRefused('expired');
    if (iat !== undefined && iat > now / 1000 + LEEWAY_SECONDS) throw new TokenRefused('early');
    return payload;
  }
}

/** Why jose did not take a token. Whatever else goes wrong on the way, the token is not taken either. */
function reasonOf(error: unknown): RefusalReason {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return 'signature';
  const { claim, reason } = error;
  if (reason === 'missing') return 'claims';
  if (claim === 'iss') return 'issuer';
  if (claim === 'aud') return 'audience';
  return claim === 'nbf' && reason === 'check_failed' ? 'early' : 'claims';
}
