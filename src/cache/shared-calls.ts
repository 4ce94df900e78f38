import { Cancellation, type CancelSignal } from '../domain/cancellation.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import { PassingEntries } from './passing-entries.ts';

/** A call under way, and how many wait for it. */
interface Call<Answer> {
  readonly key: string;
  readonly answer: Promise<Answer>;
  readonly cancellation: Cancellation;
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
  // Lists, for there is hardly ever more than one in a group.
  readonly #groups = new PassingEntries<Call<Answer>[]>();

  /** Waits for a call of that place which is under way, or starts it. */
  run(
    place: CallPlace,
    signal: CancelSignal | undefined,
    start: (signal: CancelSignal) => Promise<Answer>,
  ): Promise<Answer> {
    if (signal?.aborted === true) return Promise.reject(callerGone());
    return this.#wait(this.#underWay(place) ?? this.#begin(place, start), signal);
  }

  /** From now on nobody joins the calls of a group that are under way: what they answer may be of the past. */
  part(group: string): void {
    this.#groups.delete(group);
  }

  #underWay({ group, keys }: CallPlace): Call<Answer> | undefined {
    const calls = this.#groups.get(group);
    if (calls === undefined) return undefined;
    for (const wanted of keys) {
      const call = calls.find(({ key }) => key === wanted);
      if (call) return call;
    }
    return undefined;
  }

  #begin({ group, keys: [key] }: CallPlace, start: (signal: CancelSignal) => Promise<Answer>): Call<Answer> {
    const cancellation = new Cancellation();
    const call: Call<Answer> = { key, answer: start(cancellation), cancellation, waiting: 0 };
    const calls = this.#groups.get(group);
    if (calls) calls.push(call);
    else this.#groups.set(group, [call]);
    // One that was called off, because nobody waits any more, is not to be joined; nor is one that has ended.
    const forget = (): void => {
      this.#forget(group, call);
    };
    cancellation.addEventListener('abort', forget);
    call.answer.then(forget, forget);
    return call;
  }

  #forget(group: string, call: Call<Answer>): void {
    const calls = this.#groups.get(group);
    const index = calls?.indexOf(call) ?? -1;
    if (calls === undefined || index === -1) return;
    if (calls.length === 1) this.#groups.delete(group);
    else calls.splice(index, 1);
  }

  #wait(call: Call<Answer>, signal: CancelSignal | undefined): Promise<Answer> {
    call.waiting += 1;
    if (signal === undefined) return call.answer;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        call.waiting -= 1;
        if (call.waiting === 0) call.cancellation.cancel();
        reject(callerGone());
      };
      const end = (): void => {
        signal.removeEventListener('abort', leave);
      };
      signal.addEventListener('abort', leave);
      call.answer.then(resolve, reject);
      call.answer.then(end, end);
    });
  }
}

function callerGone(): AccountError {
  return new AccountError(ErrorCode.UPSTREAM_TIMEOUT, 'The caller went away before the provider had answered.');
}
