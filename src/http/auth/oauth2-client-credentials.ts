import type { Clock } from '../../domain/clock.ts';
import { AccountError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secret.ts';
import { defaultTimeouts, type Timeouts } from '../http-message.ts';
import { stringifyJson } from '../json.ts';
import type { Authenticator } from './authenticator.ts';
import { parseTokenAnswer, type Oauth2Token } from './oauth2-token.ts';
import { createTokenTransport, type TokenRequest, type TokenTransport } from './token-transport.ts';

/** After a renewal that failed, the old token serves on and the next try waits this long. */
const RENEWAL_PAUSE_MS = 5_000;

/** A replacement that is refused as well, this soon, shows that the token is not what is wrong. */
const TRIAL_MS = 30_000;

type Headers = Readonly<Record<string, string>>;

/** A client registered at a provider, for the client credentials grant (RFC 6749, 4.4). */
export interface Oauth2Options {
  /** May be on another host than the API. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** How the endpoint wants its parameters, snake_case either way: Kameleoon takes a form, Kibo takes JSON. */
  readonly body: 'form' | 'json';
  /** Left out where absent. */
  readonly scope?: string;
  readonly clock: Clock;
  /** Connect and attempt limits of the token request. Default: {@link defaultTimeouts}. */
  readonly timeouts?: Timeouts;
  /** Default: one of its own to `tokenUrl`. */
  readonly transport?: TokenTransport;
}

/**
 * Authenticates with access tokens that it fetches when they are needed, `Authorization: Bearer …`.
 *
 * At most one token request is in flight, and everyone who needs a token shares it; it goes on when a caller leaves. A
 * token is renewed 60 s before it ends (at 80 % of a short life) while the old one still serves, so nobody waits for a
 * renewal and a token endpoint may fail for that long. A 401 discards exactly the token that was refused.
 *
 * Throws INVALID_VALUE for a token URL that is none; `headersFor` throws what {@link parseTokenAnswer} and a transport
 * throw, with `details.dispatched` false.
 */
export function oauth2ClientCredentials(options: Oauth2Options): Authenticator {
  const { tokenUrl, clock, timeouts = defaultTimeouts } = options;
  return new Oauth2Authenticator(options, options.transport ?? createTokenTransport({ tokenUrl, timeouts, clock }));
}

class Oauth2Authenticator implements Authenticator {
  readonly #options: Oauth2Options;
  readonly #transport: TokenTransport;
  #token: Oauth2Token | undefined;
  #pending: Promise<Headers> | undefined;
  #renewalPausedUntilMs = 0;
  /** The next token, or the present one until it is let in, replaces one that was refused. */
  #onTrial = false;

  constructor(options: Oauth2Options, transport: TokenTransport) {
    this.#options = options;
    this.#transport = transport;
  }

  headersFor(): Promise<Headers> | Headers {
    const token = this.#token;
    const nowMs = this.#options.clock.now();
    if (token === undefined || nowMs >= token.expiresAtMs) return this.#fetchOnce();
    if (nowMs >= token.renewAtMs && nowMs >= this.#renewalPausedUntilMs) {
      // Set before the answer is known: it holds back the callers that come while the request is failing, too.
      this.#renewalPausedUntilMs = nowMs + RENEWAL_PAUSE_MS;
      this.#fetchOnce().catch(() => undefined);
    }
    return token.headers;
  }

  refused(sent: Headers): boolean {
    const token = this.#token;
    // Somebody else's 401 has had it replaced, or is having it replaced: that one is worth a try.
    if (token?.headers.authorization !== sent.authorization) return true;
    if (token === undefined) return true;
    if (this.#onTrial && this.#options.clock.now() < token.obtainedAtMs + TRIAL_MS) return false;
    this.#token = undefined;
    this.#onTrial = true;
    return true;
  }

  accepted(sent: Headers): void {
    if (this.#onTrial && this.#token?.headers.authorization === sent.authorization) this.#onTrial = false;
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #fetchOnce(): Promise<Headers> {
    this.#pending ??= this.#fetch().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #fetch(): Promise<Headers> {
    const { clock } = this.#options;
    try {
      const response = await this.#transport.send(this.#tokenRequest());
      this.#token = parseTokenAnswer(response, clock.now());
      return this.#token.headers;
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      // The request that needed the token has not been sent, whatever became of the token request.
      throw new AccountError(error.code, error.message, { ...error.details, dispatched: false });
    }
  }

  #tokenRequest(): TokenRequest {
    const { clientId, clientSecret, scope, body } = this.#options;
    const parameters = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret.reveal(),
      ...(scope === undefined ? undefined : { scope }),
    };
    return body === 'json'
      ? { contentType: 'application/json', body: stringifyJson(parameters) }
      : { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(parameters).toString() };
  }
}
