import { AccountError, ErrorCode } from '../domain/errors.ts';

/** A call under way, and how many wait for it. */
interface Call<Answer> {
  readonly answer: Promise<Answer>;
  readonly controller: AbortController;
  waiting: number;
}

/** Which calls are the same. */
export interface CallPlace {
  /** What the call is about: all calls of one group can be parted at once. */
  readonly group: string;
  /** The call itself, and further ones whose answer would do as well. */
  readonly keys: readonly [string, ...string[]];
}

/**
 * Lets those who want the same at the same time wait for one call.
 *
 * A caller that goes away gets UPSTREAM_TIMEOUT, and the others keep waiting; the call is aborted when the last of them
 * has gone.
 */
export class SharedCalls<Answer> {
  readonly #groups = new Map<string, Map<string, Call<Answer>>>();

  /** Waits for a call of that place which is under way, or starts it. */
  run(
    place: CallPlace,
    signal: AbortSignal | undefined,
    start: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    if (signal?.aborted === true) return Promise.reject(callerGone());
    const group = this.#groups.get(place.group);
    for (const key of place.keys) {
      const call = group?.get(key);
      if (call) return this.#wait(call, signal);
    }
    return this.#wait(this.#begin(place, start), signal);
  }

  /** From now on nobody joins the calls of a group that are under way: what they answer may be of the past. */
  part(group: string): void {
    this.#groups.delete(group);
  }

  #begin({ group, keys: [key] }: CallPlace, start: (signal: AbortSignal) => Promise<Answer>): Call<Answer> {
    const controller = new AbortController();
    const calls = this.#groups.get(group) ?? new Map<string, Call<Answer>>();
    const call: Call<Answer> = { answer: start(controller.signal), controller, waiting: 0 };
    this.#groups.set(group, calls);
    calls.set(key, call);
    // One that was called off, because nobody waits any more, is not to be joined; nor is one that has ended.
    const forget = (): void => {
      if (calls.get(key) !== call) return;
      calls.delete(key);
      if (calls.size === 0 && this.#groups.get(group) === calls) this.#groups.delete(group);
    };
    controller.signal.addEventListener('abort', forget);
    call.answer.then(forget, forget);
    return call;
  }

  #wait(call: Call<Answer>, signal: AbortSignal | undefined): Promise<Answer> {
    call.waiting += 1;
    if (signal === undefined) return call.answer;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        call.waiting -= 1;
        if (call.waiting === 0) call.controller.abort();
        reject(callerGone());
      };
      signal.addEventListener('abort', leave);
      void call.answer.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', leave);
      });
    });
  }
}

function callerGone(): AccountError {
  return new AccountError(ErrorCode.UPSTREAM_TIMEOUT, 'The caller went away before the provider had answered.');
}
