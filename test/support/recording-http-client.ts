import type { ClientHealth, HttpClient, HttpRequest, HttpResponse } from '../../src/http/http-client.ts';

/** What the client shall answer next: a JSON document (status 200), or a whole answer. */
export type PreparedAnswer = { readonly json: unknown } | Partial<HttpResponse>;

/** A client in memory: it notes every request and gives the prepared answers, one after the other. */
export class RecordingHttpClient implements HttpClient {
  readonly requests: HttpRequest[] = [];
  readonly health: ClientHealth = {
    lastSuccessAt: null,
    lastErrorCode: null,
    credential: 'UNTRIED',
    state: 'UNTRIED',
    rateLimitRemaining: null,
    retryAt: null,
  };
  readonly #answers: PreparedAnswer[];

  constructor(...answers: readonly PreparedAnswer[]) {
    this.#answers = [...answers];
  }

  send(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request);
    const answer = this.#answers.shift();
    if (answer === undefined) return Promise.reject(new Error(`No answer is prepared for ${request.path}.`));
    return Promise.resolve(toResponse(answer));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** An answer with its defaults: 200, no headers, no body. */
export function toResponse(answer: PreparedAnswer): HttpResponse {
  if ('json' in answer) return { status: 200, headers: {}, text: JSON.stringify(answer.json) };
  return { status: 200, headers: {}, text: '', ...answer };
}
