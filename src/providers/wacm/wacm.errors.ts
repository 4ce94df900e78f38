import { ErrorCode, type AccountError } from '../../domain/errors.ts';
import { patchFieldOf } from '../../domain/fields/patch-field.ts';
import { SHOWN_SECRET } from '../../domain/fields/plan-fields.ts';
import { isObject, parseInteger, parseList, parseText, type UnknownObject } from '../../domain/lenient.ts';
import type { Patch } from '../../domain/update.ts';
import { codeForStatus, upstreamError } from '../../domain/upstream-status.ts';
import type { HttpResponse } from '../../http/http-client.ts';
import { parseJson } from '../../http/json.ts';
import { parseRetryAfter } from '../../http/retry-after.ts';
import { wacmFields } from './wacm.mapping.ts';

// "5 requests per second", says the guide on rate limiting; it names no Retry-After header.
const RETRY_AFTER_SECONDS = 1;

/** What an answer has to be read with. */
export interface WacmErrorContext {
  /** For a Retry-After that is a date. */
  readonly nowMs: number;
  /** What was to be written; a password in it must not come back in the provider's words. */
  readonly patch: Patch;
}

/**
 * Names a WACM answer that is a refusal: one outside 2xx, or one inside it whose envelope says `success: false`.
 *
 * Two forms of body are documented: `{"error": "…", "code": 401}` (the guide) and the envelope
 * `{success, code, message, data, errors}`. `errors` has no documented form; a field is named where one of its keys, or
 * the `field` of one of its entries, is a name of the page, or where the message has exactly one of the patch's fields
 * in it ("invalid email" is the page's own example). A 400 that names a field is INVALID_VALUE. The RES-… codes changed
 * between two versions of the reference, so nothing depends on them.
 */
export function wacmError(response: HttpResponse, { nowMs, patch }: WacmErrorContext): AccountError {
  const body = parseBody(response.text);
  const status = statusOf(response.status, body);
  const fault = faultIn(body, patch);
  const field = status === 404 ? 'id' : fault.field;
  const retryAfterSeconds =
    parseRetryAfter(response.headers['retry-after'], nowMs) ?? (status === 429 ? RETRY_AFTER_SECONDS : undefined);
  return upstreamError({
    status,
    code: status === 400 && fault.field !== undefined ? ErrorCode.INVALID_VALUE : codeForStatus(status),
    message: withoutSecret(fault.message, patch.password),
    ...(field !== undefined && { field }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/**
 * The status by which the refusal is judged.
 *
 * A refusal inside 2xx contradicts the guide ("200 on success and non-200 on failure"): it is a 4xx in disguise. The
 * body's `success: false` is as plain a statement as the status 400 would be that nothing was done, so the update
 * counts as refused, not as unknown. Where the guide's form tells the real status as `code`, that one holds; a 5xx
 * among them then leaves the outcome unknown, as it would on HTTP.
 */
function statusOf(status: number, body: UnknownObject): number {
  if (status < 200 || status > 299) return status;
  const code = parseInteger(body.code);
  return code !== null && code >= 400 && code <= 599 ? code : 400;
}

function parseBody(text: string): UnknownObject {
  try {
    const body = parseJson(text);
    return isObject(body) ? body : {};
  } catch {
    // An error page of a proxy, or nothing: the status has to do.
    return {};
  }
}

interface Fault {
  readonly field?: string | undefined;
  readonly message: string | null;
}

function faultIn(body: UnknownObject, patch: Patch): Fault {
  const message = parseText(body.message) ?? parseText(body.error);
  for (const [name, says] of namedIn(body.errors)) {
    const field = patchFieldOf(wacmFields, name);
    if (field !== undefined) return { field, message: says ?? message };
  }
  return { field: mentionedIn(message ?? '', patch), message };
}

/** The names in `errors`, with what it says of each. */
function namedIn(errors: unknown): readonly (readonly [name: string, says: string | null])[] {
  if (isObject(errors)) {
    return Object.entries(errors).map(([name, says]) => [name, parseList(says, parseText)[0] ?? parseText(says)]);
  }
  return parseList(errors, (entry) => {
    const name = isObject(entry) ? parseText(entry.field) : null;
    return isObject(entry) && name !== null ? [name, parseText(entry.message)] : null;
  });
}

/** The one field of the patch that a text has in it; with none or several it is about no field in particular. */
function mentionedIn(message: string, patch: Patch): string | undefined {
  const fields = wacmFields.filter(({ name, write }) => write && patch[name] !== undefined);
  const mentioned = fields.filter(({ write, wireName }) => hasWord(message, write?.wireName ?? wireName));
  return mentioned.length === 1 ? mentioned[0]?.name : undefined;
}

/** Whether a text has a field's name in it, in one word or several: userRole, "user role". */
function hasWord(message: string, wireName: string): boolean {
  return new RegExp(`\\b${wireName.replace(/[A-Z]/g, ' ?$&')}\\b`, 'i').test(message);
}

function withoutSecret(message: string | null, secret: unknown): string | null {
  if (message === null || typeof secret !== 'string' || secret === '') return message;
  return message.replaceAll(secret, SHOWN_SECRET);
}
