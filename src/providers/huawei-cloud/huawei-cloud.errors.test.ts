import { describe, expect, it } from '@jest/globals';
import { toResponse } from '../../../test/support/recording-http-client.ts';
import { huaweiCloudError, isHuaweiCloudCredentialRefusal, isUnknownAccount } from './huawei-cloud.errors.ts';

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);

function answerOf(status: number, body: unknown = '', headers: Readonly<Record<string, string>> = {}) {
  return toResponse({ status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) });
}

function errorOf(...answer: Parameters<typeof answerOf>) {
  return huaweiCloudError(answerOf(...answer), { nowMs });
}

const organizations = (number: number, message = 'told') => ({
  error_code: `Organizations.${number}`,
  error_msg: message,
  encoded_authorization_message: 'c2VhbGVk',
});

describe('a Huawei Cloud refusal', () => {
  it.each([
    [400, 'UPSTREAM_REFUSED'],
    [401, 'UPSTREAM_CREDENTIALS'],
    [403, 'UPSTREAM_CREDENTIALS'],
    [404, 'NOT_FOUND'],
    [409, 'CONFLICT'],
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
  ])('with the status %d is %s, whatever its body', (status, code) => {
    for (const body of ['', '<html>', '[]', 'null', '{"error":null}', organizations(1999)]) {
      const error = errorOf(status, body);
      expect([error.code, error.details.status, error.details.dispatched]).toEqual([code, status, true]);
    }
  });

  it.each([
    ['flat', { error_code: 'Organizations.1001', error_msg: 'x' }],
    ['camel case', { errorCode: 'Organizations.1001', errorMsg: 'x' }],
    ['short', { code: 'Organizations.1001', message: 'x' }],
    ['nested', { error: { code: 'Organizations.1001', message: 'x' } }],
    ['nested and flat', { error: { error_code: 'Organizations.1001', error_msg: 'x' } }],
  ])('is understood in the %s form', (_form, body) => {
    expect(errorOf(401, body).message).toMatch(/only from the management account of the organization\.$/);
    expect(errorOf(400, body).message).toBe('The provider refused: x');
  });

  it('tells bad keys from keys without the right', () => {
    expect(errorOf(401, organizations(1002)).message).toMatch(/or a delegated administrator\.$/);
    expect(errorOf(401, organizations(1015)).message).toMatch(/keys are good/);
    expect(errorOf(403, organizations(1007)).message).toMatch(/^A policy at Huawei Cloud/);
    const refused = errorOf(401, { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' });
    expect(refused.message).toBe("The provider refused the source's credentials or their rights.");
  });

  it('lets only words about a value pass', () => {
    const words = 'description is too long';
    expect(errorOf(400, organizations(1011, words)).message).toBe(`The provider refused: ${words}`);
    for (const status of [401, 403, 404, 429, 500, 503]) {
      expect(errorOf(status, organizations(1007, words)).message).not.toContain(words);
    }
    for (const status of [400, 401, 403, 404, 409, 500]) {
      expect(
        JSON.stringify([errorOf(status, organizations(1007)), errorOf(status, organizations(1007)).message]),
      ).not.toContain('c2VhbGVk');
    }
  });

  it('names the field of a write where its words do, and the account where there is none', () => {
    const told = (status: number, message: string, field?: string) => {
      const answer = answerOf(status, organizations(1011, message));
      const { code, details } = huaweiCloudError(answer, { nowMs, ...(field !== undefined && { field }) });
      return [code, details.field];
    };
    const words = "Invalid parameter 'Description'.";
    expect(told(400, words, 'description')).toEqual(['INVALID_VALUE', 'description']);
    expect(told(400, words)).toEqual(['UPSTREAM_REFUSED', undefined]);
    expect(told(400, 'The account is being closed.', 'description')).toEqual(['UPSTREAM_REFUSED', undefined]);
    expect(told(400, 'No such descriptions.', 'description')).toEqual(['UPSTREAM_REFUSED', undefined]);
    expect(told(404, words, 'description')).toEqual(['NOT_FOUND', 'id']);
    for (const status of [401, 409, 500]) expect(told(status, words, 'description')[1]).toBeUndefined();
  });

  it('asks to come back where another change is under way', () => {
    const error = errorOf(409, organizations(1003), { 'retry-after': '3' });
    expect([error.code, error.message]).toEqual(['CONFLICT', expect.stringMatching(/try again later\.$/)]);
    expect(error.details.retryAfterSeconds).toBe(3);
    expect(errorOf(429).details).not.toHaveProperty('retryAfterSeconds');
  });

  it('takes a 404 of the gateway for what it is', () => {
    const cases = [
      [{ error_code: 'APIGW.0101', error_msg: 'The API does not exist' }, false],
      [organizations(1010), false],
      [organizations(1301), true],
      ['', true],
    ] as const;
    for (const [body, isUnknown] of cases) {
      expect(isUnknownAccount(answerOf(404, body))).toBe(isUnknown);
      expect(errorOf(404, body).code).toBe(isUnknown ? 'NOT_FOUND' : 'UPSTREAM_REFUSED');
    }
    expect(isUnknownAccount(answerOf(400))).toBe(false);
  });

  it('keeps the id of the request, from the header first', () => {
    const body = { request_id: 'from-body', error_msg: 'x' };
    expect(errorOf(400, body, { 'x-request-id': 'from.header-1' }).details.upstreamRequestId).toBe('from.header-1');
    expect(errorOf(401, { ...body, ...organizations(1001) }).details.upstreamRequestId).toBe('from-body');
    expect(errorOf(400, { request_id: 'a b\n' }, { 'x-request-id': '' }).details).not.toHaveProperty(
      'upstreamRequestId',
    );
  });
});

describe('a refusal of credentials, for the health of a source', () => {
  it.each([
    [401, { error_code: 'APIGW.0301' }, true],
    [401, '', true],
    [401, organizations(1001), false],
    [403, { error_code: 'APIGW.0301' }, false],
    [200, '', false],
  ])('with the status %d and %j: %j', (status, body, expected) => {
    expect(isHuaweiCloudCredentialRefusal(answerOf(status, body))).toBe(expected);
  });
});
