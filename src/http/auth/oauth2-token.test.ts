import { describe, expect, it } from '@jest/globals';
import { AccountError } from '../../domain/errors.ts';
import { parseTokenAnswer, type Oauth2Token } from './oauth2-token.ts';

const now = Date.UTC(2025, 0, 2);
const parse = (status: number, text: string, headers: Record<string, string> = {}): Oauth2Token =>
  parseTokenAnswer({ status, text, headers }, now);

describe('parseTokenAnswer', () => {
  it.each([
    ['7200', 7_140, 7_200],
    ['300', 240, 300],
    ['100', 80, 100],
    ['1', 0.8, 1],
    ['"3600"', 3_540, 3_600],
    ['null', 3_540, 3_600],
    ['0', 3_540, 3_600],
    ['-5', 3_540, 3_600],
    ['"soon"', 3_540, 3_600],
  ])('renews a token with expires_in %s after %d s, and drops it after %d s', (expiresIn, renew, expires) => {
    expect(parse(200, `{"access_token":"t","expires_in":${expiresIn}}`)).toStrictEqual({
      headers: { authorization: 'Bearer t' },
      obtainedAtMs: now,
      renewAtMs: now + renew * 1000,
      expiresAtMs: now + expires * 1000,
    });
  });

  it('grants an hour where expires_in is missing', () => {
    expect(parse(200, '{"access_token":"t","token_type":"bearer"}').expiresAtMs).toBe(now + 3_600_000);
  });

  it.each([
    [400, 'UPSTREAM_CREDENTIALS'],
    [401, 'UPSTREAM_CREDENTIALS'],
    [403, 'UPSTREAM_CREDENTIALS'],
    [404, 'UPSTREAM_CREDENTIALS'],
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
  ])('names a %d %s, with nothing of the body', (status, code) => {
    const error = thrownBy(() => parse(status, '{"error_description":"canary"}', { 'retry-after': '7' }));
    expect([error.code, error.details]).toStrictEqual([code, { status, dispatched: false, retryAfterSeconds: 7 }]);
    expect(error.message).not.toContain('canary');
  });

  it.each([
    '',
    'canary',
    '<html>',
    'null',
    '[]',
    '"t"',
    '{}',
    '{"accessToken":"t"}',
    '{"access_token":5}',
    '{"access_token":""}',
  ])('finds no token in %j', (text) => {
    expect(thrownBy(() => parse(200, text)).code).toBe('UPSTREAM_MALFORMED');
  });

  it('takes no token that a header cannot carry', () => {
    const error = thrownBy(() => parse(200, '{"access_token":"canary\\r\\nx-injected: 1"}'));
    expect([error.code, error.details]).toStrictEqual(['UPSTREAM_MALFORMED', { status: 200, dispatched: false }]);
    expect(error.message).not.toContain('canary');
  });
});

function thrownBy(action: () => unknown): AccountError {
  try {
    action();
  } catch (error) {
    if (error instanceof AccountError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
