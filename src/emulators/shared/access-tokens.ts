import { randomBytes } from 'node:crypto';

/** What became of a presented token. */
type TokenVerdict = 'valid' | 'missing' | 'unknown' | 'expired';

/** Issues opaque access tokens and remembers them until they expire or are revoked. */
export interface AccessTokens {
  readonly lifetimeSeconds: number;
  issue(): string;
  /** Accepts one more token that never expires, or does at `expiresAt` (milliseconds); for static bearer tokens. */
  accept(token: string, expiresAt?: number): void;
  /** Judges an `Authorization` header; anything but one Bearer token counts as missing. */
  check(authorization: string | undefined): TokenVerdict;
  /** Forgets every token that was issued; accepted ones stay. */
  revokeIssued(): void;
}

/** Creates a token issuer. */
export function createAccessTokens(options: {
  readonly now: () => number;
  readonly lifetimeSeconds: number;
  /** Put before each issued token. */
  readonly prefix: string;
}): AccessTokens {
  const issued = new Map<string, number>();
  const accepted = new Map<string, number>();
  return {
    lifetimeSeconds: options.lifetimeSeconds,
    issue() {
      const token = options.prefix + randomBytes(24).toString('base64url');
      issued.set(token, options.now() + options.lifetimeSeconds * 1000);
      return token;
    },
    accept(token, expiresAt = Infinity) {
      accepted.set(token, expiresAt);
    },
    check(authorization) {
      const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) return 'missing';
      const expiresAt = issued.get(token) ?? accepted.get(token);
      if (expiresAt === undefined) return 'unknown';
      return options.now() < expiresAt ? 'valid' : 'expired';
    },
    revokeIssued() {
      issued.clear();
    },
  };
}
