import type { Clock } from '../../domain/clock.ts';
import { AccountError, ErrorCode } from '../../domain/errors.ts';
import type { HttpResponse, Timeouts } from '../http-message.ts';
import { createTransport } from '../transport/transport.ts';

/** A token answer is a few kilobytes; this leaves room for the largest JWT that still fits a header. */
const MAX_TOKEN_BYTES = 64 * 1024;

/** What goes to the token endpoint. Its body holds the client's secret. */
export interface TokenRequest {
  readonly contentType: string;
  readonly body: string;
}

/** Posts to one token endpoint. */
export interface TokenTransport {
  /** Answers whatever came with a status of 2xx, 4xx or 5xx; throws what a transport throws. */
  send(request: TokenRequest): Promise<HttpResponse>;
  /** Closes its connections. */
  close(): Promise<void>;
}

/** Where the token endpoint is; it may be on another host than the API, with connections of its own. */
export interface TokenTransportOptions {
  readonly tokenUrl: string;
  readonly timeouts: Timeouts;
  readonly clock: Clock;
}

/**
 * Creates the transport for one token endpoint.
 *
 * Throws INVALID_VALUE where the URL is none, or holds credentials or a fragment.
 */
export function createTokenTransport(options: TokenTransportOptions): TokenTransport {
  const url = URL.parse(options.tokenUrl);
  const plain = url !== null && url.username === '' && url.password === '' && url.hash === '';
  if (!plain || !/^https?:$/.test(url.protocol)) {
    throw new AccountError(
      ErrorCode.INVALID_VALUE,
      'A token URL must be http or https, without credentials or fragment.',
      { dispatched: false },
    );
  }
  const transport = createTransport({
    origin: url.origin,
    connectMs: options.timeouts.connectMs,
    clock: options.clock,
    maxResponseBytes: MAX_TOKEN_BYTES,
    // Only one request is ever in flight.
    connections: 1,
  });
  const path = url.pathname + url.search;
  return {
    send: ({ contentType, body }) =>
      transport.send(
        { method: 'POST', path, headers: { accept: 'application/json', 'content-type': contentType }, body },
        // No caller's signal: the token is for everyone who waits, and for those who come after.
        { timeoutMs: options.timeouts.attemptMs },
      ),
    close: () => transport.close(),
  };
}
