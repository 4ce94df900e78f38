import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

/** Keeps what it makes, as a busy server does, until V8 has drawn its conclusions; then tells where new objects are. */
const program = `
  import { configureHeap } from ${JSON.stringify(new URL('heap.ts', import.meta.url).href)};
  configureHeap();
  const make = (index) => ({ index, list: [index, index + 1] });
  let kept = [];
  for (let round = 0; round < 60; round += 1) {
    for (let index = 0; index < 100_000; index += 1) kept.push(make(index));
    if (round % 6 === 5) kept = kept.slice(-300_000);
  }
  const isYoung = Array.from({ length: 1_000 }, (_, index) => %InYoungGeneration(make(index)));
  console.log(isYoung.filter(Boolean).length);
`;

describe('the heap of a server', () => {
  it('has new objects where small collections look, however many of the same kind have survived', () => {
    const options = ['--allow-natives-syntax', '--no-warnings', '--input-type=module', '--eval', program];
    expect(execFileSync(process.execPath, options, { encoding: 'utf8' }).trim()).toBe('1000');
  });
});
