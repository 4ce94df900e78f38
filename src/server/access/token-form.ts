import { TokenRefused } from './refusal.ts';

/** More than any token of a careful issuer; Node itself refuses headers of more than 16 KiB. */
const MAX_TOKEN_LENGTH = 12 * 1024;
const BEARER = /^Bearer +(\S+)$/i;
// Exactly three parts, none of them empty: no JSON form, no encrypted token, no detached payload, no missing signature.
const COMPACT = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;
const TYPES = ['jwt', 'at+jwt', 'application/jwt', 'application/at+jwt'];
// What may stand in a header. A token that brings its own key, names an address for it, or needs an extension to be
// understood is refused whoever signed it: keys come from the configured address only.
const PARAMETERS = ['alg', 'kid', 'typ', 'cty', 'x5t', 'x5t#S256'];

/**
 * The token of an `Authorization` header, with a form in which nothing is left to be misread. Its signature is not
 * looked at, and nothing in it is to be believed.
 * @throws TokenRefused
 */
export function tokenOf(authorization: string | undefined, algorithms: readonly string[]): string {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new TokenRefused('missing');
  if (token.length > MAX_TOKEN_LENGTH) throw new TokenRefused('malformed');
  const parts = COMPACT.exec(token)?.slice(1) ?? [];
  // Several spellings of the same bytes would make several tokens of one.
  if (parts.length !== 3 || !parts.every(isCanonical)) throw new TokenRefused('malformed');
  checkHeader(headerOf(parts[0] ?? ''), algorithms);
  return token;
}

function checkHeader(header: Readonly<Record<string, unknown>>, algorithms: readonly string[]): void {
  const { alg, typ = 'JWT', kid } = header;
  if (typeof alg !== 'string' || !algorithms.includes(alg)) throw new TokenRefused('algorithm');
  const isSound =
    Object.keys(header).every((name) => PARAMETERS.includes(name)) &&
    typeof typ === 'string' &&
    TYPES.includes(typ.toLowerCase()) &&
    (kid === undefined || typeof kid === 'string');
  if (!isSound) throw new TokenRefused('header');
}

function headerOf(part: string): Readonly<Record<string, unknown>> {
  try {
    const header: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) return { ...header };
  } catch {
    // Refused below, like every header that is no object.
  }
  throw new TokenRefused('malformed');
}

function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
