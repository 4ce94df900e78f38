import { describe, expect, it } from '@jest/globals';
import { AxiosError } from 'axios';
import { errors } from 'undici';
import { accountErrorOf, ExchangeError, failureOf, failureOfNetworkError } from './failure.ts';

const withCode = (code: string): Error => Object.assign(new Error('canary'), { code });

describe('failureOfNetworkError', () => {
  it.each([
    ['a refused connection', withCode('ECONNREFUSED'), 'NETWORK'],
    ['a reset connection', withCode('ECONNRESET'), 'NETWORK'],
    ['an unknown host', withCode('ENOTFOUND'), 'NETWORK'],
    ['a name server that does not answer', withCode('EAI_AGAIN'), 'NETWORK'],
    ['a bad certificate', withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'NETWORK'],
    ['an expired certificate', withCode('CERT_HAS_EXPIRED'), 'NETWORK'],
    ['a kernel timeout', withCode('ETIMEDOUT'), 'CONNECT_TIMEOUT'],
    ['several addresses that all refused', new AggregateError([withCode('ECONNREFUSED')]), 'NETWORK'],
    ['a code that is no text', Object.assign(new Error('x'), { code: 7 }), 'NETWORK'],
    ['a connect timeout', new errors.ConnectTimeoutError(), 'CONNECT_TIMEOUT'],
    ['a large body', new errors.ResponseExceededMaxSizeError(), 'TOO_LARGE'],
    ['large headers', new errors.HeadersOverflowError(), 'TOO_LARGE'],
    ['a socket that ended', new errors.SocketError(), 'NETWORK'],
    ['a destroyed pool', new errors.ClientDestroyedError(), 'NETWORK'],
    ['a header that cannot be written', new errors.InvalidArgumentError(), 'UNSENDABLE'],
  ] as const)('knows %s', (_name, error, failure) => {
    expect(failureOfNetworkError(error)).toBe(failure);
  });
});

describe('failureOf', () => {
  it('reads our own errors, and takes nothing from any other', () => {
    expect(failureOf(new ExchangeError('REDIRECT'))).toBe('REDIRECT');
    expect(failureOf(new AxiosError('canary', AxiosError.ECONNABORTED))).toBe('UNSENDABLE');
    expect(failureOf('canary')).toBe('UNSENDABLE');
  });

  it('gives the AccountError a fixed text and the given details only', () => {
    const error = accountErrorOf('DEADLINE', { dispatched: true });
    expect([error.code, error.details, error.cause]).toStrictEqual([
      'UPSTREAM_TIMEOUT',
      { dispatched: true },
      undefined,
    ]);
  });

  it('speaks axios to axios, without a config or request that would hold credentials', () => {
    const error = new ExchangeError('DEADLINE');
    expect(error).toMatchObject({ isAxiosError: true, code: 'ECONNABORTED' });
    expect([error.config, error.request, error.response]).toStrictEqual([undefined, undefined, undefined]);
  });
});
