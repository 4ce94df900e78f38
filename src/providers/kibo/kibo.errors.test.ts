import { describe, expect, it } from '@jest/globals';
import type { Patch } from '../../domain/update.ts';
import type { HttpResponse } from '../../http/http-client.ts';
import { isUnknownItem, kiboError } from './kibo.errors.ts';

const nowMs = Date.UTC(2025, 0, 2, 3, 4, 5);

function answer(status: number, body: unknown = '', headers: Record<string, string> = {}): HttpResponse {
  return { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

function read(response: HttpResponse) {
  return kiboError(response, { nowMs });
}

function write(response: HttpResponse, patch: Patch = { firstName: 'A' }) {
  return kiboError(response, { nowMs, patch });
}

function refusal(errorCode: string, message: string, parameter?: string) {
  const pair = { name: 'ParameterName', value: parameter };
  return {
    ...{ message, errorCode, applicationName: 'AdminUser', additionalErrorData: parameter === undefined ? [] : [pair] },
    exceptionDetail: { message: 'canary', source: 'canary', stackTrace: 'at canary()', targetSite: 'canary' },
  };
}

const MISSING = 'MISSING_OR_INVALID_PARAMETER';

describe('Kibo’s refusals by status', () => {
  it.each([
    [400, 'UPSTREAM_REFUSED'],
    [401, 'UPSTREAM_CREDENTIALS'],
    [403, 'UPSTREAM_CREDENTIALS'],
    [405, 'UPSTREAM_REFUSED'],
    [409, 'CONFLICT'],
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
    [302, 'UPSTREAM_MALFORMED'],
  ])('%i is %s, with a body and without', (status, code) => {
    for (const body of ['', '<html>canary</html>', refusal('UNEXPECTED_ERROR', 'Text')]) {
      const error = read(answer(status, body));
      expect(error).toMatchObject({ code, details: { status, dispatched: true } });
      expect(error.message + JSON.stringify(error.details)).not.toContain('canary');
    }
  });

  it('keeps a correlation id of any ordinary form, and no other', () => {
    const of = (value: string) => read(answer(500, '', { 'x-vol-correlation': value })).details.upstreamRequestId;
    expect(of('0f3a99c0-11')).toBe('0f3a99c0-11');
    expect(of('a b')).toBeUndefined();
    expect(of('a'.repeat(129))).toBeUndefined();
  });

  it('waits as long as a 429 says, and a minute where it says nothing', () => {
    const after = (status: number, headers = {}) => read(answer(status, '', headers)).details.retryAfterSeconds;
    expect(after(429, { 'retry-after': '7' })).toBe(7);
    expect(after(429, { 'retry-after': 'Thu, 02 Jan 2025 03:04:15 GMT' })).toBe(10);
    expect(after(429)).toBe(60);
    expect(after(503, { 'retry-after': '5' })).toBe(5);
    expect(after(503)).toBeUndefined();
    expect(after(400, { 'retry-after': '5' })).toBeUndefined();
  });
});

describe('404', () => {
  it('is an unknown user only where the body says so', () => {
    const unknown = answer(404, refusal('ITEM_NOT_FOUND', 'Item not found: User x'));
    expect(isUnknownItem(unknown)).toBe(true);
    expect(write(unknown)).toMatchObject({ code: 'NOT_FOUND', details: { field: 'id', status: 404 } });
  });

  it.each([[''], ['<html>Not found</html>'], ['{}'], ['[]'], ['null']])('with %j means a wrong URL', (body) => {
    expect(isUnknownItem(answer(404, body))).toBe(false);
    const error = read(answer(404, body));
    expect(error).toMatchObject({ code: 'UPSTREAM_REFUSED', details: { status: 404, dispatched: true } });
    expect(error.message).toContain('baseUrl');
  });

  it('with another error of Kibo’s is that error', () => {
    const error = read(answer(404, refusal('TENANT_GONE', 'No such tenant')));
    expect(error).toMatchObject({ code: 'UPSTREAM_REFUSED', message: 'The provider refused: No such tenant' });
  });

  it('is no unknown user on another status', () => {
    expect(isUnknownItem(answer(400, refusal('ITEM_NOT_FOUND', 'x')))).toBe(false);
  });
});

describe('refusals that name a field', () => {
  it.each([
    ['EmailAddress', 'is invalid', 'INVALID_VALUE', 'email'],
    ['emailAddress', 'is required', 'REQUIRED_BY_PROVIDER', 'email'],
    ['FirstName', 'cannot be empty', 'REQUIRED_BY_PROVIDER', 'firstName'],
    ['user.PhoneNumber', 'is too long', 'INVALID_VALUE', 'phone'],
    ['LocaleCode', 'is unknown', 'INVALID_VALUE', 'locale'],
    ['UserName', 'must not be null', 'REQUIRED_BY_PROVIDER', 'username'],
  ])('%s, which %s, is %s of %s', (parameter, reason, code, field) => {
    const message = `Missing or invalid parameter: ${parameter} ${reason}`;
    for (const body of [
      refusal(MISSING, message, parameter),
      refusal(MISSING, message),
      { ...refusal(MISSING, message), items: [{ applicationErrorData: [{ name: 'FieldName', value: parameter }] }] },
    ]) {
      const error = write(answer(400, body));
      expect(error).toMatchObject({ code, message: `The provider refused: ${message}`, details: { field } });
    }
  });

  it('finds a name of several words in a message', () => {
    const error = write(answer(409, refusal('ANY', 'Another user has this email address')));
    expect(error).toMatchObject({ code: 'CONFLICT', details: { field: 'email' } });
  });

  it('takes a duplicate for a conflict on 400 too', () => {
    const error = write(answer(400, refusal('ITEM_ALREADY_EXISTS', 'It exists', 'emailAddress')));
    expect(error).toMatchObject({ code: 'CONFLICT', details: { field: 'email' } });
  });

  it('names none for a read, for none, or for a parameter that is no field of the patch', () => {
    expect(read(answer(400, refusal(MISSING, 'emailAddress is bad', 'emailAddress'))).details).not.toHaveProperty(
      'field',
    );
    for (const parameter of ['x-vol-tenant', 'roles', 'id']) {
      const error = write(answer(400, refusal(MISSING, 'Missing or invalid parameter', parameter)));
      expect(error.code).toBe('UPSTREAM_REFUSED');
      expect(error.details).not.toHaveProperty('field');
    }
  });
});

describe('the password', () => {
  it.each([
    refusal(MISSING, 'Missing or invalid parameter: Password', 'Password'),
    refusal(MISSING, 'Missing or invalid parameter: password is required'),
    refusal('VALIDATION_CONFLICT', 'Password must be provided.'),
  ])('that Kibo misses is required, in words that say what to do: %j', (body) => {
    const error = write(answer(400, body));
    expect(error).toMatchObject({ code: 'REQUIRED_BY_PROVIDER', details: { field: 'password', status: 400 } });
    expect(error.message).toContain('updateKiboAccount');
  });

  it('is not required by any text that mentions it', () => {
    const error = write(answer(400, refusal('ANY', 'Users with an expired password cannot be changed')));
    expect(error.code).toBe('UPSTREAM_REFUSED');
    expect(error.details).not.toHaveProperty('field');
  });

  it('that Kibo dislikes is an invalid value, and is not repeated', () => {
    const body = refusal(MISSING, 'Missing or invalid parameter: password CANARY-1 is too weak', 'password');
    const error = write(answer(400, body), { password: 'canary-1' });
    expect(error).toMatchObject({ code: 'INVALID_VALUE', details: { field: 'password' } });
    expect(error.message.toLowerCase()).not.toContain('canary');
    const other = write(answer(400, refusal(MISSING, 'password is too short', 'password')), { password: 'canary-1' });
    expect(other.message).toBe('The provider refused: password is too short');
  });
});
