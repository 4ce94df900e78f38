import { generateKeyPairSync, sign as signBytes, type KeyObject } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { serveHttp } from './http-loopback.ts';

/** Tokens made by hand, byte by byte: what checks the checker must not be built with it. */

export type Algorithm = 'RS256' | 'RS512' | 'PS256' | 'ES256' | 'EdDSA';

/** A pair of keys and the name under which the public one is published. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export const keyPairs = {
  rsa: (kid: string): SigningKey => ({ kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) }),
  ec: (kid: string, namedCurve = 'P-256'): SigningKey => ({ kid, ...generateKeyPairSync('ec', { namedCurve }) }),
  ed25519: (kid: string): SigningKey => ({ kid, ...generateKeyPairSync('ed25519') }),
};

/** The public half, as it stands in a key set. */
export function toJwk({ kid, publicKey }: SigningKey): Readonly<Record<string, unknown>> {
  return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' };
}

export const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Any header over any payload, with a signature of the key. */
export function signToken(key: SigningKey, header: object, payload: unknown): string {
  const alg = 'alg' in header ? (header.alg as Algorithm) : 'RS256';
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${signatureOf(key, alg, input).toString('base64url')}`;
}

/** The signature that an algorithm makes of a text. */
export function signatureOf({ privateKey }: SigningKey, alg: Algorithm, input: string): Buffer {
  const bytes = Buffer.from(input);
  if (alg === 'EdDSA') return signBytes(null, bytes, privateKey);
  if (alg === 'ES256') return signBytes('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  // 6 is RSA_PKCS1_PSS_PADDING; a PSS signature of these algorithms has a salt as long as the hash.
  const padding = alg === 'PS256' ? { padding: 6, saltLength: 32 } : {};
  return signBytes(alg === 'RS512' ? 'sha512' : 'sha256', bytes, { key: privateKey, ...padding });
}

/** An issuer of tokens that publishes its keys on loopback. */
export interface TokenIssuer extends AsyncDisposable {
  /** What its tokens have as `iss`. */
  readonly issuer: string;
  readonly jwksUri: string;
  /** How often its keys were asked for. */
  readonly requests: number;
  /** From now on these are its keys. */
  publish(keys: readonly SigningKey[]): void;
  /** From now on every request for the keys is answered so. */
  answer(respond: (response: ServerResponse) => void): void;
  /** Claims that are right now for `audience` "accord", with others added or in their place. */
  claims(changes?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

export async function startTokenIssuer(keys: readonly SigningKey[]): Promise<TokenIssuer> {
  let requests = 0;
  let respond: (response: ServerResponse) => void = () => undefined;
  const publish = (published: readonly SigningKey[]): void => {
    const set = JSON.stringify({ keys: published.map(toJwk) });
    respond = (response) => response.setHeader('content-type', 'application/jwk-set+json').end(set);
  };
  publish(keys);
  const server = await serveHttp((_request, response) => {
    requests += 1;
    response.setHeader('connection', 'close');
    respond(response);
  });
  const issuer = `${server.url}/`;
  return {
    issuer,
    jwksUri: `${server.url}/keys`,
    get requests() {
      return requests;
    },
    publish,
    answer: (given) => {
      respond = given;
    },
    claims: (changes = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const standard = { iss: issuer, aud: 'accord', sub: 'ada', iat: now, exp: now + 300, scope: 'accounts:read' };
      return { ...standard, ...changes };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
