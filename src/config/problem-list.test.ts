import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ProblemList } from './problem-list.ts';

const canary = 'cAnArY7731';
// A provider may nest its settings, and be careless about strictness at the top.
const schema = z.looseObject({ host: z.strictObject({ name: z.string() }) });

function problemsOf(value: unknown): readonly { path: string; message: string }[] {
  const problems = new ProblemList();
  expect(problems.readObject({ schema }, value, ['sources', 0])).toBeUndefined();
  expect(JSON.stringify(problems.problems)).not.toContain(canary);
  return problems.problems;
}

describe('ProblemList', () => {
  it('reads strictly, whatever the schema says itself', () => {
    expect(problemsOf({ host: { name: 'a' }, more: canary })).toEqual([
      { path: 'sources[0].more', message: 'is not a known key; known here: host' },
    ]);
  });

  it('an unknown key below has its own path, and no list of keys from above', () => {
    expect(problemsOf({ host: { name: 'a', more: canary } })).toEqual([
      { path: 'sources[0].host.more', message: 'is not a known key' },
    ]);
  });

  it('an unknown key below without a value is not shown: it may be the end of a text that has no quotes', () => {
    expect(problemsOf({ host: { name: 'a', [canary]: null } })).toEqual([
      { path: 'sources[0].host', message: expect.stringMatching(/^has an unknown key \(not shown/) },
    ]);
  });

  it('a place that has its problem already gets no second one', () => {
    const problems = new ProblemList({ settled: new Set(['sources[0].id']) });
    problems.add(['sources', 0, 'id'], 'must be unique');
    problems.add(['sources', 1, 'id'], 'must be unique');
    expect(problems.problems).toEqual([{ path: 'sources[1].id', message: 'must be unique' }]);
  });
});
