import type { ErrorCheck } from './contract.ts';
import { kiboAccount } from './kibo.cells.ts';
import { wireErrors } from './wire-errors.ts';

/** A body in the form of the vendor's SDKs, with a stack trace that goes nowhere. */
const refusal = (errorCode: string, message: string, parameter?: string): string =>
  JSON.stringify({
    message,
    errorCode,
    applicationName: 'AdminUser',
    items: [],
    additionalErrorData: parameter === undefined ? [] : [{ name: 'ParameterName', value: parameter }],
    exceptionDetail: { message: 'canary-detail', source: 'canary-source', stackTrace: 'canary-stack', type: 'canary' },
  });

const unavailable = { code: 'UPSTREAM_UNAVAILABLE' };
const credentials = { code: 'UPSTREAM_CREDENTIALS' };

/** The statuses of Kibo's help pages (the page itself names none), in the error body of the vendor's SDKs. */
export const kiboErrors: readonly ErrorCheck[] = [
  ...wireErrors('KIBO'),
  {
    id: 'KIBO-ERR-400',
    says: 'a bad request',
    fault: { type: 'status', status: 400, body: refusal('SOMETHING_WRONG', 'Nobody knows what.') },
    read: { code: 'UPSTREAM_REFUSED', says: 'Nobody knows what.' },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED', says: 'Nobody knows what.' },
  },
  {
    id: 'KIBO-ERR-400-FIELD',
    says: 'a bad request that names a field by the provider’s name',
    fault: { type: 'status', status: 400, body: refusal('MISSING_OR_INVALID_PARAMETER', 'Bad value.', 'phoneNumber') },
    write: { outcome: 'REJECTED', code: 'INVALID_VALUE', field: ['patch', 'phone'], says: 'Bad value.' },
  },
  {
    id: 'KIBO-ERR-400-PASSWORD',
    says: 'a password is wanted, as the page’s prose has it',
    fault: {
      type: 'status',
      status: 400,
      body: refusal('MISSING_OR_INVALID_PARAMETER', 'Missing or invalid parameter: password is required', 'password'),
    },
    write: { outcome: 'REJECTED', code: 'REQUIRED_BY_PROVIDER', field: ['patch', 'password'], says: 'password' },
  },
  {
    id: 'KIBO-ERR-400-DUPLICATE',
    says: 'a duplicate, told with 400 instead of 409',
    fault: { type: 'status', status: 400, body: refusal('ITEM_ALREADY_EXISTS', 'It exists.', 'emailAddress') },
    write: { outcome: 'REJECTED', code: 'CONFLICT', field: ['patch', 'email'] },
  },
  {
    id: 'KIBO-ERR-400-TEXT',
    says: 'a bad request without any body',
    fault: { type: 'status', status: 400 },
    read: { code: 'UPSTREAM_REFUSED' },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED' },
  },
  {
    id: 'KIBO-ERR-401',
    says: 'a token that is refused, and so is the fresh one: the call is made twice, and ran neither time',
    fault: { type: 'status', status: 401, body: refusal('UNAUTHORIZED', 'canary-401') },
    read: credentials,
    write: { outcome: 'REJECTED', ...credentials, calls: 2 },
  },
  {
    id: 'KIBO-ERR-403',
    says: 'an application without the right',
    fault: { type: 'status', status: 403, body: refusal('FORBIDDEN', 'canary: Token Not Authorized') },
    read: credentials,
    write: { outcome: 'REJECTED', ...credentials },
  },
  {
    id: 'KIBO-ERR-404',
    says: 'no such user',
    fault: { type: 'status', status: 404, body: refusal('ITEM_NOT_FOUND', 'canary: Item not found') },
    read: null,
    write: { outcome: 'REJECTED', code: 'NOT_FOUND', field: ['id'] },
  },
  {
    id: 'KIBO-ERR-404-EMPTY',
    says: 'no such URL, which says nothing of the user',
    fault: { type: 'status', status: 404 },
    read: { code: 'UPSTREAM_REFUSED', says: 'no such URL' },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED', says: 'no such URL' },
  },
  {
    id: 'KIBO-ERR-404-HTML',
    says: 'no such URL, in a web page',
    fault: { type: 'status', status: 404, body: '<html>canary</html>', headers: { 'content-type': 'text/html' } },
    read: { code: 'UPSTREAM_REFUSED' },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED' },
  },
  {
    id: 'KIBO-ERR-405',
    says: 'a method that is not allowed',
    fault: { type: 'status', status: 405 },
    read: { code: 'UPSTREAM_REFUSED' },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED' },
  },
  {
    id: 'KIBO-ERR-409',
    says: 'a conflict of no named kind',
    fault: { type: 'status', status: 409, body: refusal('CONFLICT', 'Someone else is at it.') },
    write: { outcome: 'REJECTED', code: 'CONFLICT', says: 'Someone else is at it.' },
  },
  {
    id: 'KIBO-ERR-429',
    says: 'too many requests, as the vendor’s sample shows it',
    fault: { type: 'status', status: 429, headers: { 'retry-after': '60', 'x-vol-correlation': 'c429' } },
    read: { code: 'RATE_LIMITED', retryAfterSeconds: 60 },
    write: { outcome: 'REJECTED', code: 'RATE_LIMITED', retryAfterSeconds: 60 },
  },
  {
    id: 'KIBO-ERR-429-BARE',
    says: 'too many requests, and no header says how long: a minute',
    fault: { type: 'status', status: 429 },
    read: { code: 'RATE_LIMITED', retryAfterSeconds: 60 },
    write: { outcome: 'REJECTED', code: 'RATE_LIMITED', retryAfterSeconds: 60 },
  },
  {
    id: 'KIBO-ERR-500-UNEXPECTED',
    says: 'UNEXPECTED_ERROR',
    fault: { type: 'status', status: 500, body: refusal('UNEXPECTED_ERROR', 'canary-500') },
    read: unavailable,
    write: { outcome: 'UNKNOWN', ...unavailable },
  },
  {
    id: 'KIBO-ERR-500-MAINTENANCE',
    says: 'SYSTEM_MAINTENANCE',
    fault: { type: 'status', status: 500, body: refusal('SYSTEM_MAINTENANCE', 'canary-500') },
    read: unavailable,
    write: { outcome: 'UNKNOWN', ...unavailable },
  },
  {
    id: 'KIBO-ERR-503-RETRY-AFTER',
    says: 'not available, and the header says how long',
    fault: { type: 'status', status: 503, headers: { 'retry-after': '5' } },
    read: { ...unavailable, retryAfterSeconds: 5 },
    write: { outcome: 'UNKNOWN', ...unavailable, retryAfterSeconds: 5 },
  },
  {
    id: 'KIBO-ERR-OTHER-USER',
    says: 'a success about another user',
    fault: { type: 'body', text: JSON.stringify({ ...kiboAccount, id: 'canary-other' }) },
    read: { code: 'UPSTREAM_MALFORMED' },
    write: { outcome: 'UNKNOWN', code: 'UPSTREAM_MALFORMED' },
  },
  {
    id: 'KIBO-ERR-TOKEN-401',
    says: 'the application is refused its token',
    at: 'token',
    fault: { type: 'status', status: 401, body: refusal('UNAUTHORIZED', 'canary-token') },
    read: credentials,
  },
  {
    id: 'KIBO-ERR-TOKEN-500',
    says: 'no token for now',
    at: 'token',
    fault: { type: 'status', status: 500, body: refusal('UNEXPECTED_ERROR', 'canary-token') },
    read: unavailable,
  },
];
