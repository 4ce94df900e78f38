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
import { documentLimits } from './document-limits.rule.ts';
import { limitEntities } from './entity-limit.plugin.ts';
import { createErrorFormatter, type ErrorFormatter } from './error-formatter.ts';
import { idempotencyKeyForOneMutation } from './idempotency-key.plugin.ts';
import { knownOperations } from './known-operations.rule.ts';
import { KnownQueries } from './known-queries.ts';
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

/** What answers GraphQL requests: Apollo, and what it need not be asked again. */
export interface GraphqlEngine {
  readonly apollo: ApolloServer<GraphqlContext>;
  readonly queries: KnownQueries;
  readonly formatError: ErrorFormatter;
}

/** Creates the GraphQL engine. It serves Apollo Sandbox to a browser that opens its address. */
export function createGraphqlServer(options: GraphqlServerOptions): GraphqlEngine {
  const { schema, limits, introspection, logger } = options;
  const queries = new KnownQueries(schema);
  const formatError = createErrorFormatter({ logger, introspection });
  const apollo = new ApolloServer<GraphqlContext>({
    schema,
    introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // Persisted queries live in memory, the oldest making room for the newest.
    cache: 'bounded',
    parseOptions: { maxLexicalTokens: limits.tokens, maxComments: limits.tokens },
    validationRules: [documentLimits(limits), knownOperations, ...(introspection ? [] : [noSubgraphSchema])],
    includeStacktraceInErrorResponses: false,
    // The process stops by main's own signal handler, which also closes sources.
    stopOnTerminationSignals: false,
    logger: toApolloLogger(logger),
    formatError,
    plugins: [
      // What has been let through once is not seen again by any of these: see KnownQueries. So each says the same of it
      // every time, or only has to do with mutations of several fields, `_entities` or a header that the handler looks at.
      idempotencyKeyForOneMutation,
      limitEntities(limits.entities),
      upstreamCallsInExtensions,
      statusByAccept,
      queries.plugin,
      // All three would be on by default; the first two wrap every field, the second where a gateway asks for traces.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageLocalDefault({ footer: false }),
    ],
  });
  return { apollo, queries, formatError };
}

// Apollo's messages are free text: they go into a field, where they are redacted like everything else.
function toApolloLogger(logger: Logger) {
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (text: unknown) => {
    logger[level]({ apollo: text }, 'apollo server');
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
