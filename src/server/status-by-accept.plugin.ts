import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphqlContext } from '../graphql/context.ts';

/** What is wrong with the document or its variables, rather than with the request. */
const documentErrors = new Set<unknown>(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/**
 * Answers documents that cannot be run with status 200 where the client asks for `application/json` by that name, as
 * GraphQL over HTTP recommends for clients of that age: they take another status for a failure of the network and do
 * not look at the errors. Everybody else gets 400, and what is over a limit always is.
 */
export const statusByAccept: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ request, response }) => {
        const { body, http } = response;
        if (http.status !== 400 || body.kind !== 'single' || !wantsPlainJson(request.http?.headers.get('accept')))
          return Promise.resolve();
        const errors = body.singleResult.errors ?? [];
        if (errors.every((error) => documentErrors.has(error.extensions?.code))) http.status = 200;
        return Promise.resolve();
      },
    }),
};

function wantsPlainJson(accept = ''): boolean {
  const types = accept.split(',').map((type) => type.split(';', 1)[0]?.trim().toLowerCase());
  return types.includes('application/json') && !types.includes('application/graphql-response+json');
}
