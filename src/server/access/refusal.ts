import { GraphQLError } from 'graphql';
import { ErrorCode } from '../../domain/errors.ts';

/** Why a token is not taken: the names are for logs, the sentences for clients. None of them quotes the token. */
const REASONS = {
  missing: 'This needs a token: send the header "Authorization: Bearer <token>".',
  malformed: 'The token is not a JSON Web Token in compact form, or longer than any that is taken here.',
  header: 'The token’s header asks for something that is not done here, such as an unknown extension or its own key.',
  algorithm: 'The token is not signed with an algorithm that is taken here.',
  signature: 'The token was not signed with a key of the issuer.',
  issuer: 'The token is from another issuer.',
  audience: 'The token is for another audience.',
  expired: 'The token has expired.',
  early: 'The token is not valid yet.',
  claims: 'The token lacks a claim that is needed, or has one of the wrong kind.',
} as const;
export type RefusalReason = keyof typeof REASONS;

/** A token that is not taken. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(REASONS[reason]);
    this.reason = reason;
  }
}

/** The answer to a request whose caller is not known: 401, with the challenge of RFC 6750. */
export function unauthenticated({ reason, message }: TokenRefused): GraphQLError {
  // What a quoted string of a header cannot hold is not in our sentences, but for the marks of good typography.
  const description = message.replaceAll('’', "'").replaceAll('"', "'");
  const error = reason === 'missing' ? '' : `, error="invalid_token", error_description="${description}"`;
  return refusal(ErrorCode.UNAUTHENTICATED, message, {
    status: 401,
    headers: new Map([['www-authenticate', `Bearer realm="accord"${error}`]]),
  });
}

/** The answer while the issuer's keys cannot be had: the caller is not to blame, and may try again. */
export function undecided(message: string, retryAfterSeconds: number): GraphQLError {
  return refusal(ErrorCode.UPSTREAM_UNAVAILABLE, message, {
    status: 503,
    headers: new Map([['retry-after', String(retryAfterSeconds)]]),
  });
}

function refusal(
  code: ErrorCode,
  message: string,
  http: { readonly status: number; readonly headers: ReadonlyMap<string, string> },
): GraphQLError {
  // Untyped, because other servers' types, which tools bring along, want plain objects for headers; Apollo wants a map.
  const extensions: Readonly<Record<string, unknown>> = { code, http };
  return new GraphQLError(message, { extensions });
}
