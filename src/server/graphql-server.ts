import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { GraphQLSchema } from 'graphql';
import type { LimitsConfig } from '../config/accord-config.ts';
import type { GraphqlContext } from '../graphql/context.ts';
import { formatGraphqlError, withoutSuggestions } from '../graphql/format-error.ts';
import { documentLimits } from './document-limits.rule.ts';
import { limitEntities } from './entity-limit.plugin.ts';
import { idempotencyKeyForOneMutation } from './idempotency-key.plugin.ts';
import { noSubgraphSchema } from './no-subgraph-schema.rule.ts';
import { statusByAccept } from './status-by-accept.plugin.ts';
import { upstreamCallsInExtensions } from './upstream-calls.plugin.ts';
import type { Logger } from '../telemetry/logger.ts';

export interface GraphqlServerOptions {
  readonly schema: GraphQLSchema;
  readonly limits: LimitsConfig;
  /** Whether callers may read the schema. */
  readonly introspection: boolean;
  readonly logger: Logger;
}

/** Creates the GraphQL engine. It serves Apollo Sandbox to a browser that opens its address. */
export function createGraphqlServer(options: GraphqlServerOptions): ApolloServer<GraphqlContext> {
  const { schema, limits, introspection, logger } = options;
  return new ApolloServer<GraphqlContext>({
    schema,
    introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // Persisted queries live in memory, the oldest making room for the newest.
    cache: 'bounded',
    parseOptions: { maxLexicalTokens: limits.tokens, maxComments: limits.tokens },
    validationRules: introspection ? [documentLimits(limits)] : [documentLimits(limits), noSubgraphSchema],
    includeStacktraceInErrorResponses: false,
    // The process stops by main's own signal handler, which also closes sources.
    stopOnTerminationSignals: false,
    logger: toApolloLogger(logger),
    formatError: (formatted, error) => {
      const told = formatGraphqlError(formatted, error, (cause) => {
        logger.error({ error: cause }, 'a resolver failed');
      });
      // Here rather than in the engine, which leaves them in what it says of variables.
      return introspection ? told : withoutSuggestions(told);
    },
    plugins: [
      idempotencyKeyForOneMutation,
      limitEntities(limits.entities),
      upstreamCallsInExtensions,
      statusByAccept,
      // All three would be on by default; the first two wrap every field, the second where a gateway asks for traces.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
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
