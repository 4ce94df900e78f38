import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { GraphQLSchema } from 'graphql';
import type { GraphqlContext } from '../graphql/context.ts';
import { formatGraphqlError } from '../graphql/format-error.ts';
import { DEFAULT_MAX_ENTITIES, limitEntities } from './entity-limit.plugin.ts';
import { idempotencyKeyForOneMutation } from './idempotency-key.plugin.ts';
import { upstreamCallsInExtensions } from './upstream-calls.plugin.ts';
import type { Logger } from '../telemetry/logger.ts';

/** Creates the GraphQL engine. It serves Apollo Sandbox to a browser that opens its address. */
export function createGraphqlServer(schema: GraphQLSchema, logger: Logger): ApolloServer<GraphqlContext> {
  return new ApolloServer<GraphqlContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    // The process stops by main's own signal handler, which also closes sources.
    stopOnTerminationSignals: false,
    logger: toApolloLogger(logger),
    formatError: (formatted, error) =>
      formatGraphqlError(formatted, error, (cause) => {
        logger.error({ error: cause }, 'a resolver failed');
      }),
    plugins: [
      idempotencyKeyForOneMutation,
      limitEntities(DEFAULT_MAX_ENTITIES),
      upstreamCallsInExtensions,
      // Both would be on by default; the first wraps every field of every answer.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageLocalDefault({ footer: false }),
    ],
  });
}

// Apollo's messages are free text: they go into a field, where they are redacted like everything else.
function toApolloLogger(logger: Logger) {
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (text: unknown) => {
    logger[level]({ apollo: text }, 'apollo server');
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
