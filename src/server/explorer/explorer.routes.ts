import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { explorerFiles, isExplorerFile, loadExplorerFile, plainText, type ExplorerFile } from './explorer-files.ts';

/**
 * Everything from this server, and nothing from a string: no inline script, no `eval`, no other host. Styles may be
 * inline, because the editor makes its own as it goes.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  // Asked for again each time, and answered with 304 as long as the build is the same.
  'cache-control': 'no-cache',
  vary: 'accept-encoding',
};

/** Serves GraphiQL at `/explorer`, out of the build's own files: it needs no internet. */
export function addExplorer(app: FastifyInstance): void {
  app.get('/explorer', (request, reply) => sendFile('index.html', request, reply));
  app.get<{ readonly Params: { readonly file: string } }>('/explorer/:file', (request, reply) => {
    const { file } = request.params;
    if (isExplorerFile(file)) return sendFile(file, request, reply);
    reply.callNotFound();
    return reply;
  });
}

async function sendFile(file: ExplorerFile, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const content = await loadExplorerFile(file).catch(() => null);
  if (!content) return reply.code(404).type('text/plain').send('The explorer is made by the build: npm run build.\n');
  void reply.headers({ ...HEADERS, etag: content.etag });
  if (request.headers['if-none-match'] === content.etag) return reply.code(304).send();
  void reply.type(explorerFiles[file]);
  if (/\bgzip\b/.test(request.headers['accept-encoding'] ?? ''))
    return reply.header('content-encoding', 'gzip').send(content.gzip);
  return reply.send(await plainText(content));
}
