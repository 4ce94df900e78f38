import type { Secret } from '../../domain/secret.ts';
import type { Authenticator } from './authenticator.ts';
import { requireHeaderText } from './header-text.ts';

/**
 * Authenticates with a fixed token, `Authorization: Bearer …` (RFC 6750).
 *
 * Throws INVALID_VALUE for a token that a header cannot carry.
 */
export function bearerAuth(token: Secret): Authenticator {
  const headers = { authorization: `Bearer ${requireHeaderText(token.reveal(), 'bearer token')}` };
  return { headersFor: () => headers };
}
