import { hash } from 'node:crypto';
import { AccountError, ErrorCode } from '../../domain/errors.ts';
import { percentEncode } from '../percent-encoding.ts';
import type { SignableRequest } from './authenticator.ts';

/** In the order in which they are signed, which is by name. */
const SIGNABLE = ['content-type', 'host', 'x-domain-id', 'x-sdk-date', 'x-security-token'] as const;

/** The names that are signed of these headers, in order. */
export function signedHeaderNames(headers: Readonly<Record<string, string>>): readonly string[] {
  return SIGNABLE.filter((name) => headers[name] !== undefined);
}

/**
 * The text of a request that SDK-HMAC-SHA256 signs (Huawei Cloud, "API Request Signing Guide"): method, path, query,
 * headers, their names, and the hash of the body, one under the other.
 *
 * Throws INVALID_VALUE where the percent-encoding of path or query is broken.
 */
export function canonicalRequest(request: SignableRequest, signedNames: readonly string[]): string {
  const { method, url, headers, body } = request;
  return [
    method,
    canonicalPath(url.pathname),
    canonicalQuery(url.search),
    // Each header ends its own line, so an empty line follows the block.
    signedNames.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join(''),
    signedNames.join(';'),
    hash('sha256', body ?? ''),
  ].join('\n');
}

/** The path always ends in a slash here, whatever goes over the wire. */
function canonicalPath(pathname: string): string {
  const path = pathname
    .split('/')
    .map((segment) => percentEncode(decode(segment)))
    .join('/');
  return path.endsWith('/') ? path : `${path}/`;
}

/** Sorted by the decoded key, then by the decoded value: the vendor's signers sort before they encode. */
function canonicalQuery(search: string): string {
  if (search.length < 2) return '';
  const pairs = search
    .slice(1)
    .split('&')
    .map((pair): readonly [string, string] => {
      const [key, ...value] = pair.split('=');
      return [decode(key ?? ''), decode(value.join('='))];
    });
  pairs.sort(([keyA, valueA], [keyB, valueB]) => compare(keyA, keyB) || compare(valueA, valueB));
  return pairs.map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`).join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AccountError(ErrorCode.INVALID_VALUE, 'The path or query is not properly percent-encoded.', {
      dispatched: false,
    });
  }
}
