import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { GraphqlContext } from '../graphql/context.ts';
import { planQuery, type QueryPlan } from '../graphql/execution/query-plan.ts';

/** The oldest goes where one more comes: clients have some dozens, whose plans take about ten kB each. */
const MAX_QUERIES = 1_000;
/** Longer ones are not kept. */
const MAX_LENGTH = 20_000;

/**
 * The queries, and mutations of one field, that Apollo has let through: parsed, validated, within every limit, and refused
 * by no plugin. When one comes again it is executed by its plan, and Apollo is not asked any more.
 *
 * So no plugin sees it again, which is right only for plugins that say the same of it each time that it comes.
 */
export class KnownQueries {
  readonly #schema: GraphQLSchema;
  // By the text and the operation's name: joined, another text and name could look the same.
  readonly #plans = new Map<string, Map<string | null, QueryPlan | null>>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** The plan of a query that has been let through before; null for any other, and for one that has to go to Apollo. */
  planOf(query: string, operationName: string | null): QueryPlan | null {
    return this.#plans.get(query)?.get(operationName) ?? null;
  }

  /** Remembers each query that Apollo is about to execute. */
  readonly plugin: ApolloServerPlugin<GraphqlContext> = {
    requestDidStart: () =>
      Promise.resolve({
        executionDidStart: ({ source, document, operation: named, request }) => {
          // Apollo comes here without one, too, where no operation has the name that was asked for; its types do not say so.
          const operation = named as OperationDefinitionNode | undefined;
          if (operation === undefined) return Promise.resolve();
          const name = request.operationName ?? null;
          if (this.#plans.get(source)?.has(name) !== true && source.length <= MAX_LENGTH) {
            this.#plansOf(source).set(name, planQuery(this.#schema, document, operation));
          }
          return Promise.resolve();
        },
      }),
  };

  #plansOf(query: string): Map<string | null, QueryPlan | null> {
    const known = this.#plans.get(query);
    if (known) return known;
    const [oldest] = this.#plans.size < MAX_QUERIES ? [] : this.#plans.keys();
    if (oldest !== undefined) this.#plans.delete(oldest);
    const plans = new Map<string | null, QueryPlan | null>();
    this.#plans.set(query, plans);
    return plans;
  }
}
