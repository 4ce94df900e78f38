import { describe, expect, it } from '@jest/globals';
import { isListenHost, isLoopbackHost } from './loopback.ts';

describe('isLoopbackHost', () => {
  it.each(['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1', '[::1]', 'localhost', 'LOCALHOST'])(
    '%s is only this machine',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  it.each([
    ...['0.0.0.0', '::', '::2', '10.0.0.1', '128.0.0.1', '127.1', '127.0.0.1.example.com', '127.0.0.256'],
    ...['localhost.example.com', 'localhost.', '::ffff:10.0.0.1', '::1%eth0', '[127.0.0.1', '', '[::1].example.com'],
  ])('%s is not', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});

describe('isListenHost', () => {
  it.each(['0.0.0.0', '::', '::1', 'localhost', 'accord.internal', 'accord_1', 'a'.repeat(63)])('takes %s', (host) => {
    expect(isListenHost(host)).toBe(true);
  });

  it.each(['', ' ', '[::1]', '127.1', '256.1.1.1', 'a..b', '-a', 'a-', 'a b', '*', 'a:80', 'a'.repeat(64), 'http://a'])(
    'refuses %j',
    (host) => {
      expect(isListenHost(host)).toBe(false);
    },
  );
});
