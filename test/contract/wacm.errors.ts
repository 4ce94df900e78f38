import type { ErrorCheck } from './contract.ts';
import { WACM_EMAIL } from './wacm.cells.ts';
import { wireErrors, writeOnly } from './wire-errors.ts';

/** The guide's short form: `{"error": "Invalid API key", "code": 401}`. */
const plain = (code: number, error: string): string => JSON.stringify({ error, code });

/** The page's envelope, saying no. */
const envelope = (message: string, errors: unknown = null, success: unknown = false): string =>
  JSON.stringify({ success, code: 'RES-E-0017', message, data: null, errors });

const unavailable = { code: 'UPSTREAM_UNAVAILABLE' };
const credentials = { code: 'UPSTREAM_CREDENTIALS' };
const malformed = { outcome: 'UNKNOWN', code: 'UPSTREAM_MALFORMED' };

const refusals: readonly ErrorCheck[] = [
  {
    id: 'WACM-ERR-400-SSO',
    says: 'a bad request as the page has it: an SSO user',
    fault: { type: 'status', status: 400, body: envelope('SSO users cannot be updated') },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED', says: 'SSO users cannot be updated' },
  },
  {
    id: 'WACM-ERR-400-EMAIL',
    says: 'a bad request as the page has it: an invalid email',
    fault: { type: 'status', status: 400, body: plain(400, 'invalid email') },
    write: { outcome: 'REJECTED', code: 'INVALID_VALUE', field: ['patch', 'email'], says: 'invalid email' },
  },
  {
    id: 'WACM-ERR-400-FIELD',
    says: 'a bad request whose errors name a field, and what is wrong with it',
    fault: { type: 'status', status: 400, body: envelope('Bad request', { firstName: ['No such name.'] }) },
    write: { outcome: 'REJECTED', code: 'INVALID_VALUE', field: ['patch', 'firstName'], says: 'No such name.' },
  },
  {
    id: 'WACM-ERR-400-NESTED-FIELD',
    says: 'a field that the graph keeps in the address, by the body’s name of it',
    fault: { type: 'status', status: 400, body: envelope('Bad request', [{ field: 'stateName', message: 'Odd.' }]) },
    write: { outcome: 'REJECTED', code: 'INVALID_VALUE', field: ['patch', 'address', 'region'], says: 'Odd.' },
  },
  {
    id: 'WACM-ERR-400-EMPTY',
    says: 'a bad request without any body',
    fault: { type: 'status', status: 400 },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED' },
  },
  {
    id: 'WACM-ERR-401',
    says: 'a wrong user name or API key: told at once, for there is no newer one to try',
    fault: { type: 'status', status: 401, body: plain(401, 'canary: Invalid API key') },
    write: { outcome: 'REJECTED', ...credentials },
  },
  {
    id: 'WACM-ERR-403',
    says: 'a key without the right',
    fault: { type: 'status', status: 403, body: plain(403, 'canary-403') },
    write: { outcome: 'REJECTED', ...credentials },
  },
  {
    id: 'WACM-ERR-404',
    says: 'no such user, as the page has it',
    fault: { type: 'status', status: 404, body: envelope('canary: User not found') },
    write: { outcome: 'REJECTED', code: 'NOT_FOUND', field: ['id'] },
  },
  {
    id: 'WACM-ERR-409',
    says: 'a conflict',
    fault: { type: 'status', status: 409, body: envelope('Somebody else is at it.') },
    write: { outcome: 'REJECTED', code: 'CONFLICT', says: 'Somebody else is at it.' },
  },
  {
    id: 'WACM-ERR-415',
    says: 'a refusal of the body’s kind',
    fault: { type: 'status', status: 415, body: plain(415, 'Not JSON.') },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED', says: 'Not JSON.' },
  },
  {
    id: 'WACM-ERR-429',
    says: 'too many requests: five in a second are allowed, and no header is documented, so one second',
    fault: { type: 'status', status: 429, body: plain(429, 'canary-429') },
    write: { outcome: 'REJECTED', code: 'RATE_LIMITED', retryAfterSeconds: 1 },
  },
  {
    id: 'WACM-ERR-429-RETRY-AFTER',
    says: 'too many requests, and a header says how long',
    fault: { type: 'status', status: 429, headers: { 'retry-after': '7' } },
    write: { outcome: 'REJECTED', code: 'RATE_LIMITED', retryAfterSeconds: 7 },
  },
  {
    id: 'WACM-ERR-500-ENVELOPE',
    says: 'an internal error in the page’s envelope, whose words are for nobody',
    fault: { type: 'status', status: 500, body: envelope('canary-500') },
    write: { outcome: 'UNKNOWN', ...unavailable },
  },
  {
    id: 'WACM-ERR-503-RETRY-AFTER',
    says: 'not available, and the header says how long',
    fault: { type: 'status', status: 503, headers: { 'retry-after': '5' } },
    write: { outcome: 'UNKNOWN', ...unavailable, retryAfterSeconds: 5 },
  },
];

