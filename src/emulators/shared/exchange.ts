/** One request and one answer, as the emulators see them: free of any web framework. */
import { toJsonText } from './json-text.ts';

/** What a request is for; faults and the journal are told apart by it. */
export type RequestKind = 'token' | 'read' | 'write' | 'other';

/** A request as it arrived. */
export interface EmulatorRequest {
  readonly method: string;
  /** Path with query, raw, as on the wire. */
  readonly url: string;
  /** Path without query, raw (still percent-encoded). */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Decoded path parameters of the route. */
  readonly params: Readonly<Record<string, string>>;
  /** Header names in lower case; repeated headers are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** The body's bytes; empty when there was none. */
  readonly body: Buffer;
  /** The body read as UTF-8. */
  readonly text: string;
}

/** An answer ready to be sent. */
export interface EmulatorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/**
 * One endpoint. `handle` is synchronous on purpose: an update is then one indivisible step, and a fault can freeze the
 * state around it.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Fastify path, for example `/accounts/:accountId`. */
  readonly path: string;
  readonly kind: RequestKind;
  handle(request: EmulatorRequest): EmulatorAnswer;
}

/** A JSON answer; bigints in it are written as JSON numbers with all their digits. */
export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): EmulatorAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: toJsonText(value),
  };
}

/** A plain text answer. */
export function textAnswer(status: number, text: string, headers: Record<string, string> = {}): EmulatorAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: text };
}

/** The body's media type in lower case, without parameters; "" when none was sent. */
export function mediaTypeOf(request: EmulatorRequest): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
