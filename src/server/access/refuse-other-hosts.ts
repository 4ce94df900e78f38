import type { FastifyInstance } from 'fastify';
import { isLoopbackHost } from '../../config/loopback.ts';
import { ErrorCode } from '../../domain/errors.ts';

/**
 * Answers only requests that are addressed to this machine by a loopback name. Where access is open, a page could else
 * have its own name resolve to 127.0.0.1 and call as if it came from here (DNS rebinding).
 */
export function refuseOtherHosts(app: FastifyInstance): void {
  // Nearly all requests name the same host as the one before.
  let lastAllowed: string | undefined;
  // With a callback, as every request passes it: a promise for each would be waited for.
  app.addHook('onRequest', (request, reply, done) => {
    const { host = '' } = request.headers;
    if (host === lastAllowed || isLoopbackHost(hostNameOf(host))) {
      lastAllowed = host;
      done();
      return;
    }
    const message =
      'Access is open, so only requests to a loopback host (127.0.0.0/8, ::1 or localhost) are answered: ' +
      'the Host header names another.';
    void reply.code(403).send({ errors: [{ message, extensions: { code: ErrorCode.FORBIDDEN } }] });
  });
}

/** Without the port. */
function hostNameOf(host: string): string {
  return host.replace(/:\d*$/, '');
}
