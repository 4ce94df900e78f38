import type { FragmentDefinitionNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';

/** What a document says once and for all. */
export interface QueryDocument {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/** Where a value is in the answer. */
export interface AnswerPath {
  readonly prev: AnswerPath | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
}

/** One execution: what it was given, and the errors of its fields so far. */
export class QueryRun {
  readonly context: unknown;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLError[] = [];
  // What has become null by an error; undefined stands for the whole answer.
  #nulled: Set<AnswerPath | undefined> | undefined;

  constructor(context: unknown, variables: Readonly<Record<string, unknown>>) {
    this.context = context;
    this.variables = variables;
  }

  /** Notes that a place is null because of an error, unless what it is in has become null already. */
  fail(error: GraphQLError, path: AnswerPath | undefined): void {
    const nulled = (this.#nulled ??= new Set());
    if (nulled.has(undefined)) return;
    for (let at = path; at !== undefined; at = at.prev) if (nulled.has(at)) return;
    nulled.add(path);
    this.errors.push(error);
  }
}

/** The path as a GraphQL error has it. */
export function keysOf(path: AnswerPath | undefined): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at !== undefined; at = at.prev) keys.push(at.key);
  return keys.reverse();
}

/** Whether a value is to be waited for. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Promise<unknown>>).then === 'function';
}
