import { AccountError, ErrorCode } from '../../domain/errors.ts';
import { patchFieldOf } from '../../domain/fields/patch-field.ts';
import { isObject, parseList, parseText } from '../../domain/lenient.ts';
import type { Patch } from '../../domain/update.ts';
import { codeForStatus, upstreamError } from '../../domain/upstream-status.ts';
import type { HttpResponse } from '../../http/http-client.ts';
import { parseJson } from '../../http/json.ts';
import { parseRetryAfter } from '../../http/retry-after.ts';
import { cppFields } from './cpp.mapping.ts';

const NO_SUCH_URL =
  "The provider answers that there is no such URL. Its API is elsewhere: the source's baseUrl is probably wrong.";
const ACCOUNT_ID_REFUSED =
  "The provider refused the source's credentials or their rights. It lets only a SystemAdmin change an account id.";

/** What an answer outside 2xx has to be judged by. */
export interface CppRefusalContext {
  readonly nowMs: number;
  /** What was to be written; absent for a read. */
  readonly patch?: Patch;
}

/**
 * Names a CPP answer outside 2xx.
 *
 * The page documents no error. ASP.NET's own form is `{Message, ModelState: {"account.Email": ["…"]}}`, whose exception
 * fields are never read; a controller may also answer a bare JSON string, or nothing.
 */
export function cppError(response: HttpResponse, { nowMs, patch }: CppRefusalContext): AccountError {
  const { status } = response;
  const body = parseBody(response.text);
  const known = { status, dispatched: true };
  if (status === 404 && (patch === undefined || body.isUnknownUrl)) {
    return new AccountError(ErrorCode.UPSTREAM_REFUSED, NO_SUCH_URL, known);
  }
  if (status === 403 && patch?.accountId !== undefined) {
    return new AccountError(ErrorCode.UPSTREAM_CREDENTIALS, ACCOUNT_ID_REFUSED, { ...known, field: 'accountId' });
  }
  const fault = status === 404 ? { field: 'id', message: null } : faultIn(body);
  const retryAfterSeconds = parseRetryAfter(response.headers['retry-after'], nowMs);
  return upstreamError({
    ...known,
    code: status === 400 && fault.field !== undefined ? codeOf(fault.message) : codeForStatus(status),
    message: fault.message ?? body.message,
    ...(fault.field !== undefined && { field: fault.field }),
    ...((status === 429 || status === 503) && retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

interface CppErrorBody {
  readonly message: string | null;
  /** What is wrong, by "parameter.Field". */
  readonly modelState: readonly (readonly [key: string, messages: readonly string[]])[];
  /** No controller answered: the framework said that there is none, or something in between answered a page. */
  readonly isUnknownUrl: boolean;
}

function parseBody(text: string): CppErrorBody {
  const empty = { message: null, modelState: [], isUnknownUrl: false };
  if (text.trim() === '') return empty;
  let body: unknown;
  try {
    body = parseJson(text);
  } catch {
    return { ...empty, isUnknownUrl: true };
  }
  if (!isObject(body)) return { ...empty, message: parseText(body) };
  const message = parseText(body.Message);
  const modelState = isObject(body.ModelState) ? Object.entries(body.ModelState) : [];
  return {
    message,
    modelState: modelState.map(([key, messages]) => [key, parseList(messages, parseText)]),
    // The framework's words; they repeat the URL, which is why they go no further.
    isUnknownUrl: message?.startsWith('No HTTP resource was found') === true,
  };
}

interface Fault {
  readonly field?: string;
  readonly message: string | null;
}

function faultIn({ modelState }: CppErrorBody): Fault {
  for (const [key, messages] of modelState) {
    // "account.Email": the parameter's name, whatever it is, comes first.
    const field = patchFieldOf(cppFields, key.slice(key.lastIndexOf('.') + 1));
    if (field !== undefined) return { field, message: messages[0] ?? null };
  }
  return { message: modelState[0]?.[1][0] ?? null };
}

function codeOf(message: string | null): ErrorCode {
  return /\bis required\b/i.test(message ?? '') ? ErrorCode.REQUIRED_BY_PROVIDER : ErrorCode.INVALID_VALUE;
}
