import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { AccountError } from '../domain/errors.ts';
import { formatGraphqlError } from './format-error.ts';

function format(error: GraphQLError) {
  const internal: unknown[] = [];
  const formatted = formatGraphqlError(error.toJSON(), error, (cause) => internal.push(cause));
  return { formatted, internal };
}

const wrap = (originalError: Error) =>
  new GraphQLError(originalError.message, {
    path: ['account'],
    originalError,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });

describe('what a client sees of an error', () => {
  it('shows an AccountError with its code, field and retry time, and nothing else of it', () => {
    const cause = new AccountError('RATE_LIMITED', 'Too many.', { retryAfterSeconds: 7, status: 429, field: 'id' });
    const { formatted, internal } = format(wrap(cause));
    expect(formatted).toEqual({
      message: 'Too many.',
      path: ['account'],
      extensions: { code: 'RATE_LIMITED', field: 'id', retryAfterSeconds: 7 },
    });
    expect(internal).toEqual([]);
  });

  it('shows what GraphQL itself says, without what came with it', () => {
    const error = new GraphQLError('Syntax Error', { extensions: { code: 'GRAPHQL_PARSE_FAILED', secret: 'x' } });
    expect(format(error).formatted).toEqual({ message: 'Syntax Error', extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  });

  it.each([
    [
      'Variable "$patch" got invalid value { email: "a", password: "hunter2" }; Field "zip" is not defined by type "P".',
      'Variable "$patch" got invalid value; Field "zip" is not defined by type "P".',
    ],
    [
      'Variable "$i" got invalid value "hunter2; x" at "i.patch.mfa"; Boolean cannot represent a non boolean value: "hunter2"',
      'Variable "$i" got invalid value at "i.patch.mfa"; Boolean cannot represent a non boolean value.',
    ],
    ['String cannot represent a non string value: {a: "hunter2"}', 'String cannot represent a non string value.'],
    ['Syntax Error: Expected ":", found String "hunter2".', 'Syntax Error: Expected ":", found String.'],
    ['Expected value of type "P!", found "hunter2".', 'Expected value of type "P!", found another.'],
    [
      'Value "hunter2" does not exist in "S" enum. Did you mean "X"?',
      'Value does not exist in "S" enum. Did you mean "X"?',
    ],
  ])('takes the caller’s values out of %j', (message, expected) => {
    const error = new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
    expect(format(error).formatted.message).toBe(expected);
  });

  it('hides everything else and hands it over to be logged', () => {
    const cause = new Error('password=hunter2 at /secret/path');
    const { formatted, internal } = format(wrap(cause));
    expect(JSON.stringify(formatted)).not.toMatch(/hunter2|secret/);
    expect(formatted.extensions?.code).toBe('INTERNAL');
    expect(internal).toEqual([cause]);
  });
});
