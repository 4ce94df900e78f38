import { randomUUID } from 'node:crypto';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { AccessConfig } from '../config/accord-config.ts';
import type { Caller } from '../domain/caller.ts';
import { Cancellation, type CancelSignal } from '../domain/cancellation.ts';
import type { GraphqlContext, GraphqlRequest } from '../graphql/context.ts';
import { UpstreamCalls } from '../graphql/upstream-calls.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Authenticator } from './access/authenticator.ts';
import { allowOrigins } from './access/allow-origins.ts';
import { refuseOtherHosts } from './access/refuse-other-hosts.ts';
import { addExplorer } from './explorer/explorer.routes.ts';
import { graphqlHandler } from './graphql-handler.ts';
import type { GraphqlEngine } from './graphql-server.ts';
import { toRequestErrorAnswer } from './request-error.ts';

export interface HttpServerOptions {
  readonly graphql: GraphqlEngine;
  /** Makes the context of one request. */
  readonly createContext: (request: GraphqlRequest) => GraphqlContext;
  /** Tells who makes a request. */
  readonly authenticator: Authenticator;
  readonly access: AccessConfig;
  /** Rejects where the server cannot do its work for now. */
  readonly isReady: () => Promise<void>;
  readonly logger: Logger;
  /** The most bytes of a request's body. */
  readonly maxBodyBytes: number;
}

/** The server in front of the graph: `/graphql`, `/explorer`, `/health/live` and `/health/ready`. */
export interface HttpServer {
  /** Starts to listen and answers its origin, e.g. `http://127.0.0.1:4000`. Port 0 takes a free one. */
  listen(address: { readonly host: string; readonly port: number }): Promise<string>;
  /** Stops accepting, waits for what is in flight, and closes. */
  close(): Promise<void>;
}

// After this, what is still in flight is cut off: a stop that waits for ever is no stop. With what is left to be closed
// afterwards it takes less than 20 s; an update that is cut off is in the record, and settled at the next start.
const CLOSE_TIMEOUT_MS = 16_000;

/** Creates the server. Nothing listens yet. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { graphql, logger } = options;
  const app = Fastify({
    bodyLimit: options.maxBodyBytes,
    requestIdHeader: false,
    genReqId: (request) => requestIdFrom(request.headers['x-request-id']),
    forceCloseConnections: 'idle',
  });
  let closing = false;
  let started = false;
  addRequestLog(app, logger);
  if (options.access.mode === 'open') refuseOtherHosts(app);
  allowOrigins(app, options.access);
  addExplorer(app);
  addHealth(app, () => (closing ? Promise.reject(new Error('The server is stopping.')) : options.isReady()));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, body } = toRequestErrorAnswer(error, options.maxBodyBytes);
    if (status === 500) logger.error({ error, requestId: request.id }, 'a request failed');
    return reply.code(status).send(body);
  });
  return {
    async listen({ host, port }) {
      graphql.apollo.addPlugin(fastifyApolloDrainPlugin(app));
      await graphql.apollo.start();
      started = true;
      app.route({
        method: ['GET', 'POST', 'OPTIONS'],
        url: '/graphql',
        handler: graphqlHandler({
          graphql,
          documents: options.access.documents,
          contextOf: (request, reply) => {
            const contextFor = (caller: Caller): GraphqlContext =>
              options.createContext({ caller, ...idsOf(request), signal: callerSignal(reply) });
            const caller = options.authenticator.authenticate(request.headers.authorization);
            return caller instanceof Promise ? caller.then(contextFor) : contextFor(caller);
          },
        }),
      });
      await app.listen({ host, port });
      const bound = app.addresses().find((address) => typeof address === 'object')?.port ?? port;
      return `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
    },
    async close() {
      closing = true;
      const cutOff = setTimeout(() => {
        app.server.closeAllConnections();
      }, CLOSE_TIMEOUT_MS);
      try {
        await app.close();
        // Apollo refuses to stop what never started, as after a port that was taken.
        if (started) await graphql.apollo.stop();
      } finally {
        clearTimeout(cutOff);
      }
    },
  };
}

function addHealth(app: FastifyInstance, isReady: () => Promise<void>): void {
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', (_request, reply) =>
    isReady().then(
      () => reply.send({ status: 'ready' }),
      () => reply.code(503).send({ status: 'not ready' }),
    ),
  );
}

function addRequestLog(app: FastifyInstance, logger: Logger): void {
  // With callbacks, as every request passes them: a promise for each would be waited for.
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { id, method, routeOptions } = request;
    logger.info(
      { requestId: id, method, route: routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    );
    done();
  });
}

// A caller's own id is kept where it can do no harm in a log.
function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(header) ? header : randomUUID();
}

/** What a request's headers say beside who makes it. */
function idsOf(request: FastifyRequest): Omit<GraphqlRequest, 'signal' | 'caller'> {
  const key = request.headers['idempotency-key'];
  return {
    requestId: request.id,
    idempotencyKey: typeof key === 'string' ? key : null,
    upstreamCalls: request.headers['x-accord-upstream'] === '1' ? new UpstreamCalls() : null,
  };
}

/** Given when the connection goes before the answer was written. */
function callerSignal({ raw }: FastifyReply): CancelSignal {
  const cancellation = new Cancellation();
  raw.on('close', () => {
    if (!raw.writableFinished) cancellation.cancel();
  });
  return cancellation;
}
