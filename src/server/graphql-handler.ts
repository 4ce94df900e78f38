import { Readable } from 'node:stream';
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { TrustedDocuments } from '../config/accord-config.ts';
import { Stage } from '../domain/stage.ts';
import { answerBody } from './answer-body.ts';
import type { GraphqlEngine } from './graphql-server.ts';
import { KnownQueryHandler, type ContextOf } from './known-query-handler.ts';
import { withTrustedDocument } from './trusted-documents.ts';

export interface GraphqlHandlerOptions {
  readonly graphql: GraphqlEngine;
  readonly contextOf: ContextOf;
  /** Where there are some, only these documents are run. */
  readonly documents: TrustedDocuments | undefined;
}

/** Gives HTTP requests to the GraphQL engine, and its answers back. */
export function graphqlHandler({ graphql, contextOf, documents }: GraphqlHandlerOptions) {
  const { apollo, queries, formatError } = graphql;
  const known = new KnownQueryHandler({ queries, contextOf, formatError });
  const answers = new Stage();
  return async (request: FastifyRequest, reply: FastifyReply): Promise<string | Buffer | Readable> => {
    const knownAnswer = await known.answer(request, reply);
    if (knownAnswer !== null) {
      await answers.together();
      return answerBody(knownAnswer);
    }
    const asked = trusted(toGraphqlRequest(request), documents);
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: asked.request,
      // What is thrown here becomes an answer, after the engine has turned away what no page may send.
      context: async () => {
        const context = await contextOf(request, reply);
        if (asked.refusal !== undefined) throw asked.refusal;
        return context;
      },
    });
    reply.code(answer.status ?? 200);
    if (request.method === 'POST' && answer.status === undefined) {
      known.learn(request.headers.accept, answer.headers.get('content-type'));
    }
    for (const [name, value] of answer.headers) reply.header(name, value);
    return answer.body.kind === 'complete' ? answerBody(answer.body.string) : Readable.from(answer.body.asyncIterator);
  };
}

function trusted(request: HTTPGraphQLRequest, documents: TrustedDocuments | undefined) {
  if (documents === undefined) return { request };
  try {
    return { request: withTrustedDocument(request, documents) };
  } catch (refusal) {
    if (refusal instanceof GraphQLError) return { request, refusal };
    throw refusal;
  }
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
