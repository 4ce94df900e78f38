import type { CancelSignal } from '../domain/cancellation.ts';
import type { UpstreamMeter } from '../domain/datasource.ts';

/** A request to a provider, as its datasource words it. */
export interface HttpRequest {
  readonly method: 'GET' | 'PATCH' | 'PUT' | 'POST';
  /** Starts with '/', already encoded, with the query; appended to the path prefix of the base URL. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The exact body (UTF-8): signed and sent unchanged. */
  readonly body?: string;
  /** Fires when the caller went away. */
  readonly signal?: CancelSignal;
  /** Told of each attempt. */
  readonly meter?: UpstreamMeter;
}

/** A provider's answer, whatever its status; what the status means is for the provider's errors file to say. */
export interface HttpResponse {
  readonly status: number;
  /** By lower-case name; the values of a repeated header are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body, decoded as UTF-8; empty where there was none. */
  readonly text: string;
}

/** How long each stage of a call may take, in milliseconds. */
export interface Timeouts {
  /** Until the connection stands, TLS included. Measured by the network library, to about half a second. */
  readonly connectMs: number;
  /** From the start of one attempt, waiting for a free connection included, to the last byte of the body. */
  readonly attemptMs: number;
  /** The whole call: token, attempt and replay. */
  readonly operationMs: number;
}

/** Connect 2 s, attempt 10 s, operation 25 s. */
export const defaultTimeouts: Timeouts = { connectMs: 2_000, attemptMs: 10_000, operationMs: 25_000 };
