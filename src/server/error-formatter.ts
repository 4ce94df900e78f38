import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { formatGraphqlError, withoutSuggestions } from '../graphql/format-error.ts';
import type { Logger } from '../telemetry/logger.ts';

/** What a client is shown of an error; what it is not shown is logged. */
export type ErrorFormatter = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

export interface ErrorFormatterOptions {
  readonly logger: Logger;
  /** Whether callers may read the schema; else no name of it is suggested either. */
  readonly introspection: boolean;
}

/** Creates the one formatter of a server. */
export function createErrorFormatter({ logger, introspection }: ErrorFormatterOptions): ErrorFormatter {
  return (formatted, error) => {
    const told = formatGraphqlError(formatted, error, (cause) => {
      logger.error({ error: cause }, 'a resolver failed');
    });
    // Here rather than in the engine, which leaves them in what it says of variables.
    return introspection ? told : withoutSuggestions(told);
  };
}

/** An error of a field as Apollo gives it to its formatter: with a code, whatever has gone wrong. */
export function withCode(error: GraphQLError): GraphQLFormattedError {
  return { ...error.toJSON(), extensions: { code: 'INTERNAL_SERVER_ERROR', ...error.extensions } };
}
