import { createHash, createHmac } from 'node:crypto';
import { canonicalText } from '../domain/canonical-text.ts';
import type { JsonValue } from '../domain/json-value.ts';
import type { UpdateCommand } from './update-command.ts';

/** Within what an idempotency key means one thing: one caller's one mutation at one source. */
export function claimScope(command: UpdateCommand, sourceId: string): string {
  return sha256(canonicalText([command.caller.subject, sourceId, command.mutation]));
}

/**
 * A hash of what an update asks for, to tell a repetition from another use of the same key.
 *
 * Secrets go in through an HMAC with the key and the scope, so that equal passwords under different keys do not show as
 * equal, and a table of hashed passwords is of no use.
 */
export function fingerprintOf(
  command: UpdateCommand,
  canonical: { readonly accountId: string; readonly scope: string; readonly secretFields: ReadonlySet<string> },
): string {
  const salt = canonicalText([canonical.scope, command.idempotencyKey]);
  const patch = Object.entries(command.patch).map(([field, value]): [string, JsonValue] => {
    const secret = canonical.secretFields.has(field) && value !== null;
    return [field, secret ? createHmac('sha256', salt).update(canonicalText(value)).digest('base64url') : value];
  });
  return sha256(canonicalText([canonical.accountId, Object.fromEntries(patch), command.ifVersion]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
