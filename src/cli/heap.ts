import { setFlagsFromString } from 'node:v8';

/**
 * Tells V8 what it gets wrong here; to be called before anything else.
 *
 * Where most objects of a place in the code survive some collections, V8 makes all further ones of that place in old space.
 * Under load what is under way does survive, and is dead soon after: then whole pages of accounts lie where only full
 * collections look, and a list takes two thirds more of the processor. Which processes it happens to is chance.
 * Docs: docs/decisions/0031.
 */
export function configureHeap(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
