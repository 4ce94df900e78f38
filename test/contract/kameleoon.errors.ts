import type { ErrorCheck } from './contract.ts';
import { wireErrors } from './wire-errors.ts';

const unavailable = { code: 'UPSTREAM_UNAVAILABLE' };
const malformed = { code: 'UPSTREAM_MALFORMED' };
const credentials = { code: 'UPSTREAM_CREDENTIALS' };

/** The statuses of the reference and the tutorials (the page itself names none), and answers that are none. */
export const kameleoonErrors: readonly ErrorCheck[] = [
  ...wireErrors('KAMELEOON'),
  {
    id: 'KAMELEOON-ERR-400',
    says: 'a bad request, in a body of no documented form',
    fault: { type: 'status', status: 400, body: '{"message":"canary-400"}' },
    read: { code: 'UPSTREAM_REFUSED' },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED' },
    hides: ['canary-400'],
  },
  {
    id: 'KAMELEOON-ERR-401',
    says: 'a token that is refused, and so is the fresh one: the call is made twice, and ran neither time',
    fault: { type: 'status', status: 401, body: 'canary-401' },
    read: credentials,
    write: { outcome: 'REJECTED', ...credentials, calls: 2 },
    hides: ['canary-401'],
  },
  {
    id: 'KAMELEOON-ERR-403',
    says: 'a token without the right',
    fault: { type: 'status', status: 403, body: 'canary-403' },
    read: credentials,
    write: { outcome: 'REJECTED', ...credentials },
    hides: ['canary-403'],
  },
  {
    id: 'KAMELEOON-ERR-404',
    says: 'no such account',
    fault: { type: 'status', status: 404 },
    read: null,
    write: { outcome: 'REJECTED', code: 'NOT_FOUND', field: ['id'] },
  },
  {
    id: 'KAMELEOON-ERR-423',
    says: 'a locked account',
    fault: { type: 'status', status: 423 },
    read: { code: 'UPSTREAM_REFUSED', says: 'locked' },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED', says: 'locked' },
  },
  {
    id: 'KAMELEOON-ERR-429',
    says: 'too many requests; ten seconds, as no header says how long',
    fault: { type: 'status', status: 429 },
    read: { code: 'RATE_LIMITED', retryAfterSeconds: 10 },
    write: { outcome: 'REJECTED', code: 'RATE_LIMITED', retryAfterSeconds: 10 },
  },
  {
    id: 'KAMELEOON-ERR-429-RETRY-AFTER',
    says: 'too many requests, and the header says how long',
    fault: { type: 'status', status: 429, headers: { 'retry-after': '7' } },
    read: { code: 'RATE_LIMITED', retryAfterSeconds: 7 },
    write: { outcome: 'REJECTED', code: 'RATE_LIMITED', retryAfterSeconds: 7 },
  },
  {
    id: 'KAMELEOON-ERR-503-RETRY-AFTER',
    says: 'not available, and the header says how long',
    fault: { type: 'status', status: 503, headers: { 'retry-after': '5' } },
    read: { ...unavailable, retryAfterSeconds: 5 },
    write: { outcome: 'UNKNOWN', ...unavailable, retryAfterSeconds: 5 },
  },
  {
    id: 'KAMELEOON-ERR-LIST',
    says: 'a success that is a list',
    fault: { type: 'body', text: '[]' },
    read: malformed,
    write: { outcome: 'UNKNOWN', ...malformed },
  },
  {
    id: 'KAMELEOON-ERR-OTHER-ACCOUNT',
    says: 'a success about another account',
    fault: { type: 'body', text: '{"id":100002,"firstName":"canary-other"}' },
    read: malformed,
    write: { outcome: 'UNKNOWN', ...malformed },
    hides: ['canary-other'],
  },
  {
    id: 'KAMELEOON-ERR-TOKEN-400',
    says: 'the token endpoint refuses the client, as a bad request',
    at: 'token',
    fault: { type: 'status', status: 400, body: '{"error":"invalid_client","error_description":"canary-token"}' },
    read: credentials,
    hides: ['canary-token'],
  },
  {
    id: 'KAMELEOON-ERR-TOKEN-401',
    says: 'the token endpoint refuses the client',
    at: 'token',
    fault: { type: 'status', status: 401, body: '{"error":"invalid_client","error_description":"canary-token"}' },
    read: credentials,
    hides: ['canary-token'],
  },
  {
    id: 'KAMELEOON-ERR-TOKEN-500',
    says: 'the token endpoint fails',
    at: 'token',
    fault: { type: 'status', status: 500 },
    read: unavailable,
  },
];
