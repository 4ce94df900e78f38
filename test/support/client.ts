import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

/** An answer of the graph, as GraphQL over HTTP has it. */
export interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphqlProblem[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface GraphqlProblem {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly field?: string };
}

/** Asks a running server, over real HTTP. */
export interface Client {
  /** Runs a typed document and answers what came, errors and all. */
  execute<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Answer<Data>>;
  /** Runs a document as text. */
  query(
    text: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<Record<string, unknown>>>;
  /** Posts any JSON text as the variables of a document, for values that JSON.stringify cannot write. */
  post(body: string): Promise<Answer<Record<string, unknown>>>;
}

export function createClient(url: string): Client {
  const post = async (body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer<never>> => {
    const response = await fetch(url, {
      method: 'POST',
      // No connection is kept: a test that closes its server must not wait for one.
      headers: { ...headers, 'content-type': 'application/json', connection: 'close' },
      body,
    });
    return (await response.json()) as Answer<never>;
  };
  return {
    post: (body) => post(body),
    execute: (document, variables) => post(JSON.stringify({ query: print(document), variables })),
    query: (text, variables = {}, headers = {}) => post(JSON.stringify({ query: text, variables }), headers),
  };
}
