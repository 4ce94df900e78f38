import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Secret } from '../../domain/secret.ts';
import { basicAuth } from './basic.ts';

const request = { method: 'GET', url: new URL('http://h/'), headers: {}, body: undefined };

describe('basicAuth', () => {
  it.each([
    // The example of RFC 7617, section 2, and its UTF-8 one of section 2.1.
    ['Aladdin', 'open sesame', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
    ['test', '123£', 'dGVzdDoxMjPCow=='],
    ['ana', 'a:b:', 'YW5hOmE6Yjo='],
    ['ana', '', 'YW5hOg=='],
  ])('encodes %j and its password', (username, password, expected) => {
    expect(basicAuth(username, new Secret(password)).headersFor(request)).toStrictEqual({
      authorization: `Basic ${expected}`,
    });
  });

  it.each([
    ['', 'x'],
    ['a:b', 'x'],
    ['a\n', 'x'],
    ['a', 'canary\r\nx-injected: 1'],
    ['a', 'canary\u007f'],
  ])('refuses %j with the password %j, and repeats neither', (username, password) => {
    const create = (): unknown => basicAuth(username, new Secret(password));
    expect(create).toThrow(expect.objectContaining({ code: 'INVALID_VALUE' }));
    expect(create).not.toThrow(/canary/);
  });

  it('has no use for a replay, and shows nothing of the password', () => {
    const authenticate = basicAuth('ana', new Secret('canary'));
    expect('refused' in authenticate).toBe(false);
    expect(inspect(authenticate, { depth: 9, showHidden: true })).not.toMatch(/canary|YW5hOmNhbmFyeQ/);
  });
});
