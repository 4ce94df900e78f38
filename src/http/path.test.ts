import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AccountError } from '../domain/errors.ts';
import { buildPath } from './path.ts';

function codeOf(build: () => string): string {
  try {
    return build();
  } catch (error) {
    if (error instanceof AccountError) return error.code;
    throw error;
  }
}

const build = (id: string): string => buildPath('/v1/accounts/{id}/roles', { id });

describe('buildPath', () => {
  it.each([
    ['123', '/v1/accounts/123/roles'],
    ['ana.kovac@cpp.hr', '/v1/accounts/ana.kovac%40cpp.hr/roles'],
    ['a b+c', '/v1/accounts/a%20b%2Bc/roles'],
    ['ž', '/v1/accounts/%C5%BE/roles'],
    ["!'()*", '/v1/accounts/%21%27%28%29%2A/roles'],
    ['?a=b#c', '/v1/accounts/%3Fa%3Db%23c/roles'],
    ['...', '/v1/accounts/.../roles'],
    ['%2e%2e', '/v1/accounts/%252e%252e/roles'],
  ])('encodes %j', (id, expected) => {
    expect(build(id)).toBe(expected);
  });

  it.each(['', '.', '..', '/', 'a/b', '../x', 'a\\b', '\u0000', 'a\nb', '\u007f', '\u0085', '\ud800'])(
    'refuses %j',
    (id) => {
      expect(codeOf(() => build(id))).toBe('INVALID_VALUE');
    },
  );

  it('says so before anything was sent, and does not repeat the value', () => {
    expect(() => build('canary/../x')).toThrow(expect.objectContaining({ details: { dispatched: false } }));
    expect(() => build('canary/../x')).not.toThrow(/canary/);
  });

  it('writes a query in the given order, without what is undefined', () => {
    expect(buildPath('/accounts', {}, { limit: '200', marker: 'ou-a b+c/=', none: undefined, empty: '' })).toBe(
      '/accounts?limit=200&marker=ou-a%20b%2Bc%2F%3D&empty=',
    );
    expect(buildPath('/accounts', {}, { none: undefined })).toBe('/accounts');
    expect(codeOf(() => buildPath('/accounts', {}, { a: '\udfff' }))).toBe('INVALID_VALUE');
  });

  it.each([
    ['a missing parameter', '/a/{id}', {}],
    ['an inherited parameter', '/a/{toString}', {}],
    ['a template without a slash', 'a/{id}', { id: '1' }],
    ['an empty template', '', {}],
    ['a half parameter', '/a/x{id}', { id: '1' }],
    ['a query in the template', '/a?b=c', {}],
    ['an empty segment', '/a//b', {}],
  ])('refuses %s as a fault of ours', (_name, template, params) => {
    expect(codeOf(() => buildPath(template, params))).toBe('INTERNAL');
  });

  it('refuses a template that walks up', () => {
    expect(codeOf(() => buildPath('/a/../{id}', { id: '1' }))).toBe('INVALID_VALUE');
  });

  it('never leaves the template, whatever the parameter', () => {
    const hostile = fc.constantFrom(
      '.',
      '..',
      '/',
      '\\',
      '%',
      '%2e',
      '%2f',
      '%5c',
      ';',
      '?',
      '#',
      '\t',
      '\n',
      '\u2028',
      '．',
    );
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(hostile, { maxLength: 6 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anything, (id) => {
        const path = codeOf(() => build(id));
        if (path === 'INVALID_VALUE') return;
        const { pathname, search, hash } = new URL(`http://host${path}`);
        expect([pathname, search, hash]).toStrictEqual([path, '', '']);
        const [, version, accounts, last, roles, ...rest] = path.split('/');
        expect([version, accounts, decodeURIComponent(last ?? ''), roles, rest]).toStrictEqual([
          'v1',
          'accounts',
          id,
          'roles',
          [],
        ]);
      }),
      { numRuns: 5_000 },
    );
  });
});
