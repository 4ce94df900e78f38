import type { Clock } from '../domain/clock.ts';
import { AccountError, type ErrorCode } from '../domain/errors.ts';
import type { Authenticator } from './auth/authenticator.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';
import type { AttemptEnd, Call } from './policies/call.ts';
import type { Gate } from './policies/gate.ts';
import { lateInLine, LocalRefusal } from './policies/refusals.ts';
import type { Pass, SourceBreakers } from './policies/source-breakers.ts';
import type { PreparedRequest } from './prepared-request.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { Transport } from './transport/transport.ts';
import { waitFor } from './waiting.ts';

/** A call and what it sends. */
export interface OutgoingCall extends Call {
  readonly prepared: PreparedRequest;
  readonly meter: HttpRequest['meter'] | undefined;
}

/** How one attempt ended: with a response, or else with an error. */
export interface AttemptResult {
  readonly end: AttemptEnd;
  readonly response?: HttpResponse;
  readonly error?: unknown;
  /** What the provider asked to wait. */
  readonly retryAfterMs?: number | undefined;
}

/** What attempts go through, from the outside to the wire: breakers, signature, gate, time limit. */
export interface AttemptOptions {
  readonly clock: Clock;
  readonly attemptMs: number;
  readonly authenticate: Authenticator;
  readonly transport: Transport;
  readonly isCredentialRefusal: (response: HttpResponse) => boolean;
  /** Absent: nobody is kept away. */
  readonly breakers?: SourceBreakers | undefined;
  /** Absent: everybody goes at once. */
  readonly gate?: Gate | undefined;
  /** Told of each request that is about to be written. */
  readonly onSend: (call: OutgoingCall) => void;
}

type SentHeaders = Readonly<Record<string, string>>;

/** How far an attempt has got. */
interface Progress {
  readonly call: OutgoingCall;
  readonly pass: Pass | undefined;
  /** It has been let through the gate, and the gate is to be told when it is over. */
  hasPlace: boolean;
  /** False while the provider certainly has seen nothing of it. */
  wasSent: boolean;
}

/** Makes single attempts at one source. An attempt that meets a 401 is made once more where fresh credentials may help. */
export class Attempts {
  readonly #options: AttemptOptions;

  constructor(options: AttemptOptions) {
    this.#options = options;
  }

  /** Makes one attempt. Never throws what belongs to the call: that is in the result. */
  async make(call: OutgoingCall): Promise<AttemptResult> {
    const { authenticate, breakers, clock, gate } = this.#options;
    let attempt: Progress | undefined;
    let result: AttemptResult;
    try {
      attempt = { call, pass: breakers?.enter(clock.now()), hasPlace: false, wasSent: false };
      const admission = this.#admit(attempt);
      let sent = admission instanceof Promise ? await admission : admission;
      let response = await this.#send(attempt, sent);
      if (response.status === 401 && authenticate.refused?.(sent) === true) {
        this.#giveBack(attempt);
        sent = await this.#admit(attempt);
        response = await this.#send(attempt, sent);
      }
      if (response.status !== 401) authenticate.accepted?.(sent);
      result = this.#resultOf(response);
    } catch (error) {
      if (attempt?.wasSent === true) attempt.wasSent = mayHaveLeft(error);
      result = { end: endOf(error, call), error, retryAfterMs: retryAfterMsOf(error) };
    }
    // First what was learned, then the place: whoever gets it should know already.
    if (attempt?.pass !== undefined) breakers?.left(attempt.pass, result.end, clock.now());
    gate?.paced(result.end, result.retryAfterMs);
    if (attempt !== undefined) this.#giveBack(attempt);
    return result;
  }

