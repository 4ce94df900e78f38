import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CHILD = fileURLToPath(new URL('ping.child.ts', import.meta.url));

it('no function of an embedded store takes the compiler more than 100 MB; one would take 600', async () => {
  const args = ['--trace-wasm-compilation-times', CHILD, 'pglite:memory'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  const bytes = [...stdout.matchAll(/ using \w+, took \d+ ms and (\d+)/g)].map(([, taken]) => Number(taken));
  expect(bytes.length).toBeGreaterThan(1_000);
  expect(Math.max(...bytes)).toBeLessThan(100_000_000);
});
