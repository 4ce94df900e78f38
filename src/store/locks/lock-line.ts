/** Says that a turn is over. Must be called once. */
export type Leave = () => void;

/** A line for each key, within this process: who comes first is served first, and whoever gives up leaves it. */
export class LockLine {
  /** Those who wait, for each key that somebody holds. */
  readonly #waiting = new Map<string, Leave[]>();

  /** Waits for a turn. @throws the signal's reason when it aborts before that. */
  async enter(key: string, signal?: AbortSignal): Promise<Leave> {
    signal?.throwIfAborted();
    return this.tryEnter(key) ?? this.#wait(key, signal);
  }

  /** A turn, where nobody holds the key; else null. */
  tryEnter(key: string): Leave | null {
    if (this.#waiting.has(key)) return null;
    this.#waiting.set(key, []);
    return this.#leaveOf(key);
  }

  #wait(key: string, signal: AbortSignal | undefined): Promise<Leave> {
    return new Promise((resolve, reject) => {
      const line = this.#waiting.get(key) ?? [];
      const onTurn = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve(this.#leaveOf(key));
      };
      const onAbort = (): void => {
        line.splice(line.indexOf(onTurn), 1);
        // A signal's reason is whatever its owner gave; it is passed on as it is.
        reject(signal?.reason as Error);
      };
      line.push(onTurn);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  #leaveOf(key: string): Leave {
    return () => {
      const next = this.#waiting.get(key)?.shift();
      if (next) next();
      else this.#waiting.delete(key);
    };
  }
}
