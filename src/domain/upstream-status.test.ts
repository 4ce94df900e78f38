import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanMessage, codeForStatus, malformedAnswer, upstreamError } from './upstream-status.ts';

describe('the code for a status', () => {
  it.each([
    [400, 'UPSTREAM_REFUSED'],
    [401, 'UPSTREAM_CREDENTIALS'],
    [403, 'UPSTREAM_CREDENTIALS'],
    [404, 'NOT_FOUND'],
    [405, 'UPSTREAM_REFUSED'],
    [408, 'UPSTREAM_TIMEOUT'],
    [409, 'CONFLICT'],
    [418, 'UPSTREAM_REFUSED'],
    [429, 'RATE_LIMITED'],
    [499, 'UPSTREAM_REFUSED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
    [599, 'UPSTREAM_UNAVAILABLE'],
    [304, 'UPSTREAM_MALFORMED'],
    [100, 'UPSTREAM_MALFORMED'],
  ])('%d is %s', (status, code) => {
    expect(codeForStatus(status)).toBe(code);
  });
});

describe('the error for a status', () => {
  it('says that the request arrived, and carries what is known', () => {
    const error = upstreamError({ status: 429, retryAfterSeconds: 3, upstreamRequestId: 'r', field: 'email' });
    expect(error).toMatchObject({ code: 'RATE_LIMITED', message: 'The provider accepts no more requests for now.' });
    expect(error.details).toEqual({
      ...{ status: 429, retryAfterSeconds: 3, upstreamRequestId: 'r', field: 'email', dispatched: true },
    });
  });

  it('lets a provider mean something else by a status', () => {
    expect(upstreamError({ status: 400, code: 'CONFLICT' }).code).toBe('CONFLICT');
    expect(malformedAnswer(200)).toMatchObject({
      ...{ code: 'UPSTREAM_MALFORMED', details: { status: 200, dispatched: true } },
    });
  });

  it.each(['UPSTREAM_REFUSED', 'INVALID_VALUE', 'CONFLICT', 'REQUIRED_BY_PROVIDER', 'FORBIDDEN_COMBINATION'] as const)(
    'passes the provider’s words on where they are about a value: %s',
    (code) => {
      expect(upstreamError({ status: 400, code, message: 'too long' }).message).toBe('The provider refused: too long');
    },
  );

  it.each([401, 403, 404, 408, 429, 500, 503])('keeps them back at %d', (status) => {
    expect(upstreamError({ status, message: 'canary' }).message).not.toContain('canary');
  });

  it.each([undefined, null, '', ' \n '])('has words of its own where the provider’s are %j', (message) => {
    const refusal = message === undefined ? { status: 400 } : { status: 400, message };
    expect(upstreamError(refusal).message).toBe('The provider refused the request.');
  });
});

describe('a provider’s message', () => {
  it.each([
    ['  too long\r\n', 'too long'],
    ['a\n\tb\u2028c\u2029d', 'a b c d'],
    ['\u001b[31mred', '[31mred'],
    ['left\u202eright\u200b', 'left right'],
    ['\ud800x', '\ufffdx'],
    ['x'.repeat(301), 'x'.repeat(300)],
    [`${'x'.repeat(299)}😀`, 'x'.repeat(299)],
    [`${'x'.repeat(298)}😀`, `${'x'.repeat(298)}😀`],
  ])('%j is shown as %j', (message, shown) => {
    expect(cleanMessage(message)).toBe(shown);
  });

  it('is one well-formed line of at most 300', () => {
    const messages = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 700 });
    fc.assert(
      fc.property(messages, (message) => {
        const shown = cleanMessage(message);
        expect(shown.length).toBeLessThanOrEqual(300);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      }),
    );
  });
});
