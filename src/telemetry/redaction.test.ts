import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AccountError } from '../domain/errors.ts';
import { Secret } from '../domain/secret.ts';
import { redactFields, redactText } from './redaction.ts';

const canary = 'cAnArY7731';

describe('names', () => {
  it.each([
    ...['authorization', 'Authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'password', 'newPassword'],
    ...['passwd', 'passphrase', 'token', 'access_token', 'refreshToken', 'X-Security-Token', 'x-auth-token', 'secret'],
    ...[
      'client_secret',
      'amClientSecret',
      'secretKey',
      'apiKey',
      'x-api-key',
      'private_key',
      'accessKey',
      'credentials',
    ],
    ...['signature', 'session', 'sessionId', 'jwt', 'client_assertion'],
  ])('%s is hidden, whatever it holds and at any depth', (name) => {
    for (const value of [canary, 5, [canary], { value: canary }]) {
      expect(redactFields({ [name]: value })).toEqual({ [name]: '[secret]' });
      expect(redactFields({ a: [{ b: { [name]: value } }] })).toEqual({ a: [{ b: { [name]: '[secret]' } }] });
    }
  });

  it.each(['body', 'requestBody', 'response_body', 'rawBody', 'payload', 'html'])('%s is a body and hidden', (name) => {
    expect(redactFields({ deep: { [name]: { email: canary } } })).toEqual({ deep: { [name]: '[body]' } });
  });

  it('a list of headers is hidden whole, an object of headers by name', () => {
    expect(redactFields({ rawHeaders: ['X-Auth', canary], headers: [['x-auth', canary]] })).toEqual({
      rawHeaders: '[secret]',
      headers: '[secret]',
    });
    expect(redactFields({ headers: { accept: 'a', authorization: canary } })).toEqual({
      headers: { accept: 'a', authorization: '[secret]' },
    });
  });

  it('others stay as they are, with absent, null and value apart', () => {
    const fields = {
      requestId: 'r1',
      status: 200,
      ok: true,
      none: null,
      list: [1, 'a', null],
      hasPassword: true,
      token: null,
    };
    expect(redactFields(fields)).toEqual(fields);
    expect(redactFields({ absent: undefined, password: undefined })).toEqual({
      absent: undefined,
      password: undefined,
    });
  });

  it("the logger's own names are not written twice", () => {
    expect(redactFields({ level: 'x', time: 'y', msg: 'z', a: { msg: 'b' } })).toEqual({
      level_: 'x',
      time_: 'y',
      msg_: 'z',
      a: { msg: 'b' },
    });
  });
});

describe('redactText', () => {
  it.each([
    [`Bearer ${canary}`, 'Bearer [secret]'],
    [`sent authorization: bearer ${canary}, again`, 'sent authorization: bearer [secret], again'],
    [`Basic ${canary}==`, 'Basic [secret]'],
    [`https://user:${canary}@example.com/a`, 'https://[secret]@example.com/a'],
    [`postgres://u:${canary}@db/x and redis://:${canary}@c`, 'postgres://[secret]@db/x and redis://[secret]@c'],
    [`https://a/b?x=1&access_token=${canary}&y=2`, 'https://a/b?x=1&access_token=[secret]&y=2'],
    [`/b?api_key=${canary}#f`, '/b?api_key=[secret]#f'],
    ['https://example.com/a@b', 'https://example.com/a@b'],
    ['account kibo:42 updated', 'account kibo:42 updated'],
  ])('%s', (text, shown) => {
    expect(redactText(text)).toBe(shown);
  });

  it('cuts what is long', () => {
    expect(redactText('x'.repeat(5_000))).toHaveLength(2_001);
  });
});

describe('values', () => {
  it('secrets and errors of any depth', () => {
    const error = Object.assign(new Error(canary, { cause: new Error(canary) }), { config: { password: canary } });
    const fields = redactFields({
      a: new Secret(canary),
      list: [new Secret(canary)],
      map: new Map<unknown, unknown>([
        ['password', canary],
        ['k', new Secret(canary)],
        [{}, 1],
      ]),
      set: new Set([new Secret(canary)]),
      error,
      all: new AggregateError([error], canary),
    });
    expect(JSON.stringify(fields)).not.toContain(canary);
    expect(fields).toMatchObject({
      a: '[secret]',
      list: ['[secret]'],
      map: { password: '[secret]', k: '[secret]', '[object]': 1 },
      set: ['[secret]'],
      error: { name: 'Error', cause: { name: 'Error' } },
      all: { name: 'AggregateError', errors: [{ name: 'Error' }] },
    });
  });

  it('our own errors keep message and details', () => {
    const error = new AccountError('RATE_LIMITED', 'Wait.', { retryAfterSeconds: 3 });
    expect(redactFields({ error })).toMatchObject({
      error: { name: 'AccountError', code: 'RATE_LIMITED', message: 'Wait.', details: { retryAfterSeconds: 3 } },
    });
  });

  it.each([
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Date(Number.NaN), null],
    [new URL('https://u:p@example.com/?token=x'), 'https://[secret]@example.com/?token=[secret]'],
    [Buffer.from(canary), '[10 bytes]'],
    [new ArrayBuffer(3), '[3 bytes]'],
    [12n, '12'],
    [() => canary, '[function]'],
    [Symbol(canary), '[symbol]'],
  ])('%p', (value, shown) => {
    expect(redactFields({ value })).toEqual({ value: shown });
  });

  it('what is circular, deep, long, wide or unreadable is cut, and nothing throws', () => {
    const circular: Record<string, unknown> = { a: 1 };
    circular.self = circular;
    let deep: unknown = canary;
    for (let level = 0; level < 50; level += 1) deep = { deep };
    const wide = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`k${index}`, index]));
    const fields = redactFields({
      circular,
      deep,
      list: Array.from({ length: 150 }, (_, index) => index),
      wide,
      getter: {
        get broken(): string {
          throw new Error(canary);
        },
      },
      proxy: new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error(canary);
          },
        },
      ),
    });
    expect(fields).toMatchObject({
      circular: { a: 1, self: '[circular]' },
      getter: { broken: '[unreadable]' },
      proxy: '[unreadable]',
    });
    expect(JSON.stringify(fields.deep)).toContain('[deep]');
    expect(fields.list).toHaveLength(101);
    expect(Object.keys(fields.wide as object)).toHaveLength(101);
    expect(JSON.stringify(fields)).not.toContain(canary);
  });

  it('a few shared objects cannot stand for millions of values', () => {
    let node: unknown = 'x';
    for (let level = 0; level < 7; level += 1) node = Array<unknown>(100).fill(node);
    const started = performance.now();
    expect(JSON.stringify(redactFields({ node })).length).toBeLessThan(200_000);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('never changes its argument', () => {
    const fields = { password: canary, a: { b: [canary] } };
    redactFields(fields);
    expect(fields).toEqual({ password: canary, a: { b: [canary] } });
  });

  it('no canary under a secret name comes through, wherever it stands', () => {
    const secretKey = fc.constantFrom('password', 'Authorization', 'client-secret', 'access_token', 'requestBody');
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue(),
        fc.dictionary(fc.string(), tie('node')),
        fc.array(tie('node')),
        fc
          .tuple(secretKey, fc.constantFrom<unknown>(canary, [canary], { x: canary }))
          .map(([key, value]) => ({ [key]: value })),
        fc.constant(new Secret(canary)),
        fc.constant(new Error(canary)),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (value) => {
        expect(JSON.stringify(redactFields({ value }))).not.toContain(canary);
      }),
      { numRuns: 1_000 },
    );
  });
});
