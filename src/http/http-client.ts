import type { Clock } from '../domain/clock.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import { Attempts, type AttemptResult, type OutgoingCall } from './attempts.ts';
import type { Authenticator } from './auth/authenticator.ts';
import { HealthRecorder, type ClientHealth } from './client-health.ts';
import { defaultTimeouts, type HttpRequest, type HttpResponse, type Timeouts } from './http-message.ts';
import type { BreakerSettings } from './policies/circuit-breaker.ts';
import { Gate, type GateSettings } from './policies/gate.ts';
import { LocalRefusal } from './policies/refusals.ts';
import { Retries, type RetrySettings } from './policies/retries.ts';
import { SourceBreakers } from './policies/source-breakers.ts';
import { PreparedRequest, type BaseAddress } from './prepared-request.ts';
import { createTransport, type Transport } from './transport/transport.ts';
import { Sleep } from './waiting.ts';

export type { ClientHealth } from './client-health.ts';
export type { HttpRequest, HttpResponse, Timeouts } from './http-message.ts';

const DEFAULT_MAX_RESPONSE_BYTES = 10 * 1024 * 1024;
const DEFAULT_CONNECTIONS = 64;

/** Calls one source: its base URL, its credentials, its connections. */
export interface HttpClient {
  /**
   * Sends a request and answers whatever status came, except a redirect.
   *
   * A GET is repeated after a failure, a 5xx or a 429, as the settings allow and the deadline permits; anything else only
   * where no byte of it had left. After a 401 either is repeated once where the authenticator says that a fresh
   * credential may help: a 401 proves that the request was not executed.
   *
   * Throws, with `details.dispatched` false only where the request provably never left: UPSTREAM_TIMEOUT,
   * UPSTREAM_UNAVAILABLE (refused, reset, DNS, TLS, or the client is closed), UPSTREAM_MALFORMED (too large, not HTTP,
   * not UTF-8), UPSTREAM_REFUSED (a redirect: credentials never travel to another host), what the authenticator throws,
   * INVALID_VALUE for a path that is not one, and, without asking the source, RATE_LIMITED where its limits leave no room
   * before the deadline, UPSTREAM_UNAVAILABLE or UPSTREAM_CREDENTIALS while a breaker is open. A caller that goes away gets UPSTREAM_TIMEOUT.
   */
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Closes all connections; what is in flight fails with UPSTREAM_UNAVAILABLE. */
  close(): Promise<void>;
  /** What the calls so far have shown. */
  readonly health: ClientHealth;
}

/** What a client is made of. */
export interface HttpClientOptions {
  /** https (or http on loopback, which the configuration checks); its path is kept as a prefix. */
  readonly baseUrl: string;
  readonly authenticate: Authenticator;
  /** Default: connect 2 s, attempt 10 s, operation 25 s. */
  readonly timeouts?: Timeouts;
  readonly clock: Clock;
  /** Default: 10 MiB. */
  readonly maxResponseBytes?: number;
  /** Connections kept at most. Default: the limit of concurrency, or 64. */
  readonly connections?: number;
  /** How much the source may be asked. Default: as much as comes. */
  readonly limits?: GateSettings | undefined;
  /** When it is left alone. Default: never. */
  readonly breaker?: BreakerSettings | undefined;
  /** How often a call is tried. Default: once. */
  readonly retries?: RetrySettings | undefined;
  /** For the jitter of retries; from 0 to below 1. Default: Math.random. */
  readonly random?: () => number;
  /** Default: "accord". */
  readonly userAgent?: string;
  /** Under which its requests are counted. Default: the origin of the base URL. */
  readonly sourceId?: string;
  /**
   * Whether an answer says that the credentials are bad; health shows it. Default: status 401. Huawei Cloud, for one,
   * also answers 401 where the caller merely lacks a right.
   */
  readonly isCredentialRefusal?: (response: HttpResponse) => boolean;
}

