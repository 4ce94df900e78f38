import { describe, expect, it } from '@jest/globals';
import type { HttpResponse } from '../../http/http-client.ts';
import { cppError } from './cpp.errors.ts';

const nowMs = Date.UTC(2025, 0, 2, 3, 4, 5);

function answer(status: number, body: unknown = '', headers: Record<string, string> = {}): HttpResponse {
  return { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

const read = (response: HttpResponse) => cppError(response, { nowMs });
const write = (response: HttpResponse, patch = {}) => cppError(response, { nowMs, patch });

function invalid(modelState: Readonly<Record<string, unknown>>) {
  return {
    Message: 'The request is invalid.',
    ModelState: modelState,
    ExceptionMessage: 'canary',
    ExceptionType: 'canary',
    StackTrace: 'at canary()',
    InnerException: { Message: 'canary' },
    MessageDetail: 'canary',
  };
}

describe('CPP’s refusals by status', () => {
  it.each([
    [400, 'UPSTREAM_REFUSED'],
    [401, 'UPSTREAM_CREDENTIALS'],
    [403, 'UPSTREAM_CREDENTIALS'],
    [405, 'UPSTREAM_REFUSED'],
    [409, 'CONFLICT'],
    [415, 'UPSTREAM_REFUSED'],
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [302, 'UPSTREAM_MALFORMED'],
  ])('%i is %s, with any body and none', (status, code) => {
    for (const body of ['', 'null', '[]', '<html>canary</html>', invalid({}), { ModelState: [] }]) {
      for (const error of [read(answer(status, body)), write(answer(status, body))]) {
        expect(error).toMatchObject({ code, details: { status, dispatched: true } });
        expect(error.message + JSON.stringify(error.details)).not.toContain('canary');
      }
    }
  });

  it('passes on what is said about a value: a message, or a bare JSON string', () => {
    expect(read(answer(400, { Message: 'Bad take.' })).message).toBe('The provider refused: Bad take.');
    expect(read(answer(409, '"Taken."')).message).toBe('The provider refused: Taken.');
    expect(read(answer(500, { Message: 'canary' })).message).not.toContain('canary');
    expect(read(answer(401, { Message: 'canary' })).message).not.toContain('canary');
  });

  it('waits as long as it is told', () => {
    const after = (status: number, headers = {}) => read(answer(status, '', headers)).details.retryAfterSeconds;
    expect(after(429, { 'retry-after': '7' })).toBe(7);
    expect(after(503, { 'retry-after': 'Thu, 02 Jan 2025 03:04:15 GMT' })).toBe(10);
    expect(after(429)).toBeUndefined();
    expect(after(400, { 'retry-after': '7' })).toBeUndefined();
  });
});

describe('404', () => {
  const unknownUrl = { Message: "No HTTP resource was found that matches the request URI 'https://canary/'." };

  it('means a wrong URL for a list, which exists even when it is empty', () => {
    for (const body of ['', '<html></html>', unknownUrl]) {
      const error = read(answer(404, body));
      expect(error).toMatchObject({ code: 'UPSTREAM_REFUSED', details: { status: 404 } });
      expect(error.message).toContain('baseUrl');
      expect(error.message).not.toContain('canary');
    }
  });

  it('means an unknown user for an update, unless no controller answered', () => {
    for (const body of ['', '"Not found."', { Message: 'The user was not found.' }]) {
      expect(write(answer(404, body))).toMatchObject({ code: 'NOT_FOUND', details: { field: 'id', status: 404 } });
    }
    for (const body of ['<html></html>', unknownUrl]) {
      expect(write(answer(404, body))).toMatchObject({ code: 'UPSTREAM_REFUSED' });
    }
  });
});

describe('refusals that name a field', () => {
  it.each([
    ['account.Email', 'The e-mail address is not valid.', 'INVALID_VALUE', 'email'],
    ['Name', 'Too long.', 'INVALID_VALUE', 'firstName'],
    ['dto.surname', 'The Surname field is required.', 'REQUIRED_BY_PROVIDER', 'lastName'],
    ['a.b.GoogleLoginEmails', 'Not unique.', 'INVALID_VALUE', 'googleLoginEmails'],
    ['account.AccountId', 'Taken.', 'INVALID_VALUE', 'accountId'],
  ])('%s: %s is %s of %s', (key, message, code, field) => {
    const error = write(answer(400, invalid({ body: ['first'], [key]: [message, 'more'] })));
    expect(error).toMatchObject({ code, message: `The provider refused: ${message}`, details: { field } });
  });

  it('names none where the key is no field of the patch', () => {
    const error = write(answer(400, invalid({ 'account.Username': ['The Username field is required.'] })));
    expect(error).toMatchObject({
      code: 'UPSTREAM_REFUSED',
      message: 'The provider refused: The Username field is required.',
    });
    expect(error.details).not.toHaveProperty('field');
  });

  it('reads a ModelState of any form', () => {
    for (const state of ['text', null, { 'account.Email': 'text' }, { 'account.Email': [7, null] }]) {
      expect(write(answer(400, { Message: 'Bad.', ModelState: state })).message).toBe('The provider refused: Bad.');
    }
  });

  it('explains a refused account id', () => {
    const error = write(answer(403, { Message: 'Forbidden.' }), { accountId: 7 });
    expect(error).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', details: { field: 'accountId', status: 403 } });
    expect(error.message).toContain('SystemAdmin');
    expect(write(answer(403), { firstName: 'A' }).details).not.toHaveProperty('field');
  });
});
