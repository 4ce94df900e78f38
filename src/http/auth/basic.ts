import { AccountError, ErrorCode } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Authenticator } from './authenticator.ts';

/**
 * Authenticates with a name and a password, `Authorization: Basic …` in UTF-8 (RFC 7617).
 *
 * Throws INVALID_VALUE where the name is empty or holds a colon, which would end it early, or where either holds a
 * control character, which the RFC forbids.
 */
export function basicAuth(username: string, password: Secret): Authenticator {
  const value = `${username}:${password.reveal()}`;
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must be found
  if (username === '' || username.includes(':') || /[\u0000-\u001f\u007f]/.test(value)) {
    throw new AccountError(
      ErrorCode.INVALID_VALUE,
      'The user name must be given and hold no colon, and neither it nor the password may hold control characters.',
      { dispatched: false },
    );
  }
  const headers = { authorization: `Basic ${Buffer.from(value, 'utf8').toString('base64')}` };
  return { headersFor: () => headers };
}
