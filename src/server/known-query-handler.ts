import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphqlContext } from '../graphql/context.ts';
import type { QueryAnswer, QueryPlan } from '../graphql/execution/query-plan.ts';
import { withCode, type ErrorFormatter } from './error-formatter.ts';
import type { KnownQueries } from './known-queries.ts';

/** More would be somebody's play. */
const MAX_ACCEPTS = 100;

/** Makes the context of one request; what it throws is the answer. */
export type ContextOf = (request: FastifyRequest, reply: FastifyReply) => Promise<GraphqlContext> | GraphqlContext;

export interface KnownQueryOptions {
  readonly queries: KnownQueries;
  readonly contextOf: ContextOf;
  readonly formatError: ErrorFormatter;
}

/** Answers requests for known queries exactly as Apollo would, with less work. */
export class KnownQueryHandler {
  readonly #options: KnownQueryOptions;
  // By the header `accept`, as Apollo has chosen it: negotiation is left to the one that did it before.
  readonly #contentTypes = new Map<string, string>();

  constructor(options: KnownQueryOptions) {
    this.#options = options;
  }

  /** Remembers how Apollo answers a client that accepts this. */
  learn(accept: string | undefined, contentType: string | undefined): void {
    if (contentType === undefined || this.#contentTypes.size >= MAX_ACCEPTS) return;
    this.#contentTypes.set(accept ?? '', contentType);
  }

  /** Answers a request; null, and nothing has happened, where it is one for Apollo. */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<string | null> {
    const contentType = this.#contentTypes.get(request.headers.accept ?? '');
    if (contentType === undefined || request.method !== 'POST') return null;
    const asked = this.#planned(request.body);
    if (asked === null) return null;
    // Only who asks for it is told what a request cost, by a plugin of Apollo.
    if (request.headers['x-accord-upstream'] !== undefined) return null;
    let context: GraphqlContext;
    try {
      const made = this.#options.contextOf(request, reply);
      context = made instanceof Promise ? await made : made;
    } catch {
      // A caller who is turned away: Apollo asks again, and tells it what it is told.
      return null;
    }
    const answer = asked.plan.execute(asked.variables, context);
    if (answer === null) return null;
    reply.header('content-type', contentType);
    return this.#text(await answer);
  }

  #planned(body: unknown): { readonly plan: QueryPlan; readonly variables: Readonly<Record<string, unknown>> } | null {
    if (!isRecord(body)) return null;
    const { query, operationName = null, variables = null, extensions = null } = body;
    if (typeof query !== 'string' || (operationName !== null && typeof operationName !== 'string')) return null;
    if ((variables !== null && !isRecord(variables)) || (extensions !== null && !isRecord(extensions))) return null;
    if (extensions?.persistedQuery !== undefined) return null;
    const plan = this.#options.queries.planOf(query, operationName);
    return plan && { plan, variables: variables ?? {} };
  }

  #text({ data, errors }: QueryAnswer): string {
    if (errors.length === 0) return `{"data":${data}}\n`;
    const shown = errors.map((error) => this.#options.formatError(withCode(error), error));
    return `{"errors":${JSON.stringify(shown)},"data":${data}}\n`;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
