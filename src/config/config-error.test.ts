import { describe, expect, it } from '@jest/globals';
import { ConfigError, formatPath } from './config-error.ts';

describe('formatPath', () => {
  it.each([
    [[], ''],
    [['server'], 'server'],
    [['sources', 1, 'auth', 'clientSecret'], 'sources[1].auth.clientSecret'],
    [['access', 'algorithms', 0], 'access.algorithms[0]'],
  ])('%j is %s', (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});

describe('ConfigError', () => {
  it('lists every problem on a line of its own, under what was read', () => {
    const error = new ConfigError('accord.yaml', [
      { path: 'server.port', message: 'must be a number' },
      { path: '', message: 'line 3, column 1: not valid' },
    ]);
    expect(error.message).toBe(
      'accord.yaml has 2 problems:\n  server.port: must be a number\n  line 3, column 1: not valid',
    );
    expect(error.name).toBe('ConfigError');
    expect(new ConfigError('x', [{ path: 'a', message: 'b' }]).message).toBe('x has a problem:\n  a: b');
  });
});
