import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import { formatLimitError } from './limit-error.ts';

/**
 * What a client sees of an error: for {@link AccountError} its message and code; for GraphQL's own errors (syntax,
 * validation, variables) what they say; for everything else one fixed sentence, so that nothing internal leaks.
 *
 * @param onInternal is told of what a client does not get to see.
 */
export function formatGraphqlError(
  formatted: GraphQLFormattedError,
  error: unknown,
  onInternal: (cause: unknown) => void,
): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  const { message, locations, path } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (cause instanceof AccountError) {
    const { field, retryAfterSeconds } = cause.details;
    return {
      message: cause.message,
      ...place,
      extensions: {
        code: cause.code,
        ...(field !== undefined && { field }),
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      },
    };
  }
  const limit = formatLimitError(formatted);
  if (limit !== null) return limit;
  const code = formatted.extensions?.code;
  if (cause === error && typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR') {
    return { message: withoutValues(message), ...place, extensions: { code } };
  }
  if (cause === error && isRefusalByHttp(error)) return { message, extensions: { code: 'BAD_REQUEST' } };
  onInternal(cause);
  return {
    message: 'Something went wrong inside Accord. It has been logged under the request id.',
    ...place,
    extensions: { code: ErrorCode.INTERNAL },
  };
}

/** Takes away what graphql-js would suggest: a name that is suggested is a name that is told. */
export function withoutSuggestions(formatted: GraphQLFormattedError): GraphQLFormattedError {
  return { ...formatted, message: formatted.message.replace(/ ?Did you mean [^]*\?/, '') };
}

/** The engine gives some of its refusals a status and no code. */
function isRefusalByHttp(error: unknown): boolean {
  const extensions: Readonly<Record<string, unknown>> = error instanceof GraphQLError ? error.extensions : {};
  const { http } = extensions;
  return typeof http === 'object' && http !== null && 'status' in http && http.status === 400;
}

/**
 * GraphQL's own words without the values that they quote: a password in the wrong place of a document or a variable
 * must not come back in an error, which clients log.
 */
function withoutValues(message: string): string {
  return (
    message
      .replace(/(\bcannot represent [^:]*): [\s\S]*$/, '$1.')
      // Up to the last "; ": the value itself may have one.
      .replace(/^(Variable "[^"]*" got invalid value) [\s\S]*?((?: at "[^"]*")?; (?:(?!; )[\s\S])*)$/, '$1$2')
      .replace(/^(Syntax Error: .*\b(?:Name|String|Int|Float|BlockString)) [\s\S]*$/, '$1.')
      .replace(/^(Expected value of type "[^"]*", found) [\s\S]*$/, '$1 another.')
      .replace(/^(Value) "[^"]*"( does not exist in "[^"]*" enum)/, '$1$2')
  );
}
