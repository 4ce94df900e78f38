import { describe, expect, it } from '@jest/globals';
import { AccountError } from '../domain/errors.ts';
import { describeError } from './error-fields.ts';

const canary = 'cAnArY7731';
const shown = (error: Error) => JSON.stringify(describeError(error));

function thrown(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown.');
}

describe('describeError', () => {
  it('shows our own error with its message, details and stack', () => {
    const error = new AccountError('NOT_FOUND', 'No such account.', { status: 404 });
    expect(describeError(error)).toEqual({
      name: 'AccountError',
      code: 'NOT_FOUND',
      message: 'No such account.',
      details: { status: 404 },
      stack: expect.stringContaining('error-fields.test.ts'),
    });
  });

  it.each([
    ['what JSON.parse quotes', () => JSON.parse(`${canary}, a body`) as unknown],
    ['what a library was given', () => fail(`refused: ${canary}`)],
    ['a message of several lines that look like frames', () => fail(`a\n    at ${canary} (x.ts:1:1)\nb`)],
    ['a message that ends in a frame', () => fail(`a\n    at ${canary} (x.ts:1:1)`)],
  ])('withholds %s, and says where it happened', (_name, run) => {
    const error = thrown(run);
    expect(error.message).toContain(canary.slice(0, 5));
    expect(shown(error)).not.toContain(canary.slice(0, 5));
    const frames = describeError(error).frames;
    expect(frames).toEqual(expect.arrayContaining([expect.stringMatching(/^at .*error-fields\.test\.ts/)]));
  });

  function fail(message: string): never {
    throw new TypeError(message);
  }

  it('shows name and code of others, where they are words', () => {
    const refused = Object.assign(new TypeError(canary), {
      code: 'ECONNREFUSED',
      response: { data: canary },
      config: canary,
    });
    expect(describeError(refused)).toEqual({ name: 'TypeError', code: 'ECONNREFUSED', frames: expect.any(Array) });
    const odd = Object.assign(new Error(), { name: `${canary} x`, code: { canary } });
    expect(Object.keys(describeError(odd))).toEqual(['name', 'frames']);
    expect(describeError(odd).name).toBe('Error');
  });

  it('keeps the cause and the errors of an aggregate, to be described in turn', () => {
    const cause = new Error('inner');
    expect(describeError(new Error('outer', { cause })).cause).toBe(cause);
    expect(describeError(new Error('outer', { cause: canary }))).not.toHaveProperty('cause');
    expect(describeError(new AggregateError([cause, canary], 'all')).errors).toEqual([cause]);
  });

  it('an error whose message was changed later, or that has no stack, shows none of it', () => {
    const changed = new Error(`first ${canary}\n    at ${canary} (y.ts:1:1)\nlast`);
    expect(changed.stack).toContain(canary); // the text of a stack is made when it is first read
    changed.message = 'other';
    expect(shown(changed)).not.toContain(canary);
    const bare = Object.assign(new Error(canary), { stack: undefined });
    expect(describeError(bare as Error)).toEqual({ name: 'Error', frames: [] });
  });
});
