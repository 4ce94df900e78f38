import type { JWTPayload } from 'jose';
import { anonymous, createCaller, type Caller } from '../../domain/caller.ts';
import { TokenRefused } from './refusal.ts';

// eslint-disable-next-line no-control-regex -- control characters are exactly what is refused here
const SUBJECT = /^[^\u0000-\u001f\u007f-\u009f]{1,255}$/;

/**
 * Who a verified token is about. Scopes are in `scope` (RFC 8693: one text, parted by spaces) or in `scp` (a text or a
 * list), as issuers have it.
 * @throws TokenRefused for a subject that could be nobody's name, or that of everybody while access is open.
 */
export function callerOf({ sub, scope, scp }: JWTPayload): Caller {
  if (typeof sub !== 'string' || !SUBJECT.test(sub) || sub === anonymous.subject) throw new TokenRefused('claims');
  return createCaller(sub, [...scopesIn(scope), ...scopesIn(scp)]);
}

/** A claim of another kind gives no right. */
function scopesIn(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((entry) => typeof entry === 'string') : [];
}
