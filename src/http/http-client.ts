import type { Clock } from '../domain/clock.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { Authenticator } from './auth/authenticator.ts';
import { HealthRecorder, type AnswerKind, type ClientHealth } from './client-health.ts';
import { defaultTimeouts, type HttpRequest, type HttpResponse, type Timeouts } from './http-message.ts';
import { PreparedRequest, type BaseAddress } from './prepared-request.ts';
import { accountErrorOf } from './transport/failure.ts';
import { createTransport, type Transport } from './transport/transport.ts';
import { waitFor } from './waiting.ts';

export type { ClientHealth } from './client-health.ts';
export type { HttpRequest, HttpResponse, Timeouts } from './http-message.ts';

const DEFAULT_MAX_RESPONSE_BYTES = 10 * 1024 * 1024;
const DEFAULT_CONNECTIONS = 64;

/** Calls one source: its base URL, its credentials, its connections. */
export interface HttpClient {
  /**
   * Sends a request and answers whatever status came, except a redirect. Nothing is repeated, save once after a 401
   * where the authenticator says that a fresh credential may help: a 401 proves that the request was not executed.
   *
   * Throws, with `details.dispatched` false only where the request provably never left: UPSTREAM_TIMEOUT,
   * UPSTREAM_UNAVAILABLE (refused, reset, DNS, TLS, or the client is closed), UPSTREAM_MALFORMED (too large, not HTTP,
   * not UTF-8), UPSTREAM_REFUSED (a redirect: credentials never travel to another host), what the authenticator throws,
   * and INVALID_VALUE for a path that is not one. A caller that goes away gets UPSTREAM_TIMEOUT.
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
  /** Connections kept at most. Default: 64. */
  readonly connections?: number;
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
  readonly #timeouts: Timeouts;
  readonly #clock: Clock;
  readonly #userAgent: string;
  readonly #isCredentialRefusal: (response: HttpResponse) => boolean;

  constructor(options: HttpClientOptions) {
    this.#base = baseAddressOf(options.baseUrl);
    this.#sourceId = options.sourceId ?? this.#base.origin;
    this.#authenticate = options.authenticate;
    this.#timeouts = options.timeouts ?? defaultTimeouts;
    this.#clock = options.clock;
    this.#userAgent = options.userAgent ?? 'accord';
    this.#isCredentialRefusal = options.isCredentialRefusal ?? ((response) => response.status === 401);
    this.health = new HealthRecorder(options.clock);
    this.#transport = createTransport({
      origin: this.#base.origin,
      connectMs: this.#timeouts.connectMs,
      clock: options.clock,
      maxResponseBytes: options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
      connections: options.connections ?? DEFAULT_CONNECTIONS,
    });
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    // A '#' would end the path for the signer and not for the wire; anything but visible ASCII has not been encoded.
    if (!/^\/[!"$-~]*$/.test(request.path)) throw invalid('A request path must be encoded and start with a slash.');
    try {
      const response = await this.#sendSigned(request);
      this.health.answered(this.#kindOf(response));
      return response;
    } catch (error) {
      if (request.signal?.aborted !== true) this.health.failed(error);
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#transport.close(), this.#authenticate.close?.()]);
  }

  async #sendSigned(request: HttpRequest): Promise<HttpResponse> {
    const prepared = new PreparedRequest(request, this.#base, this.#userAgent);
    const deadlineMs = this.#clock.now() + this.#timeouts.operationMs;
    const first = await this.#attempt(prepared, deadlineMs, request);
    if (first.response.status !== 401) {
      this.#authenticate.accepted?.(first.sent);
      return first.response;
    }
    if (this.#authenticate.refused?.(first.sent) !== true) return first.response;
    const second = await this.#attempt(prepared, deadlineMs, request);
    if (second.response.status !== 401) this.#authenticate.accepted?.(second.sent);
    return second.response;
  }

  /** Signs and sends once; `sent` is what the authenticator added. */
  async #attempt(
    prepared: PreparedRequest,
    deadlineMs: number,
    { signal, meter }: Pick<HttpRequest, 'signal' | 'meter'>,
  ): Promise<Attempt> {
    const signing = this.#authenticate.headersFor(prepared);
    const sent =
      signing instanceof Promise
        ? await waitFor(signing, { clock: this.#clock, timeoutMs: deadlineMs - this.#clock.now(), signal })
        : signing;
    const timeoutMs = Math.min(this.#timeouts.attemptMs, deadlineMs - this.#clock.now());
    if (timeoutMs <= 0) throw accountErrorOf('DEADLINE', { dispatched: false });
    const { method, path, body } = prepared;
    const headers = { ...prepared.headers, ...sent };
    meter?.count(this.#sourceId);
    return { sent, response: await this.#transport.send({ method, path, headers, body }, { timeoutMs, signal }) };
  }

  #kindOf(response: HttpResponse): AnswerKind {
    if (this.#isCredentialRefusal(response)) return 'CREDENTIAL_REFUSED';
    if (response.status === 429) return 'RATE_LIMITED';
    return response.status >= 500 ? 'SERVER_ERROR' : 'ACCEPTED';
  }
}

interface Attempt {
  readonly sent: Readonly<Record<string, string>>;
  readonly response: HttpResponse;
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
