/**
 * The one server behind every emulator: it routes, records, misbehaves on request, and stops at once. Fastify routes
 * and reads bodies; answers are written by hand, since a fault may need any byte of them.
 */
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { AccountState } from './account-state.ts';
import { answerUnderFaults } from './answer-under-faults.ts';
import type { Emulator, EmulatorId, EmulatorOptions } from './emulator.ts';
import type { EmulatorAnswer, EmulatorRequest, RequestKind, Route } from './exchange.ts';
import { createFaultPlan } from './faults.ts';
import { createJournal } from './journal.ts';

/** Larger than any body a provider would take, small enough to bound memory. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;
const DEFAULT_JOURNAL_LIMIT = 50_000;

/** What makes one provider's emulator. */
export interface EmulatorDefinition {
  readonly provider: EmulatorId;
  /** Default "". Routes include it. */
  readonly basePath?: string;
  readonly state: AccountState;
  readonly routes: readonly Route[];
  /** Answers what no route matches. */
  notFound(request: EmulatorRequest): EmulatorAnswer;
  /** Answers when a handler throws: the provider's form of an internal error. */
  internalError(request: EmulatorRequest): EmulatorAnswer;
  /** ASP.NET matches paths without regard to case. Default true: case matters. */
  readonly caseSensitivePaths?: boolean;
  /** Default false: `/x/` is not `/x`. */
  readonly ignoreTrailingSlash?: boolean;
  revokeTokens?(): void;
  /** Resets what is neither accounts, faults nor journal, for example rate limits. */
  onReset?(): void;
  readonly options: EmulatorOptions;
}

/** Creates an emulator from its definition; it does not listen yet. */
export function createEmulator(definition: EmulatorDefinition): Emulator {
  const { state, options } = definition;
  const faults = createFaultPlan();
  const journal = createJournal(options.journalLimit ?? DEFAULT_JOURNAL_LIMIT);
  let running: RunningServer | undefined;

  async function serve(route: Pick<Route, 'kind' | 'handle'>, request: FastifyRequest, reply: FastifyReply) {
    const server = running;
    if (server === undefined) return;
    const incoming = toEmulatorRequest(request, definition.caseSensitivePaths ?? true);
    const { method, url, headers, text } = incoming;
    const at = (options.now ?? Date.now)();
    const record = journal.open({ at, method, path: url, headers, body: text, kind: route.kind });
    options.observer?.arrived(record);
    reply.hijack();
    await answerUnderFaults({
      faults: faults.take({ method, url, kind: route.kind }),
      closing: server.closing.signal,
      raw: reply.raw,
      record,
      apply(hindrance) {
        const revision = state.revision();
        const answer = state.during(hindrance, () => handleSafely(route, incoming, definition));
        if (state.revision() !== revision) {
          record.applied = true;
          options.observer?.applied(record);
        }
        return answer;
      },
    });
  }

  return {
    provider: definition.provider,
    basePath: definition.basePath ?? '',
    faults,
    requests: journal.entries,
    clearJournal: () => {
      journal.clear();
    },
    async listen(port = 0) {
      if (running !== undefined) throw new Error(`The ${definition.provider} emulator already listens.`);
      running = createServer(definition, serve);
      await running.app.listen({ host: '127.0.0.1', port });
      return `http://127.0.0.1:${(running.app.server.address() as AddressInfo).port}`;
    },
    async close() {
      const server = running;
      running = undefined;
      if (server === undefined) return;
      server.closing.abort();
      await server.app.close();
    },
    account: (key) => structuredClone(state.get(key)),
    accounts: () => Array.from(state.entries(), ([, fields]) => structuredClone(fields)),
    put: (key, fields) => {
      state.put(key, fields);
    },
    revokeTokens: () => {
      definition.revokeTokens?.();
    },
    reset() {
      state.reset();
      faults.clear();
      journal.clear();
      definition.onReset?.();
    },
  };
}

interface RunningServer {
  readonly app: FastifyInstance;
  /** Aborted on close: ends the timers of faults. */
  readonly closing: AbortController;
}

type Serve = (route: Pick<Route, 'kind' | 'handle'>, request: FastifyRequest, reply: FastifyReply) => Promise<void>;

function createServer(definition: EmulatorDefinition, serve: Serve): RunningServer {
  const app = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    routerOptions: {
      caseSensitive: definition.caseSensitivePaths ?? true,
      ignoreTrailingSlash: definition.ignoreTrailingSlash ?? false,
      maxParamLength: 10_000,
    },
    frameworkErrors: (_error, request, reply) => {
      void serve(unknownPath, request, reply);
    },
  });
  const unknownPath = {
    kind: 'other' as RequestKind,
    handle: (request: EmulatorRequest) => definition.notFound(request),
  };
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  for (const route of definition.routes) {
    app.route({ method: route.method, url: route.path, handler: (request, reply) => serve(route, request, reply) });
  }
  app.setNotFoundHandler((request, reply) => serve(unknownPath, request, reply));
  return { app, closing: new AbortController() };
}

function handleSafely(
  route: Pick<Route, 'handle'>,
  request: EmulatorRequest,
  definition: EmulatorDefinition,
): EmulatorAnswer {
  try {
    return route.handle(request);
  } catch {
    // A provider answers 500 to what it did not expect, and goes on.
    return definition.internalError(request);
  }
}

function toEmulatorRequest(request: FastifyRequest, caseSensitivePaths: boolean): EmulatorRequest {
  const url = request.raw.url ?? '/';
  const [path = '/', ...query] = url.split('?');
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const headers = Object.entries(request.raw.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  const parameters = new URLSearchParams(query.join('?'));
  return {
    method: request.method,
    url,
    path,
    query: caseSensitivePaths ? parameters : lowerCaseNames(parameters),
    params: (request.params ?? {}) as Record<string, string>,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body,
    text: body.toString('utf8'),
  };
}

function lowerCaseNames(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams(Array.from(query, ([name, value]): [string, string] => [name.toLowerCase(), value]));
}
