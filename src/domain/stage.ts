/**
 * Brings together what several requests do at the same stage of their way: each waits until this turn of the event loop
 * has taken in what has arrived, and then all go on one after the other.
 *
 * It costs a lone request some microseconds, and saves many requests much: the processor does one thing many times, with
 * the code for it at hand, and whoever is written to is woken once and not for every answer. Docs: docs/decisions/0030.
 */
export class Stage {
  #turn: Promise<void> | undefined;

  /** Resolves at the end of this turn of the event loop, for all who wait for it in the order in which they came. */
  together(): Promise<void> {
    return (this.#turn ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#turn = undefined;
        resolve();
      });
    }));
  }
}
