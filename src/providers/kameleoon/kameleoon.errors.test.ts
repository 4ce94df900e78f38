import { describe, expect, it } from '@jest/globals';
import { toResponse } from '../../../test/support/recording-http-client.ts';
import { kameleoonError } from './kameleoon.errors.ts';

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);

function errorOf(status: number, text = '', headers: Readonly<Record<string, string>> = {}) {
  return kameleoonError(toResponse({ status, text, headers }), nowMs);
}

describe('a Kameleoon refusal', () => {
  it.each([
    [400, 'UPSTREAM_REFUSED'],
    [401, 'UPSTREAM_CREDENTIALS'],
    [403, 'UPSTREAM_CREDENTIALS'],
    [404, 'NOT_FOUND'],
    [408, 'UPSTREAM_TIMEOUT'],
    [409, 'CONFLICT'],
    [423, 'UPSTREAM_REFUSED'],
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
  ])('with the status %d is %s, and its undocumented body is not read', (status, code) => {
    for (const text of ['', '<html>', '{"message":"canary"}']) {
      const error = errorOf(status, text);
      expect([error.code, error.details.status, error.details.dispatched]).toEqual([code, status, true]);
      expect(error.message).not.toContain('canary');
    }
  });

  it('says what 423 is taken for', () => {
    expect(errorOf(423).message).toBe('The provider refused: the account is locked (423)');
  });

  it('names the account where there is none', () => {
    expect(errorOf(404).details.field).toBe('id');
    expect(errorOf(400).details).not.toHaveProperty('field');
  });

  it('tells when to come back: as the header says, else after ten seconds', () => {
    expect(errorOf(429, '', { 'retry-after': '3' }).details.retryAfterSeconds).toBe(3);
    expect(errorOf(429, '', { 'retry-after': 'Fri, 02 Jan 2026 03:05:05 GMT' }).details.retryAfterSeconds).toBe(60);
    expect(errorOf(429).details.retryAfterSeconds).toBe(10);
    expect(errorOf(429, '', { 'retry-after': 'soon' }).details.retryAfterSeconds).toBe(10);
    expect(errorOf(503, '', { 'retry-after': '3' }).details.retryAfterSeconds).toBe(3);
    expect(errorOf(503).details).not.toHaveProperty('retryAfterSeconds');
  });
});
