import { createHash } from 'node:crypto';
import type { HTTPGraphQLRequest } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { TrustedDocuments } from '../config/accord-config.ts';

/** The code of a refusal where only trusted documents are run. */
const CODE = 'DOCUMENT_NOT_TRUSTED';

/**
 * Lets only trusted documents through: by their text, or by `documentId`, `id` or the hash of a persisted query, for which
 * their text is put in. What nobody trusts is not even parsed.
 *
 * @throws GraphQLError where the request has another document.
 */
export function withTrustedDocument(request: HTTPGraphQLRequest, documents: TrustedDocuments): HTTPGraphQLRequest {
  if (request.method === 'GET') {
    const search = new URLSearchParams(request.search);
    const extensions = search.get('extensions');
    const named = { ...Object.fromEntries(search), extensions: extensions === null ? undefined : parsed(extensions) };
    search.set('query', textOf(named, documents));
    for (const name of ['documentId', 'id', 'extensions']) search.delete(name);
    return { ...request, search: `?${search.toString()}` };
  }
  // What has another form is refused by the engine, which says why.
  if (!isRecord(request.body)) return request;
  // The engine would look for the hash among its own persisted queries.
  return { ...request, body: { ...request.body, query: textOf(request.body, documents), extensions: null } };
}

function textOf(named: Readonly<Record<string, unknown>>, documents: TrustedDocuments): string {
  const { query, documentId, id, extensions } = named;
  if (typeof query === 'string' && query !== '') {
    if (documents.get(createHash('sha256').update(query).digest('hex')) === query) return query;
    throw refusal('This document is not among those that are run here.');
  }
  const persisted = isRecord(extensions) ? extensions.persistedQuery : undefined;
  const hash = isRecord(persisted) ? persisted.sha256Hash : undefined;
  const key = [documentId, id, hash].find((candidate) => typeof candidate === 'string');
  if (key === undefined)
    throw refusal('Only trusted documents are run here: name one by its documentId, or send its text.');
  const text = documents.get(key.replace(/^sha256:/, ''));
  if (text === undefined) throw refusal('There is no trusted document of this id.');
  return text;
}

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: CODE, http: { status: 400 } } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
