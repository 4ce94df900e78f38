/** Tells those who work for somebody that nobody waits for it any more. An AbortSignal is one, too. */
export interface CancelSignal {
  readonly aborted: boolean;
  /** Called once, when it happens; never where it has happened before. */
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * A signal, and the way to give it: what an AbortController is, for what every read makes several of. Both halves of that are
 * event targets, which take longer to make than everything else that a read makes to be called off.
 */
export class Cancellation implements CancelSignal {
  #isCancelled = false;
  #listeners: Set<() => void> | undefined;

  get aborted(): boolean {
    return this.#isCancelled;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    (this.#listeners ??= new Set()).add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  /** Gives the signal, once. */
  cancel(): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    const listeners = this.#listeners;
    this.#listeners = undefined;
    for (const listener of listeners ?? []) listener();
  }
}
