import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphqlContext } from '../graphql/context.ts';

/** Puts into `extensions.upstream` what the request cost, where the caller asked with `x-accord-upstream: 1`. */
export const upstreamCallsInExtensions: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: ({ contextValue }) => {
    const { upstreamCalls } = contextValue;
    if (upstreamCalls === null) return Promise.resolve();
    return Promise.resolve({
      willSendResponse: ({ response: { body } }) => {
        if (body.kind === 'single') {
          body.singleResult.extensions = { ...body.singleResult.extensions, upstream: upstreamCalls.report() };
        }
        return Promise.resolve();
      },
    });
  },
};
