import { AccountError, ErrorCode, type AccountErrorDetails } from '../../domain/errors.ts';
import { isObject, parseText, type UnknownObject } from '../../domain/lenient.ts';
import { codeForStatus, upstreamError } from '../../domain/upstream-status.ts';
import type { HttpResponse } from '../../http/http-client.ts';
import { parseJson } from '../../http/json.ts';
import { parseRetryAfter } from '../../http/retry-after.ts';

/** What an answer has to be read with. */
export interface HuaweiCloudErrorContext {
  /** For a Retry-After that is a date. */
  readonly nowMs: number;
  /** The one field that the request was to write; absent for a read. It is called the same in graph and body. */
  readonly field?: string;
}

/** What a body says of itself. `encoded_authorization_message` is never read: it holds details of rights. */
interface Refusal {
  readonly code: string;
  readonly message: string | null;
  readonly requestId: string | null;
}

// From the Organizations reference, "Error Codes".
const MANAGEMENT_ONLY = 'Huawei Cloud allows this call only from the management account of the organization.';
const RIGHTS: Readonly<Record<string, string>> = {
  'Organizations.1001': MANAGEMENT_ONLY,
  'Organizations.1002':
    'Huawei Cloud allows this call only from the management account of the organization or a delegated administrator.',
};
const NO_RIGHT = "The source's keys are good, but Huawei Cloud does not allow their account to make this call.";
const POLICY = "A policy at Huawei Cloud does not allow the source's keys to make this call.";
const NOT_RECOGNISED = "Huawei Cloud did not recognise the call as one of Organizations; check the source's baseUrl.";
const BUSY = 'Another change to the organization is under way at Huawei Cloud; try again later.';

/**
 * Names a Huawei Cloud answer outside 2xx.
 *
 * 401 has two meanings: the gateway refuses the keys (APIGW.…), or Organizations refuses the keys' account
 * (Organizations.…). 404 means an unknown account, unless the gateway says it of the address, or the service of a
 * header. A 400 is INVALID_VALUE only where its words name the field, since quotas and closed accounts are told with it too.
 */
export function huaweiCloudError(response: HttpResponse, { nowMs, field }: HuaweiCloudErrorContext): AccountError {
  const { status } = response;
  const { code, message, requestId } = parseRefusal(response.text);
  const retryAfterSeconds = parseRetryAfter(response.headers['retry-after'], nowMs);
  const upstreamRequestId = [response.headers['x-request-id'], requestId].find(isRequestId);
  const details = {
    status,
    dispatched: true,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(upstreamRequestId !== undefined && { upstreamRequestId }),
  };
  const known = knownError(status, code, details);
  if (known) return known;
  const isAboutValue = status === 400 && field !== undefined && new RegExp(`\\b${field}\\b`, 'i').test(message ?? '');
  return upstreamError({
    ...details,
    code: isAboutValue ? ErrorCode.INVALID_VALUE : codeForStatus(status),
    message,
    ...(isAboutValue && { field }),
    ...(status === 404 && { field: 'id' }),
  });
}

/** Whether an answer says that the keys are bad. A 401 of Organizations itself says that they are good. */
export function isHuaweiCloudCredentialRefusal(response: HttpResponse): boolean {
  return response.status === 401 && !isOfOrganizations(parseRefusal(response.text).code);
}

/** Whether an answer says that there is no such account. No code for it is documented, so that most 404s count. */
export function isUnknownAccount(response: HttpResponse): boolean {
  return response.status === 404 && !isNotOfTheAccount(parseRefusal(response.text).code);
}

function knownError(status: number, code: string, details: AccountErrorDetails): AccountError | null {
  if (status === 401 && isOfOrganizations(code)) {
    const right = Object.hasOwn(RIGHTS, code) ? RIGHTS[code] : undefined;
    return new AccountError(ErrorCode.UPSTREAM_CREDENTIALS, right ?? NO_RIGHT, details);
  }
  if (status === 403 && isOfOrganizations(code)) {
    return new AccountError(ErrorCode.UPSTREAM_CREDENTIALS, POLICY, details);
  }
  if (status === 404 && isNotOfTheAccount(code)) {
    return new AccountError(ErrorCode.UPSTREAM_REFUSED, NOT_RECOGNISED, details);
  }
  if (status === 409 && code === 'Organizations.1003') return new AccountError(ErrorCode.CONFLICT, BUSY, details);
  return null;
}

function isOfOrganizations(code: string): boolean {
  return code.startsWith('Organizations.');
}

// 1010 is "HTTP header not found".
function isNotOfTheAccount(code: string): boolean {
  return code.startsWith('APIGW.') || code === 'Organizations.1010';
}

/** Every form that the vendor's SDKs read: flat in three spellings, or nested under `error`. */
function parseRefusal(text: string): Refusal {
  const body = parseBody(text);
  const error = isObject(body.error) ? body.error : body;
  return {
    code: parseText(error.error_code) ?? parseText(error.errorCode) ?? parseText(error.code) ?? '',
    message: parseText(error.error_msg) ?? parseText(error.errorMsg) ?? parseText(error.message),
    requestId: parseText(body.request_id),
  };
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

function isRequestId(value: string | null | undefined): value is string {
  return typeof value === 'string' && /^[\w.:-]{1,128}$/.test(value);
}
