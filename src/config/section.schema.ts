import { z } from 'zod';
import { Secret } from '../domain/secret.ts';
import { isListenHost } from './loopback.ts';
import { booleanSetting, expected, integerSetting, optionalSetting, plainText, textSetting } from './scalar.schema.ts';
import { endpointUrlSetting, originSetting, verbatimUrlSetting } from './web-url.schema.ts';

const hostWanted = 'a host name, or an IP address without brackets';
/** Where to listen. */
export const hostSetting = z.string({ error: expected(hostWanted) }).refine(isListenHost, `must be ${hostWanted}`);
/** The port to listen on; 0 takes any free one. */
export const portSetting = integerSetting({ min: 0, max: 65_535 });

/** `server:` */
export const serverSchema = z.object({
  host: hostSetting.default('127.0.0.1').describe('Where to listen; HOST overrides it. Default: 127.0.0.1.'),
  port: portSetting.default(4000).describe('PORT overrides it; 0 takes any free port. Default: 4000.'),
  workers: integerSetting({ min: 1, max: 64 })
    .default(1)
    .describe('Processes that serve, as many as there are cores for them; more than one needs PostgreSQL. Default: 1.'),
});

// Only algorithms whose key may be known to everybody: with HS256 the public key would be a secret to sign with.
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

const documents = optionalSetting(textSetting(plainText)).describe(
  'A file of the only documents that are run, as a persisted query manifest or a JSON object of texts by id; a relative ' +
    'path starts at the folder of this file. Default: all documents are run.',
);
const origins = z
  .array(originSetting, { error: expected('a list of origins such as https://app.example.com') })
  .default([])
  .describe('Origins whose pages may call from a browser. Default: none; in open mode also Apollo Sandbox.');

/** `access:` by its mode. */
export const accessSchemas = {
  open: z.object({
    mode: z.literal('open').describe('Every caller is "anonymous" with all scopes; loopback hosts only.'),
    documents,
    origins,
  }),
  jwt: z.object({
    mode: z.literal('jwt').describe('Callers show a JSON Web Token: "Authorization: Bearer <token>".'),
    issuer: verbatimUrlSetting.describe('Compared letter by letter with the claim iss.'),
    audience: textSetting(plainText).describe('Must be among the claim aud.'),
    jwksUri: endpointUrlSetting.describe('Where the issuer publishes its keys; keys come from nowhere else.'),
    algorithms: z
      .array(z.enum(algorithms, { error: expected(`one of ${algorithms.join(', ')}`) }), {
        error: expected('a list of signature algorithms'),
      })
      .min(1, 'must name at least one algorithm')
      .describe('The signatures that are taken; what a token says of itself counts for nothing.'),
    documents,
    origins,
    introspection: booleanSetting.default(true).describe('Whether callers may read the schema. Default: true.'),
  }),
} as const;

const storeWanted = 'pglite:PATH, pglite:memory or postgres://user:pass@host/db';
/** `store:` */
export const storeSchema = z.object({
  url: secretForm(isStoreUrl, storeWanted)
    .default(() => new Secret('pglite:.accord/store'))
    .describe(`${storeWanted}. Default: pglite:.accord/store.`),
});

const cacheWanted = 'memory: or redis://host:6379';
/** `cache:` */
export const cacheSchema = z.object({
  url: secretForm(isCacheUrl, cacheWanted)
    .default(() => new Secret('memory:'))
    .describe(`${cacheWanted}; several processes share a Redis. Default: memory:.`),
  ttlSeconds: integerSetting({ min: 0, max: 86_400 })
    .default(0)
    .describe('For how long an account that was read may be served again. 0, the default: not at all.'),
});

function limit(standard: number, max: number, what: string) {
  return integerSetting({ min: 1, max }).default(standard).describe(`${what} Default: ${standard}.`);
}

/** `limits:` The most that one request may ask for. */
export const requestLimitsSchema = z.object({
  depth: limit(10, 100, 'How deep fields may be nested, with fragments written out.'),
  aliases: limit(50, 1_000, 'Aliased and repeated fields of an operation, with fragments written out.'),
  rootMutationFields: limit(5, 100, 'Mutations in one operation.'),
  directives: limit(50, 1_000, 'Directives of an operation, with fragments written out.'),
  // Documents are read recursively: ten times as many tokens could be nested deeper than the stack is.
  tokens: limit(2_000, 5_000, 'Tokens of a document, and fields of an operation with fragments written out.'),
  bodyBytes: limit(1_048_576, 67_108_864, "Bytes of a request's body."),
  // As many as the largest page has accounts: a gateway asks for those of one page at once.
  entities: limit(200, 10_000, 'Representations in one _entities.'),
});

function secretForm(isRight: (text: string) => boolean, wanted: string): z.ZodType<Secret, string> {
  return z
    .string({ error: expected(wanted) })
    .refine(isRight, `must be ${wanted}`)
    .transform((text) => new Secret(text));
}

function isStoreUrl(text: string): boolean {
  if (!plainText.pattern.test(text)) return false;
  if (text.startsWith('pglite:')) return text.length > 'pglite:'.length;
  const url = URL.parse(text);
  if (url === null || !/^postgres(ql)?:\/\//.test(text)) return false;
  return url.hostname !== '' && /^\/[^/]+$/.test(url.pathname);
}

function isCacheUrl(text: string): boolean {
  if (text === 'memory:') return true;
  const url = URL.parse(text);
  return url !== null && /^rediss?:\/\//.test(text) && url.hostname !== '';
}