/**
 * Creates the client of one source. Nothing is connected until the first call.
 *
 * Throws INVALID_VALUE for a base URL that is none, or holds credentials, a query or a fragment.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  return new PooledHttpClient(options);
}

class PooledHttpClient implements HttpClient {
  readonly health: HealthRecorder;
  readonly #sourceId: string;
  readonly #base: BaseAddress;
  readonly #authenticate: Authenticator;
  readonly #transport: Transport;
  readonly #attempts: Attempts;
  readonly #gate: Gate | undefined;
  readonly #retries: Retries | undefined;
  readonly #operationMs: number;
  readonly #clock: Clock;
  readonly #userAgent: string;
  readonly #sleep: Sleep;

  constructor(options: HttpClientOptions) {
    const { clock, authenticate, timeouts = defaultTimeouts } = options;
    this.#base = baseAddressOf(options.baseUrl);
    this.#sourceId = options.sourceId ?? this.#base.origin;
    this.#authenticate = authenticate;
    this.#operationMs = timeouts.operationMs;
    this.#clock = clock;
    this.#userAgent = options.userAgent ?? 'accord';
    this.#sleep = new Sleep(clock);
    this.#gate = options.limits && new Gate(options.limits, clock);
    this.#retries = options.retries && new Retries(options.retries, options.random ?? Math.random);
    const breakers = options.breaker && new SourceBreakers(options.breaker);
    this.health = new HealthRecorder({ clock, breakers, gate: this.#gate });
    this.#transport = createTransport({
      origin: this.#base.origin,
      connectMs: timeouts.connectMs,
      clock,
      maxResponseBytes: options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
      connections: options.connections ?? options.limits?.concurrency ?? DEFAULT_CONNECTIONS,
    });
    this.#attempts = new Attempts({
      clock,
      attemptMs: timeouts.attemptMs,
      authenticate,
      transport: this.#transport,
      isCredentialRefusal: options.isCredentialRefusal ?? ((response) => response.status === 401),
      breakers,
      gate: this.#gate,
      onSend: ({ meter }) => {
        meter?.count(this.#sourceId);
        this.#retries?.sent(clock.now());
      },
    });
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    // A '#' would end the path for the signer and not for the wire; anything but visible ASCII has not been encoded.
    if (!/^\/[!"$-~]*$/.test(request.path)) throw invalid('A request path must be encoded and start with a slash.');
    const call: OutgoingCall = {
      prepared: new PreparedRequest(request, this.#base, this.#userAgent),
      isRead: request.method === 'GET',
      deadlineMs: this.#clock.now() + this.#operationMs,
      signal: request.signal,
      meter: request.meter,
    };
    let result = await this.#attempts.make(call);
    this.health.ended(result);
    if (this.#retries !== undefined && mayRepeat(result, call))
      result = await this.#repeat(call, result, this.#retries);
    if (result.response === undefined) throw result.error;
    return result.response;
  }

  async close(): Promise<void> {
    this.#sleep.close();
    this.#gate?.close();
    await Promise.all([this.#transport.close(), this.#authenticate.close?.()]);
  }

  /** Tries again until it goes well, or there is a reason to stop; then what came of the last try that was made. */
  async #repeat(call: OutgoingCall, first: AttemptResult, retries: Retries): Promise<AttemptResult> {
    let last = first;
    for (let attempts = 1; mayRepeat(last, call); attempts += 1) {
      const { retryAfterMs } = last;
      const waitMs = retries.waitMs({ call, attempts, retryAfterMs }, this.#clock.now());
      if (waitMs === undefined || !(await this.#sleep.for(waitMs, call.signal))) return last;
      const result = await this.#attempts.make(call);
      // That the source is not to be asked any more for now is no news to who has just failed there.
      if (result.error instanceof LocalRefusal) return last;
      this.health.ended(result);
      last = result;
    }
    return last;
  }
}

/** A failure that time may heal; a write only where it provably did not leave. */
function mayRepeat({ end, response, error }: AttemptResult, { isRead }: OutgoingCall): boolean {
  if (end !== 'FAILED' && end !== 'RATE_LIMITED') return false;
  if (isRead) return response?.status !== 501;
  return error instanceof AccountError && error.details.dispatched === false;
}

function baseAddressOf(baseUrl: string): BaseAddress {
  const url = URL.parse(baseUrl);
  const plain = url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!plain || !/^https?:$/.test(url.protocol)) {
    throw invalid('A base URL must be http or https, and nothing but a host and a path.');
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, '') };
}

function invalid(message: string): AccountError {
  return new AccountError(ErrorCode.INVALID_VALUE, message, { dispatched: false });
}
