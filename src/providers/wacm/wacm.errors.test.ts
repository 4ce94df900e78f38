import { describe, expect, it } from '@jest/globals';
import { toResponse } from '../../../test/support/recording-http-client.ts';
import type { Patch } from '../../domain/update.ts';
import { wacmError } from './wacm.errors.ts';

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);

function errorOf(status: number, body: unknown = '', headers: Readonly<Record<string, string>> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return wacmError(toResponse({ status, text, headers }), { nowMs, patch: { email: 'iva@adriatic.example' } });
}

function faultOf(body: unknown, patch: Patch = { email: 'iva@adriatic.example' }, status = 400) {
  const { code, details, message } = wacmError(toResponse({ status, text: JSON.stringify(body) }), { nowMs, patch });
  return [code, details.field, message.replace('The provider refused: ', '')];
}

const envelope = (fields: Readonly<Record<string, unknown>>) => ({
  ...{ success: false, code: 'RES-E-0001', message: 'SSO user cannot be updated', data: null, errors: null },
  ...fields,
});

describe('a WACM refusal', () => {
  it.each([
    [400, 'UPSTREAM_REFUSED'],
    [401, 'UPSTREAM_CREDENTIALS'],
    [403, 'UPSTREAM_CREDENTIALS'],
    [404, 'NOT_FOUND'],
    [409, 'CONFLICT'],
    [422, 'UPSTREAM_REFUSED'],
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
  ])('with the status %d is %s, whatever its body', (status, code) => {
    for (const body of ['', '<html>', '[]', 'null', '{"error":"x","code":401}', envelope({})]) {
      const error = errorOf(status, body);
      expect([error.code, error.details.status, error.details.dispatched]).toEqual([code, status, true]);
    }
  });

  it('passes on its own words of a value, from both forms of body', () => {
    expect(errorOf(400, envelope({})).message).toBe('The provider refused: SSO user cannot be updated');
    expect(errorOf(400, { error: 'invalid email', code: 400 }).message).toBe('The provider refused: invalid email');
    expect(errorOf(400, { message: 5, error: {} }).message).toBe('The provider refused the request.');
  });

  it('keeps its words to itself where they are not of a value', () => {
    for (const status of [401, 404, 429, 500]) {
      expect(errorOf(status, { error: 'at Db.connect(10.0.0.1)', code: status }).message).not.toMatch(/10\.0/);
    }
  });

  it('names the account where there is none', () => {
    expect(errorOf(404, envelope({ errors: { email: '' } })).details.field).toBe('id');
  });

  it.each([
    [{ email: 'must be unique' }, 'email', 'must be unique'],
    [{ other: '', stateName: ['too long', 'odd'] }, 'address.region', 'too long'],
    [{ zip: null }, 'address.postalCode', 'Bad request'],
    [[null, { field: 'zip' }], 'address.postalCode', 'Bad request'],
    [[{ field: 'ZIP', message: 'too long' }], 'address.postalCode', 'too long'],
  ])('refuses a value where errors names its field: %j', (errors, field, words) => {
    expect(faultOf(envelope({ message: 'Bad request', errors }))).toEqual(['INVALID_VALUE', field, words]);
  });

  // The first: names of the answer that no patch has.
  it.each([[{ isSsoUser: '' }], ['email'], [{ constructor: '' }], [null], [[]], [[{ field: 5 }]]])(
    'takes errors for naming none: %j',
    (errors) => {
      expect(faultOf(envelope({ message: 'Bad request', errors }))).toEqual([
        'UPSTREAM_REFUSED',
        undefined,
        'Bad request',
      ]);
    },
  );

  it('refuses a value where its words have one of the patch’s fields in them, and only one', () => {
    const patch = { email: 'iva@adriatic.example', userRole: 'x', 'address.region': 'x' };
    expect(faultOf({ error: 'invalid email', code: 400 })).toEqual(['INVALID_VALUE', 'email', 'invalid email']);
    expect(faultOf(envelope({ message: 'Unknown user role' }), patch).slice(0, 2)).toEqual([
      'INVALID_VALUE',
      'userRole',
    ]);
    expect(faultOf(envelope({ message: 'StateName?' }), patch)[1]).toBe('address.region');
    for (const message of ['email or userRole', 'the phone', 'emailing failed', 'SSO user']) {
      expect(faultOf(envelope({ message }), patch)).toEqual(['UPSTREAM_REFUSED', undefined, message]);
    }
  });

  it('calls only a bad request a refused value', () => {
    const body = envelope({ errors: { email: '' } });
    expect(faultOf(body, {}, 409)[0]).toBe('CONFLICT');
    expect(faultOf(body, {}, 422)[0]).toBe('UPSTREAM_REFUSED');
    expect(faultOf(body, {}, 200)[0]).toBe('INVALID_VALUE');
  });

  it('tells when to come back: as the header says, else after one second', () => {
    expect(errorOf(429, '', { 'retry-after': '7' }).details.retryAfterSeconds).toBe(7);
    expect(errorOf(429, '', { 'retry-after': 'Fri, 02 Jan 2026 03:04:15 GMT' }).details.retryAfterSeconds).toBe(10);
    expect(errorOf(429).details.retryAfterSeconds).toBe(1);
    expect(errorOf(503, '', { 'retry-after': '7' }).details.retryAfterSeconds).toBe(7);
    expect(errorOf(503).details).not.toHaveProperty('retryAfterSeconds');
  });

  it('never repeats the password that was sent', () => {
    const response = toResponse({
      status: 400,
      text: JSON.stringify({ message: 'password "canary" is too weak: canary' }),
    });
    const { message } = wacmError(response, { nowMs, patch: { password: 'canary' } });
    expect(message).toBe('The provider refused: password "[secret]" is too weak: [secret]');
  });
});

describe('a refusal inside 200', () => {
  it('counts as the status 400, since it says that nothing was done', () => {
    const error = errorOf(200, envelope({ success: 'False' }));
    expect([error.code, error.details.status]).toEqual(['UPSTREAM_REFUSED', 400]);
    expect(error.message).toBe('The provider refused: SSO user cannot be updated');
  });

  it.each([
    [401, 'UPSTREAM_CREDENTIALS'],
    [404, 'NOT_FOUND'],
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
  ])('counts as the status %d where the body names it', (code, expected) => {
    const error = errorOf(200, { error: 'x', code });
    expect([error.code, error.details.status]).toEqual([expected, code]);
    expect(errorOf(200, { success: false, code: String(code) }).code).toBe(expected);
  });

  it.each([200, 17, 600, 'RES-E-1', null])('takes no code such as %j for a status', (code) => {
    expect(errorOf(200, { success: false, code }).details.status).toBe(400);
  });
});
