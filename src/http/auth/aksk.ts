import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { Secret } from '../../domain/secret.ts';
import { canonicalRequest, signedHeaderNames } from './aksk-canonical.ts';
import type { Authenticator } from './authenticator.ts';
import { requireHeaderText } from './header-text.ts';

const ALGORITHM = 'SDK-HMAC-SHA256';

/** An access key of Huawei Cloud. */
export interface AkskOptions {
  readonly accessKey: string;
  readonly secretKey: Secret;
  /** Goes with a temporary key only, and travels in `X-Security-Token`. An empty one counts as none. */
  readonly securityToken?: Secret;
  readonly clock: Clock;
}

/**
 * Signs every request with an access key, SDK-HMAC-SHA256 of Huawei Cloud ("API Request Signing Guide").
 *
 * Signed are the method, path, query and body, and the headers `host` and `x-sdk-date`, with `content-type`,
 * `x-domain-id` and `x-security-token` where present. The gateway refuses a date that is more than 15 minutes off, so
 * the clock has to be right, and every attempt is signed anew.
 *
 * Throws INVALID_VALUE for keys that a header cannot carry, and, when signing, for a path or query whose percent-encoding
 * is broken.
 */
export function akskAuth(options: AkskOptions): Authenticator {
  const accessKey = requireHeaderText(options.accessKey, 'access key');
  const key = createSecretKey(requireHeaderText(options.secretKey.reveal(), 'secret key'), 'utf8');
  const token = options.securityToken?.reveal() ?? '';
  if (token !== '') requireHeaderText(token, 'security token');
  return {
    headersFor(request) {
      const { method, url, body } = request;
      const date = sdkDate(options.clock.now());
      const added = { 'x-sdk-date': date, ...(token === '' ? undefined : { 'x-security-token': token }) };
      // The wire carries the same host: with the port, unless it is the scheme's own.
      const headers = { ...request.headers, ...added, host: url.host };
      const names = signedHeaderNames(headers);
      const signature = sign(key, date, canonicalRequest({ method, url, headers, body }, names));
      return {
        ...added,
        authorization: `${ALGORITHM} Access=${accessKey}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
      };
    },
  };
}

function sign(key: KeyObject, date: string, canonical: string): string {
  return createHmac('sha256', key)
    .update(`${ALGORITHM}\n${date}\n${hash('sha256', canonical)}`)
    .digest('hex');
}

/** UTC without separators or milliseconds: 20250102T030405Z. */
function sdkDate(nowMs: number): string {
  return `${new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
