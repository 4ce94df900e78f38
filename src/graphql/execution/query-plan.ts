import {
  Kind,
  OperationTypeNode,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { JsonText, Maybe } from './json-text.ts';
import { objectWriter } from './object-writer.ts';
import { QueryRun, type QueryDocument } from './query-run.ts';
import { variableReader } from './variable-reader.ts';

/** What came of a query: its data as JSON, and the errors of its fields. */
export interface QueryAnswer {
  readonly data: JsonText;
  readonly errors: readonly GraphQLError[];
}

/** A query, or a mutation, that was looked at once, and is executed with less work than graphql-js has with it. */
export interface QueryPlan {
  /**
   * Executes it as graphql-js would, to the same answer. Null, and nothing has happened, where the variables are not what
   * the document declares. Never rejects.
   */
  execute(variables: Readonly<Record<string, unknown>>, context: unknown): Promise<QueryAnswer> | null;
}

/** Conditions make plans of their own; a document with more of them than this would make too many. */
const MAX_CONDITIONS = 4;

/**
 * Plans the operation of a document that has been validated. Null for what is left to graphql-js: subscriptions,
 * introspection, what federation's gateways ask, directives other than `@skip` and `@include`, mutations of more than one
 * field, which run one after the other, and those with texts of their own: they do not come again, and a text may be secret.
 */
export function planQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): QueryPlan | null {
  const rootType = schema.getRootType(operation.operation);
  const features = featuresOf(document);
  if (!rootType || !isPlanned(operation, features)) return null;
  if (!features.isPlain || features.conditions.length > MAX_CONDITIONS) return null;
  const scope: QueryDocument = { schema, operation, fragments: fragmentsOf(document) };
  const writers = new Map<string, ReturnType<typeof objectWriter>>();
  const writerFor = (variables: Readonly<Record<string, unknown>>) => {
    const conditions = Object.fromEntries(features.conditions.map((name) => [name, variables[name]]));
    const key = features.conditions.length === 0 ? '' : JSON.stringify(conditions);
    let writer = writers.get(key);
    if (!writer) writers.set(key, (writer = objectWriter({ ...scope, conditions }, rootType, [operation])));
    return writer;
  };
  const readVariables = variableReader(schema, operation.variableDefinitions ?? []);
  return {
    execute(given, context) {
      const variables = readVariables(given);
      if (variables === null) return null;
      const run = new QueryRun(context, variables);
      return answerOf(run, () => writerFor(variables)(undefined, run, undefined));
    },
  };
}

async function answerOf(run: QueryRun, write: () => Maybe<JsonText>): Promise<QueryAnswer> {
  try {
    return { data: await write(), errors: run.errors };
  } catch (error) {
    run.fail(error as GraphQLError, undefined);
    return { data: 'null', errors: run.errors };
  }
}

function isPlanned(
  { operation, selectionSet: { selections } }: OperationDefinitionNode,
  { hasText }: Features,
): boolean {
  if (operation === OperationTypeNode.QUERY) return true;
  const isOneField = selections.length === 1 && selections[0]?.kind === Kind.FIELD;
  return operation === OperationTypeNode.MUTATION && isOneField && !hasText;
}

interface Features {
  /** Whether there is nothing in it that is left to graphql-js. */
  readonly isPlain: boolean;
  /** The variables of its `@skip` and `@include`. */
  readonly conditions: readonly string[];
  /** Whether there is a string in it. */
  readonly hasText: boolean;
}

function featuresOf(document: DocumentNode): Features {
  let isPlain = true;
  let hasText = false;
  const conditions = new Set<string>();
  visit(document, {
    Field: ({ name }) => {
      if (/^_(?!_typename$)/.test(name.value)) isPlain = false;
    },
    StringValue: () => {
      hasText = true;
    },
    Directive: ({ name, arguments: given = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') isPlain = false;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) conditions.add(value.name.value);
    },
  });
  return { isPlain, conditions: [...conditions], hasText };
}

function fragmentsOf(document: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
