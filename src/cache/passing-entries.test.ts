import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { PassingEntries } from './passing-entries.ts';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as (how: { readonly type: 'minor' | 'major' }) => void;

const UNDER_WAY = 32;
const ENTRIES = 20_000;

/** How much of what has come and gone lies where only full collections look, in MB. Each entry has about a kB. */
function leftBehind(entries: PassingEntries<object> | Map<string, object>): number {
  gc({ type: 'major' });
  const before = oldSpaceMb();
  for (let index = 0; index < ENTRIES; index += 1) {
    entries.set(
      `key ${index}`,
      Array.from({ length: 128 }, () => index),
    );
    entries.delete(`key ${index - UNDER_WAY}`);
    if (index % 1_000 === 0) gc({ type: 'minor' });
  }
  // What survives two of them is taken for old.
  gc({ type: 'minor' });
  gc({ type: 'minor' });
  return oldSpaceMb() - before;
}

function oldSpaceMb(): number {
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space');
  return (space?.space_used_size ?? NaN) / 1e6;
}

describe('entries that come and go', () => {
  it('are there until they are taken away', () => {
    const entries = new PassingEntries<number>();
    entries.set('a', 1);
    entries.set('__proto__', 2);
    entries.set('a', 3);
    expect(['a', '__proto__', 'constructor'].map((key) => entries.get(key))).toEqual([3, 2, undefined]);
    entries.delete('a');
    entries.delete('a');
    expect(['a', '__proto__'].map((key) => entries.get(key))).toEqual([undefined, 2]);
  });

  it('leave nothing behind for a full collection, as they do in a Map', () => {
    expect(leftBehind(new PassingEntries())).toBeLessThan(3);
    // If this fails, V8 has learned it: a Map would do, then.
    expect(leftBehind(new Map<string, object>())).toBeGreaterThan(10);
  });
});
