import type { Dispatcher } from 'undici';
import type { HttpResponse } from '../http-message.ts';
import { BodyCollector } from './body-collector.ts';
import { ExchangeError, failureOfNetworkError, type Failure } from './failure.ts';

/** A browser would stop here too; ten thousand short headers fit into the byte limit, and are still an attack. */
const MAX_HEADERS = 256;

type HeaderValues = Readonly<Record<string, string | string[] | undefined>>;

/**
 * One request on the wire and its answer: undici calls the `on…` methods, and whoever waits may `abort` at any time.
 *
 * The headers travel here and not in axios's config: axios trims and strips header values, which would break a
 * signature made over them, and puts its config on every error it throws.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Written to the wire as they are. */
  readonly headers: Readonly<Record<string, string>>;

  #dispatched = false;
  #failure: Failure | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #resolve: ((response: HttpResponse) => void) | undefined;
  #reject: ((error: ExchangeError) => void) | undefined;
  #status = 0;
  #headers: Readonly<Record<string, string>> = {};
  readonly #body = new BodyCollector();

  constructor(headers: Readonly<Record<string, string>>) {
    this.headers = headers;
  }

  /** False while it is certain that no byte of the request has been written. */
  get dispatched(): boolean {
    return this.#dispatched;
  }

  /** Status of the answer; 0 until its headers are here. */
  get status(): number {
    return this.#status;
  }

  /** Hands itself to `dispatch` and waits for the whole answer. Rejects with an ExchangeError. */
  run(dispatch: (handler: Dispatcher.DispatchHandler) => void): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(new ExchangeError(this.#failure));
        return;
      }
      this.#resolve = resolve;
      this.#reject = reject;
      dispatch(this);
    });
  }

  /** Ends the exchange now, unless it has ended: the caller gets the failure, and a connection in use is closed. */
  abort(failure: Failure): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    this.#reject?.(new ExchangeError(failure));
    this.#controller?.abort(new Error(failure));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // undici drops the request and keeps the connection when this throws; aborting would close it for nothing.
    if (this.#failure !== undefined) throw new ExchangeError(this.#failure);
    // Called right before the first write, so until now the provider cannot have seen anything.
    this.#dispatched = true;
    this.#controller = controller;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: HeaderValues): void {
    if (status < 200) return;
    this.#status = status;
    if (status >= 300 && status < 400) {
      this.abort('REDIRECT');
    } else if ((controller.rawHeaders as readonly unknown[]).length > 2 * MAX_HEADERS) {
      this.abort('TOO_LARGE');
    } else {
      this.#headers = joinRepeated(headers);
      // None was asked for, so this is not negotiation: the bytes would not be the text.
      if ((this.#headers['content-encoding'] ?? 'identity') !== 'identity') this.abort('INVALID_ENCODING');
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body.add(chunk);
  }

  onResponseEnd(): void {
    this.#controller = undefined;
    const text = this.#body.text();
    if (text === undefined) this.abort('INVALID_ENCODING');
    else this.#resolve?.({ status: this.#status, headers: this.#headers, text });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#controller = undefined;
    this.abort(failureOfNetworkError(error));
  }
}

function joinRepeated(headers: HeaderValues): Readonly<Record<string, string>> {
  let joined: Record<string, string> | undefined;
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) (joined ??= { ...(headers as Record<string, string>) })[name] = value.join(', ');
  }
  return joined ?? (headers as Record<string, string>);
}