/** `success` decides, not HTTP's 200. */
const refusalsInside200: readonly ErrorCheck[] = [
  {
    id: 'WACM-ERR-200-FALSE',
    says: 'a refusal inside 200',
    fault: { type: 'status', status: 200, body: envelope('User could not be updated!') },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED', says: 'User could not be updated!' },
  },
  {
    id: 'WACM-ERR-200-FALSE-TEXT',
    says: 'a refusal inside 200, spelled "False" as in the page’s example',
    fault: { type: 'status', status: 200, body: envelope('User could not be updated!', null, 'False') },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED', says: 'User could not be updated!' },
  },
  {
    id: 'WACM-ERR-200-FIELD',
    says: 'a refusal inside 200 that names a field',
    fault: { type: 'status', status: 200, body: envelope('Bad request', { email: ['must be unique.'] }) },
    write: { outcome: 'REJECTED', code: 'INVALID_VALUE', field: ['patch', 'email'], says: 'must be unique.' },
  },
  {
    id: 'WACM-ERR-200-CODE',
    says: 'the guide’s short form inside 200: its code is the status',
    fault: { type: 'status', status: 200, body: plain(401, 'canary: Invalid API key') },
    write: { outcome: 'REJECTED', ...credentials },
  },
  {
    id: 'WACM-ERR-200-CODE-500',
    says: 'the guide’s short form inside 200, whose code leaves everything open',
    fault: { type: 'status', status: 200, body: plain(500, 'canary-500') },
    write: { outcome: 'UNKNOWN', ...unavailable },
  },
];

/** Successes that are none: nobody can ask WACM what it made of the update. */
const strangeSuccesses: readonly ErrorCheck[] = [
  {
    id: 'WACM-ERR-204',
    says: 'a success without a body, which the guide allows',
    fault: { type: 'body', text: '', status: 204 },
    write: malformed,
  },
  {
    id: 'WACM-ERR-NO-DATA',
    says: 'a success that does not show the user',
    fault: { type: 'body', text: '{"success":true,"code":"RES-I-0017","message":"canary","data":null}' },
    write: malformed,
  },
  {
    id: 'WACM-ERR-NO-SUCCESS',
    says: 'an envelope without a word of success',
    fault: { type: 'body', text: `{"data":{"id":67890,"email":"${WACM_EMAIL}"}}` },
    write: malformed,
  },
  {
    id: 'WACM-ERR-OTHER-USER',
    says: 'a success about another user',
    fault: { type: 'body', text: '{"success":true,"data":{"id":67890,"firstName":"canary-other"}}' },
    write: malformed,
  },
  {
    id: 'WACM-ERR-LIST',
    says: 'a success that is a list',
    fault: { type: 'body', text: '[]' },
    write: malformed,
  },
];

/** The page's 400 and 404, the guide's other statuses in its two forms of body, and answers that are none. */
export const wacmErrors: readonly ErrorCheck[] = [
  ...writeOnly(wireErrors('WACM')),
  ...refusals,
  ...refusalsInside200,
  ...strangeSuccesses,
];