  /**
   * What the attempt is signed with, once it may leave. It is signed last, since a signature grows old in a line; where
   * that takes a token that is not there yet, the place is given back meanwhile, since it is good for this moment only.
   */
  #admit(attempt: Progress): Promise<SentHeaders> | SentHeaders {
    const turn = this.#takePlace(attempt);
    if (turn !== undefined) return this.#signIn(turn, attempt);
    const signing = this.#sign(attempt);
    return signing instanceof Promise ? this.#returnWith(signing, attempt) : signing;
  }

  async #signIn(turn: Promise<void>, attempt: Progress): Promise<SentHeaders> {
    await turn;
    const signing = this.#sign(attempt);
    return signing instanceof Promise ? this.#returnWith(signing, attempt) : signing;
  }

  async #returnWith(signing: Promise<SentHeaders>, attempt: Progress): Promise<SentHeaders> {
    this.#giveBack(attempt);
    const sent = await signing;
    await this.#takePlace(attempt);
    return sent;
  }

  /** Passes the gate, at once (undefined) or in its turn. */
  #takePlace(attempt: Progress): Promise<void> | undefined {
    const turn = this.#options.gate?.enter(attempt.call);
    if (turn !== undefined) return this.#takeTurn(turn, attempt);
    attempt.hasPlace = true;
    return undefined;
  }

  async #takeTurn(turn: Promise<void>, attempt: Progress): Promise<void> {
    const { breakers, clock } = this.#options;
    await turn;
    attempt.hasPlace = true;
    // Meanwhile the source may have been found to be down.
    if (attempt.pass !== undefined) breakers?.confirm(attempt.pass, clock.now());
  }

  #giveBack(attempt: Progress): void {
    if (attempt.hasPlace) this.#options.gate?.left(attempt.call, attempt.wasSent);
    attempt.hasPlace = false;
    attempt.wasSent = false;
  }

  #sign({ call }: Progress): Promise<SentHeaders> | SentHeaders {
    const { authenticate, clock } = this.#options;
    const signing = authenticate.headersFor(call.prepared);
    if (!(signing instanceof Promise)) return signing;
    return waitFor(signing, { clock, timeoutMs: call.deadlineMs - clock.now(), signal: call.signal });
  }

  #send(attempt: Progress, sent: SentHeaders): Promise<HttpResponse> {
    const { transport, clock, attemptMs, onSend } = this.#options;
    const { prepared, deadlineMs, signal } = attempt.call;
    const timeoutMs = Math.min(attemptMs, deadlineMs - clock.now());
    if (timeoutMs <= 0) throw lateInLine();
    onSend(attempt.call);
    attempt.wasSent = true;
    const { method, path, body } = prepared;
    const headers = { ...prepared.headers, ...sent };
    return transport.send({ method, path, headers, body }, { timeoutMs, signal });
  }

  #resultOf(response: HttpResponse): AttemptResult {
    if (this.#options.isCredentialRefusal(response)) return { end: 'CREDENTIAL_REFUSED', response };
    if (response.status !== 429 && response.status < 500) return { end: 'ANSWERED', response };
    const seconds = parseRetryAfter(response.headers['retry-after'], this.#options.clock.now());
    const retryAfterMs = seconds === undefined ? undefined : seconds * 1_000;
    return { end: response.status === 429 ? 'RATE_LIMITED' : 'FAILED', response, retryAfterMs };
  }
}

/** What an error says about the source. An unusable answer is an answer all the same: its source is up. */
const ENDS: Partial<Readonly<Record<ErrorCode, AttemptEnd>>> = {
  UPSTREAM_TIMEOUT: 'FAILED',
  UPSTREAM_UNAVAILABLE: 'FAILED',
  UPSTREAM_CREDENTIALS: 'CREDENTIAL_REFUSED',
  RATE_LIMITED: 'RATE_LIMITED',
  UPSTREAM_MALFORMED: 'ANSWERED',
  UPSTREAM_REFUSED: 'ANSWERED',
};

function mayHaveLeft(error: unknown): boolean {
  return !(error instanceof AccountError) || error.details.dispatched !== false;
}

function endOf(error: unknown, { signal }: Call): AttemptEnd {
  if (!(error instanceof AccountError) || error instanceof LocalRefusal || signal?.aborted === true) return 'UNSENT';
  return ENDS[error.code] ?? 'UNSENT';
}

function retryAfterMsOf(error: unknown): number | undefined {
  const seconds = error instanceof AccountError ? error.details.retryAfterSeconds : undefined;
  return seconds === undefined ? undefined : seconds * 1_000;
}
