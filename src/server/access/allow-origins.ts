import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { AccessConfig } from '../../config/accord-config.ts';

/** Where Apollo Sandbox runs: at its own address, and in a frame of the page that Accord serves. */
const SANDBOX = ['https://studio.apollographql.com', 'https://sandbox.embed.apollographql.com'];
const MAX_AGE_SECONDS = 600;

/**
 * Lets pages of the configured origins call from a browser, and in open mode Apollo Sandbox. Any other page's request is
 * answered without the headers that would let the page see it, and its preflight without those that would let it be sent.
 * Cookies play no part.
 */
export function allowOrigins(app: FastifyInstance, { mode, origins }: AccessConfig): void {
  const allowed = new Set([...origins, ...(mode === 'open' ? SANDBOX : [])]);
  void app.register(cors, {
    origin: (origin, answer) => {
      answer(null, origin !== undefined && allowed.has(origin) ? origin : false);
    },
    methods: ['GET', 'POST'],
    exposedHeaders: ['x-request-id', 'www-authenticate', 'retry-after'],
    maxAge: MAX_AGE_SECONDS,
    credentials: false,
  });
}
