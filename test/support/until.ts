/** Long enough for any machine, and not for ever: a condition that never holds is a failure of its test alone. */
const PATIENCE_MS = 20_000;

/** Lets the event loop turn until something has happened elsewhere: in a server, on the network. */
export async function until(hasHappened: () => boolean): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS;
  while (!hasHappened()) {
    if (performance.now() > endMs) throw new Error(`It never happened: ${hasHappened.toString()}`);
    await new Promise(setImmediate);
  }
}
