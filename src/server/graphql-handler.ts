import { Readable } from 'node:stream';
import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphqlContext } from '../graphql/context.ts';

/** Makes the context of one request; what it throws is the answer. */
export type ContextOf = (request: FastifyRequest, reply: FastifyReply) => GraphqlContext;

/** Gives HTTP requests to the GraphQL engine, and its answers back. */
export function graphqlHandler(graphql: ApolloServer<GraphqlContext>, contextOf: ContextOf) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<string | Readable> => {
    const answer = await graphql.executeHTTPGraphQLRequest({
      httpGraphQLRequest: toGraphqlRequest(request),
      context: () =>
        new Promise((resolve) => {
          resolve(contextOf(request, reply));
        }),
    });
    reply.code(answer.status ?? 200);
    for (const [name, value] of answer.headers) reply.header(name, value);
    return answer.body.kind === 'complete' ? answer.body.string : Readable.from(answer.body.asyncIterator);
  };
}

function toGraphqlRequest({ method, headers, url, body }: FastifyRequest): HTTPGraphQLRequest {
  const all = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) all.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  // Cut by hand: the Host header is the caller's, and need not make a URL.
  const start = url.indexOf('?');
  return { method, headers: all, search: start === -1 ? '' : url.slice(start), body };
}
