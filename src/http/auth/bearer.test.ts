import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Secret } from '../../domain/secret.ts';
import { bearerAuth } from './bearer.ts';

const request = { method: 'GET', url: new URL('http://h/'), headers: {}, body: undefined };

describe('bearerAuth', () => {
  it('sends the token', () => {
    expect(bearerAuth(new Secret('a.b-c_d~e+f/g==')).headersFor(request)).toStrictEqual({
      authorization: 'Bearer a.b-c_d~e+f/g==',
    });
  });

  it.each(['', 'canary\n', 'canary x', 'canary\r\nx-injected: 1', 'canaryž'])(
    'refuses the token %j, and does not repeat it',
    (token) => {
      const create = (): unknown => bearerAuth(new Secret(token));
      expect(create).toThrow(expect.objectContaining({ code: 'INVALID_VALUE' }));
      expect(create).not.toThrow(/canary/);
    },
  );

  it('has no use for a replay, and shows nothing of the token', () => {
    const authenticate = bearerAuth(new Secret('canary'));
    expect('refused' in authenticate).toBe(false);
    expect(inspect(authenticate, { depth: 9, showHidden: true })).not.toContain('canary');
  });
});
