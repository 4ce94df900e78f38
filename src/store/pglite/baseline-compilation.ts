import { setFlagsFromString } from 'node:v8';

const TIERING = ['wasm-tier-up', 'wasm-dynamic-tiering'];
let running = 0;

/**
 * Runs work in which WebAssembly functions are called for the first time, for which V8 then keeps to its baseline compiler.
 *
 * Meant for PostgreSQL's SQL parser, one function of 105 kB. V8's optimizing compiler takes it up within the first second
 * of every database, and needs 600 MB of memory and up to two seconds of a processor for it; no other function that gets hot
 * takes it more than 45 MB. What holds for a function is decided when it is first called, as that is when V8 compiles
 * it: all others are optimized as they get hot, which takes a third off a recorded update.
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
