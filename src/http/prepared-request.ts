import type { SignableRequest } from './auth/authenticator.ts';
import type { HttpRequest } from './http-message.ts';

/** Where a client's requests go. */
export interface BaseAddress {
  readonly origin: string;
  /** Path prefix without a slash at its end; empty for none. */
  readonly prefix: string;
}

/** A request with its full path and all headers but the credentials. */
export class PreparedRequest implements SignableRequest {
  readonly method: string;
  /** Path and query as they go over the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly #origin: string;
  #url: URL | undefined;

  constructor(request: HttpRequest, base: BaseAddress, userAgent: string) {
    this.method = request.method;
    this.path = base.prefix + request.path;
    this.headers = headersOf(request, userAgent);
    this.body = request.body;
    this.#origin = base.origin;
  }

  get url(): URL {
    return (this.#url ??= new URL(this.#origin + this.path));
  }
}

function headersOf(request: HttpRequest, userAgent: string): Readonly<Record<string, string>> {
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': userAgent };
  if (request.body !== undefined) headers['content-type'] = 'application/json';
  // One spelling for each name, or a header given as Content-Type would be sent beside the default.
  for (const name in request.headers) headers[name.toLowerCase()] = request.headers[name] ?? '';
  return headers;
}
