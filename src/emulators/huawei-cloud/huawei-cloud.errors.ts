/**
 * Refusals in the form of the Organizations API: `{error_code, error_msg, request_id}` and an X-Request-Id header.
 *
 * Codes and their statuses are from the vendor's error table, except those marked ASSUMED.
 */
import { randomBytes } from 'node:crypto';
import { jsonAnswer } from '../shared/exchange.ts';
import type { EmulatorAnswer } from '../shared/exchange.ts';
import type { Fault } from '../shared/faults.ts';

/** What is told besides code and message. */
interface RefusalDetails {
  /** IAM's sealed explanation of a denied action. */
  readonly encoded_authorization_message?: string;
}

/** An answer with a request id of its own, as every answer of the gateway has. */
export function answer(status: number, value: unknown): EmulatorAnswer {
  return jsonAnswer(status, value, { 'x-request-id': createRequestId() });
}

/** 401: the gateway could not verify the signature. */
export function refuseSignature(reason: string): EmulatorAnswer {
  return refuse(401, 'APIGW.0301', `Incorrect IAM authentication information: ${reason}`);
}

/** 401, not 403: signed well, but by an account that may not call this. */
export function refuseAccount(required: 'management' | 'management-or-delegated'): EmulatorAnswer {
  return required === 'management'
    ? refuse(
        401,
        'Organizations.1001',
        'This operation can be called only from the management account of an organization.',
      )
    : refuse(
        401,
        'Organizations.1002',
        'This operation can be called only from the management account or a delegated administrator account.',
      );
}

/** 403: an IAM policy denies the action, for example "organizations:accounts:update". */
export function refuseAction(action: string): EmulatorAnswer {
  const message = `Policy does not allow '${action}' to be performed.`;
  return refuse(403, 'Organizations.1007', message, {
    encoded_authorization_message: Buffer.from(`denied:${action}`).toString('base64'),
  });
}

/** 400. ASSUMED: which of the codes 1004 to 1013 stands for which bad parameter. */
export function refuseParameter(name: string, reason: string): EmulatorAnswer {
  return refuse(400, 'Organizations.1011', `Invalid parameter '${name}': ${reason}`);
}

/** 404: a mandatory header is missing. */
export function refuseMissingHeader(name: string): EmulatorAnswer {
  return refuse(404, 'Organizations.1010', `HTTP header '${name}' not found.`);
}

/** 404. ASSUMED: the code; only the status is certain. */
export function refuseUnknownAccount(): EmulatorAnswer {
  return refuse(404, 'Organizations.1301', 'The account does not exist in the organization.');
}

/** 404: no such path. ASSUMED: the code. */
export function refuseUnknownPath(): EmulatorAnswer {
  return refuse(404, 'APIGW.0101', 'The API does not exist or has not been published in the environment.');
}

/** 429. ASSUMED: the code, and Retry-After, since the API's own limits are undocumented. */
export function refuseTooMany(retryAfterSeconds: number): EmulatorAnswer {
  const refusal = refuse(429, 'APIGW.0308', 'The throttling threshold has been reached.');
  return { ...refusal, headers: { ...refusal.headers, 'retry-after': String(retryAfterSeconds) } };
}

/** 500. ASSUMED: the code. */
export function refuseInternally(): EmulatorAnswer {
  return refuse(500, 'Organizations.1000', 'Internal server error.');
}

/** A fault to add: 409, somebody else is changing the organization; the error table says to retry later. */
export const concurrentModification: Fault = {
  type: 'status',
  status: 409,
  headers: { 'x-request-id': '0000000000000000000000000000c409' },
  body: JSON.stringify({
    error_code: 'Organizations.1003',
    error_msg: 'The organization is being modified concurrently. Try again later.',
    request_id: '0000000000000000000000000000c409',
  }),
};

function refuse(status: number, code: string, message: string, details: RefusalDetails = {}): EmulatorAnswer {
  const requestId = createRequestId();
  const body = { error_code: code, error_msg: message, request_id: requestId, ...details };
  return jsonAnswer(status, body, { 'x-request-id': requestId });
}

function createRequestId(): string {
  return randomBytes(16).toString('hex');
}
