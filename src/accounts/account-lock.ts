/** Keeps what is done to one account in a line, within this process. */
export class AccountLock {
  readonly #tails = new Map<string, Promise<void>>();

  /** Runs `work` when everything that was asked for the same account before has ended, well or badly. */
  async run<Result>(accountId: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#tails.get(accountId);
    const running = before ? before.then(work) : work();
    const tail = running.then(ignore, ignore);
    this.#tails.set(accountId, tail);
    try {
      return await running;
    } finally {
      if (this.#tails.get(accountId) === tail) this.#tails.delete(accountId);
    }
  }
}

// The line goes on whatever became of the one before; its own caller is told.
function ignore(): void {
  return undefined;
}
