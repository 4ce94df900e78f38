import type { AccountError } from '../../domain/errors.ts';
import { patchFieldOf } from '../../domain/fields/patch-field.ts';
import { SHOWN_SECRET } from '../../domain/fields/plan-fields.ts';
import { isObject, parseInteger, parseList, parseText, type UnknownObject } from '../../domain/lenient.ts';
import { upstreamError } from '../../domain/upstream-status.ts';
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
  /** What was sent and must not come back in the provider's words. */
  readonly secret?: string | undefined;
}

/**
 * Names a WACM answer that is a refusal: one outside 2xx, or one inside it whose envelope says `success: false`.
 *
 * Two forms of body are documented: `{"error": "…", "code": 401}` (the guide) and the envelope
 * `{success, code, message, data, errors}`. `errors` has no documented form; a field is named only where one of its
 * keys, or the `field` of one of its entries, is a name of the page. The RES-… codes changed between two versions of
 * the reference, so nothing depends on them.
 */
export function wacmError(response: HttpResponse, { nowMs, secret }: WacmErrorContext): AccountError {
  const body = parseBody(response.text);
  const status = statusOf(response.status, body);
  const field = status === 404 ? 'id' : fieldIn(body.errors);
  const message = withoutSecret(parseText(body.message) ?? parseText(body.error), secret);
  const retryAfterSeconds =
    parseRetryAfter(response.headers['retry-after'], nowMs) ?? (status === 429 ? RETRY_AFTER_SECONDS : undefined);
  return upstreamError({
    status,
    message,
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

function fieldIn(errors: unknown): string | undefined {
  return namesIn(errors)
    .map((name) => patchFieldOf(wacmFields, name))
    .find((field) => field !== undefined);
}

function namesIn(errors: unknown): readonly string[] {
  if (Array.isArray(errors)) return parseList(errors, (entry) => (isObject(entry) ? parseText(entry.field) : null));
  return isObject(errors) ? Object.keys(errors) : [];
}

function withoutSecret(message: string | null, secret: string | undefined): string | null {
  return secret === undefined || secret === '' ? message : (message?.replaceAll(secret, SHOWN_SECRET) ?? null);
}
