/**
 * The provider's side of SDK-HMAC-SHA256: recomputes the signature from the request as it came over the wire.
 *
 * Source: the API Request Signing Guide and the vendor's signers. Assumed, since no source shows the gateway itself:
 * path and query are decoded and encoded again, so that `é` and `%C3%A9` sign alike, and "+" in a query is a blank;
 * X-Sdk-Content-Sha256 may say UNSIGNED-PAYLOAD only for bodies that are not JSON, and must otherwise be the body's hash.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { EmulatorRequest } from '../shared/exchange.ts';

/** A request is refused when X-Sdk-Date is further off than this (signing guide). */
export const MAX_CLOCK_SKEW_MS = 15 * 60 * 1000;

/** A key that the gateway knows. */
export interface SigningKey {
  readonly secretKey: string;
  /** Set for temporary credentials: what X-Security-Token must then be. */
  readonly securityToken?: string;
  /** When temporary credentials end, in milliseconds. Default never. */
  readonly expiresAt?: number;
}

/** What a signature is judged against. */
export interface SignatureContext {
  readonly now: number;
  /** Known keys by access key. */
  readonly keys: ReadonlyMap<string, SigningKey>;
}

type SignedRequest = Pick<EmulatorRequest, 'method' | 'url' | 'headers' | 'body'>;

const ALGORITHM = 'SDK-HMAC-SHA256';
const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
const DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
const AUTHORIZATION = /^SDK-HMAC-SHA256 Access=([^,\s]+), SignedHeaders=([^,\s]+), Signature=([0-9a-f]{64})$/;

/** Judges the signature of a request; undefined when it is good, else the reason why not. */
export function findSignatureProblem(request: SignedRequest, context: SignatureContext): string | undefined {
  const parts = AUTHORIZATION.exec(request.headers.authorization ?? '');
  if (parts === null) return 'authorization header is missing or malformed';
  const [, accessKey = '', signedHeaders = '', signature = ''] = parts;
  const names = signedHeaders.split(';');
  const key = context.keys.get(accessKey);
  if (key === undefined) return 'verify ak failed, access key not exist';
  return (
    findDateProblem(request.headers['x-sdk-date'], names, context.now) ??
    findTokenProblem(request.headers['x-security-token'], key, context.now) ??
    findPayloadProblem(request) ??
    (isSigned(request, { names, key, signature }) ? undefined : 'verify aksk signature fail')
  );
}

function findDateProblem(date: string | undefined, signedNames: readonly string[], now: number): string | undefined {
  const digits = DATE.exec(date ?? '');
  if (digits === null) return 'X-Sdk-Date is missing or not of the form 20221107T020014Z';
  if (!signedNames.includes('x-sdk-date')) return 'X-Sdk-Date is not signed';
  const [, year, month, day, hour, minute, second] = digits.map(Number);
  const at = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
  return Math.abs(now - at) > MAX_CLOCK_SKEW_MS ? 'x-sdk-date out of range, signature has expired' : undefined;
}

function findTokenProblem(token: string | undefined, key: SigningKey, now: number): string | undefined {
  if (key.securityToken === undefined) return undefined;
  if (token === undefined) return 'security token is required for temporary credentials';
  if (token !== key.securityToken) return 'security token is invalid';
  return now < (key.expiresAt ?? Infinity) ? undefined : 'security token has expired';
}

function findPayloadProblem(request: SignedRequest): string | undefined {
  const declared = request.headers['x-sdk-content-sha256'];
  if (declared === undefined || declared === sha256(request.body)) return undefined;
  const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
  return declared === UNSIGNED_PAYLOAD && !isJson ? undefined : 'X-Sdk-Content-Sha256 does not match the body';
}

function isSigned(
  request: SignedRequest,
  claim: { readonly names: readonly string[]; readonly key: SigningKey; readonly signature: string },
): boolean {
  const names = claim.names.toSorted();
  const missing = names.some((name) => request.headers[name] === undefined);
  if (missing) return false;
  const canonicalRequest = toCanonicalRequest(request, names);
  const stringToSign = [ALGORITHM, request.headers['x-sdk-date'], sha256(canonicalRequest)].join('\n');
  const expected = createHmac('sha256', claim.key.secretKey).update(stringToSign).digest();
  return timingSafeEqual(expected, Buffer.from(claim.signature, 'hex'));
}

function toCanonicalRequest(request: SignedRequest, names: readonly string[]): string {
  const queryAt = request.url.indexOf('?');
  const path = queryAt < 0 ? request.url : request.url.slice(0, queryAt);
  const query = queryAt < 0 ? '' : request.url.slice(queryAt + 1);
  const headers = names.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`);
  return [
    request.method,
    toCanonicalPath(path),
    toCanonicalQuery(query),
    headers.join(''),
    names.join(';'),
    request.headers['x-sdk-content-sha256'] ?? sha256(request.body),
  ].join('\n');
}

function toCanonicalPath(path: string): string {
  const encoded = path.split('/').map((segment) => encode(decode(segment)));
  const joined = encoded.join('/');
  return joined.endsWith('/') ? joined : `${joined}/`;
}

function toCanonicalQuery(query: string): string {
  const pairs = [...new URLSearchParams(query)];
  // Code unit order, not the locale's; repeated keys are ordered by their values.
  pairs.sort(([key, value], [otherKey, otherValue]) => compare(key, otherKey) || compare(value, otherValue));
  return pairs.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Keeps A-Z a-z 0-9 - _ . ~ only; encodeURIComponent keeps five characters more. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (kept) => `%${kept.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray "%" is itself.
    return text;
  }
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
