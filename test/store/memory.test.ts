import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CHILD = fileURLToPath(new URL('updates.child.ts', import.meta.url));

/** One function's compilation, as V8 tells it. */
const COMPILED = / using (\w+), took \d+ ms and (\d+)/g;

describe('an embedded store that has recorded 2,000 updates', () => {
  let output = '';

  beforeAll(async () => {
    const args = ['--trace-wasm-compilation-times', CHILD, 'pglite:memory'];
    output = (await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 })).stdout;
  });

  it('had no function that took the compiler more than 100 MB; one would take 600', () => {
    const taken = [...output.matchAll(COMPILED)].map(([, , bytes]) => Number(bytes));
    expect(taken.length).toBeGreaterThan(1_000);
    expect(Math.max(...taken)).toBeLessThan(100_000_000);
  });

  it('had more than 200 functions optimized, which are those that are hot', () => {
    const optimized = [...output.matchAll(COMPILED)].filter(([, compiler]) => compiler === 'TurboFan');
    expect(optimized.length).toBeGreaterThan(200);
  });

  it('keeps nothing of a statement: less than 100 bytes of heap for each update', () => {
    const [, kept] = /^kept (-?\d+)$/m.exec(output) ?? [];
    expect(Number(kept)).toBeLessThan(1_000 * 100);
  });
});
