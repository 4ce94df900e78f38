/**
 * Tickets: what proves who calls. Three kinds of access token, each good in its own header only: Bearer
 * (`Authorization`), app claims (`x-vol-app-claims`) and user claims (`x-vol-user-claims`).
 *
 * From the vendor's SDKs: the headers, and that Authorization makes claims superfluous. ASSUMED: lifetimes, that an
 * expired or unknown token is answered with 401 UNAUTHORIZED, and that a refresh token may be used again.
 */
import { randomBytes } from 'node:crypto';
import { createAccessTokens } from '../shared/access-tokens.ts';
import type { AccessTokens } from '../shared/access-tokens.ts';

/** What a refresh token renews. */
export type TicketKind = 'oauth' | 'app' | 'user';

/** The tickets of one emulator. */
export interface KiboTickets {
  readonly lifetimeSeconds: number;
  readonly bearer: AccessTokens;
  readonly appClaims: AccessTokens;
  readonly userClaims: AccessTokens;
  /** Issues a refresh token; it remembers the user for user tickets. */
  issueRefreshToken(kind: TicketKind, userId?: string): string;
  /** What a refresh token stands for; undefined where it is unknown, ended or of another kind. */
  findRefreshToken(kind: TicketKind, token: unknown): { readonly userId: string } | undefined;
  forgetRefreshToken(token: string): void;
  /** ISO 8601 ends of tokens issued now. */
  expirations(): { readonly accessTokenExpiration: string; readonly refreshTokenExpiration: string };
  /** Judges the headers of a call; undefined when they let it in, else why not. */
  findProblem(headers: Readonly<Record<string, string>>): string | undefined;
  /** Forgets all access tokens; refresh tokens stay good. */
  revokeIssued(): void;
}

const REFRESH_LIFETIME_SECONDS = 24 * 60 * 60;

/** Creates the tickets of one emulator. */
export function createKiboTickets(options: {
  readonly now: () => number;
  readonly lifetimeSeconds: number;
  readonly prefix: string;
}): KiboTickets {
  const { now, lifetimeSeconds, prefix } = options;
  const bearer = createAccessTokens(options);
  const appClaims = createAccessTokens({ ...options, prefix: `${prefix}app-` });
  const userClaims = createAccessTokens({ ...options, prefix: `${prefix}user-` });
  const refreshTokens = new Map<string, { kind: TicketKind; userId: string; expiresAt: number }>();
  const toIso = (seconds: number) => new Date(now() + seconds * 1000).toISOString();

  return {
    lifetimeSeconds,
    bearer,
    appClaims,
    userClaims,
    issueRefreshToken(kind, userId = '') {
      const token = `${prefix}refresh-${randomBytes(24).toString('hex')}`;
      refreshTokens.set(token, { kind, userId, expiresAt: now() + REFRESH_LIFETIME_SECONDS * 1000 });
      return token;
    },
    findRefreshToken(kind, token) {
      const found = typeof token === 'string' ? refreshTokens.get(token) : undefined;
      return found?.kind === kind && now() < found.expiresAt ? found : undefined;
    },
    forgetRefreshToken(token) {
      refreshTokens.delete(token);
    },
    expirations: () => ({
      accessTokenExpiration: toIso(lifetimeSeconds),
      refreshTokenExpiration: toIso(REFRESH_LIFETIME_SECONDS),
    }),
    findProblem(headers) {
      if (headers.authorization !== undefined) return toProblem('bearer token', bearer, headers.authorization);
      const app = headers['x-vol-app-claims'];
      if (app === undefined) return 'Authorization is missing';
      const user = headers['x-vol-user-claims'];
      return (
        toProblem('app claims', appClaims, `Bearer ${app}`) ??
        (user === undefined ? undefined : toProblem('user claims', userClaims, `Bearer ${user}`))
      );
    },
    revokeIssued() {
      for (const tokens of [bearer, appClaims, userClaims]) tokens.revokeIssued();
    },
  };
}

function toProblem(what: string, tokens: AccessTokens, authorization: string): string | undefined {
  const verdict = tokens.check(authorization);
  return verdict === 'valid' ? undefined : `The ${what} is ${verdict}`;
}
