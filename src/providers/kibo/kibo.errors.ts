import { AccountError, ErrorCode } from '../../domain/errors.ts';
import { patchFieldOf } from '../../domain/fields/patch-field.ts';
import { isObject, parseList, parseText, type UnknownObject } from '../../domain/lenient.ts';
import type { Patch } from '../../domain/update.ts';
import { codeForStatus, upstreamError } from '../../domain/upstream-status.ts';
import type { HttpResponse } from '../../http/http-client.ts';
import { parseJson } from '../../http/json.ts';
import { parseRetryAfter } from '../../http/retry-after.ts';
import { kiboFields } from './kibo.mapping.ts';

// Kibo's own sample of a 429 says "Retry-After: 60" (help page "API best practices").
const RETRY_AFTER_SECONDS = 60;

const NO_SUCH_URL =
  "The provider answers that there is no such URL. Its API is elsewhere: the source's baseUrl is probably wrong.";
const PASSWORD_WANTED =
  "Kibo wants the user's password with this update. Give it as password in the patch of updateKiboAccount.";

/** What an answer outside 2xx has to be judged by. */
export interface KiboRefusalContext {
  readonly nowMs: number;
  /** What was to be written; absent for a read, whose errors are about no field. */
  readonly patch?: Patch;
}

/**
 * Names a Kibo answer outside 2xx.
 *
 * The page documents no error. The body's keys (`errorCode`, `message`, `items`, `additionalErrorData`, and an
 * `exceptionDetail` that is never read), the header x-vol-correlation and the meaning of an empty 404 are those of the
 * vendor's SDKs. Refusals that name a field are INVALID_VALUE, or REQUIRED_BY_PROVIDER where it is missing.
 */
export function kiboError(response: HttpResponse, context: KiboRefusalContext): AccountError {
  const { status } = response;
  const body = parseBody(response.text);
  const requestId = requestIdOf(response.headers['x-vol-correlation']);
  const known = { status, dispatched: true, ...(requestId !== undefined && { upstreamRequestId: requestId }) };
  if (status === 404 && (body?.errorCode ?? null) === null) {
    return new AccountError(ErrorCode.UPSTREAM_REFUSED, NO_SUCH_URL, known);
  }
  const field = context.patch && body ? fieldAtFault(body, context.patch) : undefined;
  if (status === 400 && field === 'password' && context.patch?.password === undefined) {
    return new AccountError(ErrorCode.REQUIRED_BY_PROVIDER, PASSWORD_WANTED, { ...known, field });
  }
  const code = codeOf(status, body, field);
  const atFault = code === ErrorCode.NOT_FOUND ? 'id' : field;
  const retryAfterSeconds = retryAfterOf(response, context.nowMs);
  return upstreamError({
    ...known,
    code,
    message: withoutSecret(body?.message ?? null, context.patch?.password),
    ...(atFault !== undefined && { field: atFault }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** Whether an answer says that the user does not exist; a 404 without that code says so of the URL. */
export function isUnknownItem(response: HttpResponse): boolean {
  return response.status === 404 && parseBody(response.text)?.errorCode === 'ITEM_NOT_FOUND';
}

interface KiboErrorBody {
  readonly errorCode: string | null;
  readonly message: string | null;
  /** The fields that the body names, as data. */
  readonly parameters: readonly string[];
}

function parseBody(text: string): KiboErrorBody | null {
  let body: unknown;
  try {
    body = parseJson(text);
  } catch {
    // Empty, or the HTML page of something in between.
    return null;
  }
  if (!isObject(body)) return null;
  const items = parseList(body.items, (item) => (isObject(item) ? item : null));
  const data = [body.additionalErrorData, ...items.map((item) => item.applicationErrorData)];
  return {
    errorCode: parseText(body.errorCode),
    message: parseText(body.message),
    parameters: data.flatMap((pairs) => parseList(pairs, (pair) => (isObject(pair) ? parameterOf(pair) : null))),
  };
}

// Kibo's services name a bad parameter in a pair {name: "ParameterName", value: "emailAddress"}.
function parameterOf(pair: UnknownObject): string | null {
  return /parameter|field|property/i.test(parseText(pair.name) ?? '') ? parseText(pair.value) : null;
}

function fieldAtFault({ parameters, message }: KiboErrorBody, patch: Patch): string | undefined {
  for (const parameter of parameters) {
    // "user.emailAddress" is emailAddress too.
    const field = patchFieldOf(kiboFields, parameter.slice(parameter.lastIndexOf('.') + 1));
    if (field !== undefined) return field;
  }
  const text = message ?? '';
  const mentioned = kiboFields.find((field) => field.write && mentions(text, field.wireName))?.name;
  // A text may speak of a password that nobody sent without wanting one.
  return mentioned === 'password' && patch.password === undefined && !isAboutMissing(text) ? undefined : mentioned;
}

/** Whether a text has a field's name in it, in one word or several: EmailAddress, "email address". */
function mentions(message: string, wireName: string): boolean {
  return new RegExp(`\\b${wireName.replace(/[A-Z]/g, ' ?$&')}\\b`, 'i').test(message);
}

function codeOf(status: number, body: KiboErrorBody | null, field: string | undefined): ErrorCode {
  if (status === 404) return body?.errorCode === 'ITEM_NOT_FOUND' ? ErrorCode.NOT_FOUND : ErrorCode.UPSTREAM_REFUSED;
  if (status !== 400) return codeForStatus(status);
  // Seen in third parties' logs for a duplicate, whose status nothing documents.
  if (body?.errorCode === 'ITEM_ALREADY_EXISTS') return ErrorCode.CONFLICT;
  if (field === undefined) return ErrorCode.UPSTREAM_REFUSED;
  return isAboutMissing(body?.message ?? '') ? ErrorCode.REQUIRED_BY_PROVIDER : ErrorCode.INVALID_VALUE;
}

function isAboutMissing(message: string): boolean {
  // "Missing or invalid parameter" is how Kibo begins to tell of either.
  const reason = message.replace(/missing or invalid/gi, '');
  return /\b(?:missing|required|must be (?:given|provided|supplied|specified)|(?:must|can)\s*not be (?:null|empty|blank))\b/i.test(
    reason,
  );
}

/** A message that repeats the password which was sent is worth less than the password. */
function withoutSecret(message: string | null, secret: unknown): string | null {
  if (message === null || typeof secret !== 'string' || secret === '') return message;
  return message.toLowerCase().includes(secret.toLowerCase()) ? null : message;
}

function requestIdOf(header: string | undefined): string | undefined {
  return header !== undefined && /^[\w.:-]{1,128}$/.test(header) ? header : undefined;
}

function retryAfterOf(response: HttpResponse, nowMs: number): number | undefined {
  if (response.status !== 429 && response.status !== 503) return undefined;
  const told = parseRetryAfter(response.headers['retry-after'], nowMs);
  return told ?? (response.status === 429 ? RETRY_AFTER_SECONDS : undefined);
}
