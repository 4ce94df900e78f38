import { setFlagsFromString } from 'node:v8';

const TIERING = ['wasm-tier-up', 'wasm-dynamic-tiering'];
let running = 0;

/**
 * Runs work that loads a WebAssembly module, for which V8 then keeps to its baseline compiler.
 *
 * PostgreSQL's SQL parser is one function of 105 kB. V8's optimizing compiler takes it up within the first second of
 * every database, and needs 600 MB of memory and up to a second of a processor for it: a process with an embedded store
 * peaked at 860 MB because of it, and now at 330. All that the optimizer gave was 0.07 ms for each recorded update. What
 * holds for a module is decided when it is compiled, so that other modules are as fast as ever.
 */
export async function withBaselineCompilation<Result>(work: () => Promise<Result>): Promise<Result> {
  running += 1;
  setTiering(false);
  try {
    return await work();
  } finally {
    running -= 1;
    if (running === 0) setTiering(true);
  }
}

function setTiering(isOn: boolean): void {
  for (const flag of TIERING) setFlagsFromString(isOn ? `--${flag}` : `--no-${flag}`);
}
