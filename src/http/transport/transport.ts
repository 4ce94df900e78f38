import type { Axios } from 'axios';
import { Pool } from 'undici';
import type { CancelSignal } from '../../domain/cancellation.ts';
import type { Clock } from '../../domain/clock.ts';
import { Stage } from '../../domain/stage.ts';
import type { HttpResponse } from '../http-message.ts';
import { DirectAxios } from './direct-axios.ts';
import { Exchange } from './exchange.ts';
import { accountErrorOf, failureOf } from './failure.ts';
import { createUndiciAdapter } from './undici-adapter.ts';

/** Where a transport leads, and how much it takes. */
export interface TransportOptions {
  /** Scheme, host and port; every request of the transport goes there and nowhere else. */
  readonly origin: string;
  readonly connectMs: number;
  readonly clock: Clock;
  /** Bodies above this are refused. */
  readonly maxResponseBytes: number;
  /** Connections kept at most; further requests wait for one within their own time. */
  readonly connections: number;
}

/** A request with everything on it that goes over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What ends one attempt before its answer. */
export interface AttemptLimits {
  readonly timeoutMs: number;
  readonly signal?: CancelSignal | undefined;
}

/** Carries single attempts to one origin over kept connections. */
export interface Transport {
  /**
   * Sends once, and answers whatever came with a status of 2xx, 4xx or 5xx.
   *
   * Throws UPSTREAM_TIMEOUT, UPSTREAM_UNAVAILABLE, UPSTREAM_MALFORMED, UPSTREAM_REFUSED (a redirect) or INTERNAL, with
   * `details.dispatched` false only where no byte of the request was written.
   */
  send(request: WireRequest, limits: AttemptLimits): Promise<HttpResponse>;
  /** Closes every connection; what is in flight fails. */
  close(): Promise<void>;
}

/** Creates a transport: axios as the client, an undici pool as its wire (HTTP/1.1, one request a connection). */
export function createTransport(options: TransportOptions): Transport {
  const pool = new Pool(options.origin, {
    connections: options.connections,
    pipelining: 1,
    connect: { timeout: options.connectMs },
    // Whether a byte was written, on which retries of writes depend, is certain only where one request has a socket.
    allowH2: false,
    // The attempt's own deadline covers headers and body, however slowly they drip.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 16_384,
    maxResponseSize: options.maxResponseBytes,
    // Load balancers forget idle connections sooner than servers promise to keep them.
    keepAliveMaxTimeout: 60_000,
  });
  return new AxiosTransport(pool, options.clock);
}

// One for all sources: their answers are read together.
const answers = new Stage();

class AxiosTransport implements Transport {
  readonly #pool: Pool;
  readonly #axios: Axios;
  readonly #clock: Clock;

  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool;
    // Not axios.create: its defaults would be merged into every call, and all of them (JSON, forms, XSRF) are unwanted.
    this.#axios = new DirectAxios({ adapter: createUndiciAdapter(pool) });
    this.#clock = clock;
  }

  async send(
    { method, path, headers, body }: WireRequest,
    { timeoutMs, signal }: AttemptLimits,
  ): Promise<HttpResponse> {
    const exchange = new Exchange(headers);
    const onCallerGone = (): void => {
      exchange.abort('CALLER_GONE');
    };
    if (signal?.aborted === true) onCallerGone();
    signal?.addEventListener('abort', onCallerGone);
    const cancelDeadline = this.#clock.schedule(timeoutMs, () => {
      exchange.abort('DEADLINE');
    });
    try {
      const { data } = await this.#axios.request<HttpResponse>({ method, url: path, data: body, exchange });
      await answers.together();
      return data;
    } catch (error) {
      throw accountErrorOf(failureOf(error), {
        dispatched: exchange.dispatched,
        ...(exchange.status === 0 ? undefined : { status: exchange.status }),
      });
    } finally {
      cancelDeadline();
      signal?.removeEventListener('abort', onCallerGone);
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
