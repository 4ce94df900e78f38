import type { ErrorCheck } from './contract.ts';
import { wireErrors } from './wire-errors.ts';

/** The vendor's form of a refusal, with IAM's sealed explanation, which is for nobody. */
const refusal = (error_code: string, error_msg: string): string =>
  JSON.stringify({ error_code, error_msg, request_id: 'r-1', encoded_authorization_message: 'canary-sealed' });

const unavailable = { code: 'UPSTREAM_UNAVAILABLE' };
const credentials = { code: 'UPSTREAM_CREDENTIALS' };
const refused = { code: 'UPSTREAM_REFUSED' };

const badRequests: readonly ErrorCheck[] = [
  {
    id: 'HUAWEI-ERR-400-FIELD',
    says: 'a bad request that names the description',
    fault: { type: 'status', status: 400, body: refusal('Organizations.1011', "Invalid parameter 'description'.") },
    // A read has no patch that could be at fault.
    read: { ...refused, says: "Invalid parameter 'description'." },
    write: { outcome: 'REJECTED', code: 'INVALID_VALUE', field: ['patch', 'description'], says: 'Invalid parameter' },
  },
  {
    id: 'HUAWEI-ERR-400-OTHER',
    says: 'a bad request about something else, such as an account that is being closed',
    fault: { type: 'status', status: 400, body: refusal('Organizations.1325', 'The account is being closed.') },
    read: { ...refused, says: 'The account is being closed.' },
    write: { outcome: 'REJECTED', ...refused, says: 'The account is being closed.' },
  },
  {
    id: 'HUAWEI-ERR-400-NESTED',
    says: 'a bad request in the nested form that the vendor’s SDK reads',
    fault: { type: 'status', status: 400, body: '{"error":{"code":"Organizations.1004","message":"Bad request."}}' },
    read: { ...refused, says: 'Bad request.' },
    write: { outcome: 'REJECTED', ...refused, says: 'Bad request.' },
  },
  {
    id: 'HUAWEI-ERR-400-CAMEL',
    says: 'a bad request in the camel-case form that the vendor’s SDK reads',
    fault: { type: 'status', status: 400, body: '{"errorCode":"Organizations.1004","errorMsg":"Bad request."}' },
    write: { outcome: 'REJECTED', ...refused, says: 'Bad request.' },
  },
  {
    id: 'HUAWEI-ERR-400-EMPTY',
    says: 'a bad request without any body',
    fault: { type: 'status', status: 400 },
    read: refused,
    write: { outcome: 'REJECTED', ...refused },
  },
];

const rights: readonly ErrorCheck[] = [
  {
    id: 'HUAWEI-ERR-401-SIGNATURE',
    says: 'keys or a signature that the gateway does not take',
    fault: { type: 'status', status: 401, body: refusal('APIGW.0301', 'canary: verify aksk signature fail') },
    read: { ...credentials, says: 'credentials' },
    write: { outcome: 'REJECTED', ...credentials },
  },
  {
    id: 'HUAWEI-ERR-401-MANAGEMENT',
    says: 'the page: "It can be called only from the management account of the organization"',
    fault: { type: 'status', status: 401, body: refusal('Organizations.1001', 'canary-1001') },
    read: { ...credentials, says: 'only from the management account of the organization.' },
    write: { outcome: 'REJECTED', ...credentials, says: 'only from the management account of the organization.' },
  },
  {
    id: 'HUAWEI-ERR-401-DELEGATED',
    says: 'neither the management account nor a delegated administrator',
    fault: { type: 'status', status: 401, body: refusal('Organizations.1002', 'canary-1002') },
    read: { ...credentials, says: 'or a delegated administrator.' },
    write: { outcome: 'REJECTED', ...credentials, says: 'or a delegated administrator.' },
  },
  {
    id: 'HUAWEI-ERR-401-ORGANIZATION',
    says: 'good keys of an account without an organization',
    fault: { type: 'status', status: 401, body: refusal('Organizations.1015', 'canary-1015') },
    read: { ...credentials, says: 'keys are good' },
    write: { outcome: 'REJECTED', ...credentials, says: 'keys are good' },
  },
  {
    id: 'HUAWEI-ERR-403',
    says: 'a policy that denies the action',
    fault: { type: 'status', status: 403, body: refusal('Organizations.1007', 'canary-1007') },
    read: { ...credentials, says: 'policy' },
    write: { outcome: 'REJECTED', ...credentials, says: 'policy' },
  },
];

const places: readonly ErrorCheck[] = [
  {
    id: 'HUAWEI-ERR-404',
    says: 'no such account; no code for it is documented',
    fault: { type: 'status', status: 404, body: refusal('Organizations.1301', 'canary-1301') },
    read: null,
    write: { outcome: 'REJECTED', code: 'NOT_FOUND', field: ['id'] },
  },
  {
    id: 'HUAWEI-ERR-404-EMPTY',
    says: 'no such account, without any body',
    fault: { type: 'status', status: 404 },
    read: null,
    write: { outcome: 'REJECTED', code: 'NOT_FOUND', field: ['id'] },
  },
  {
    id: 'HUAWEI-ERR-404-GATEWAY',
    says: 'no such API, which says nothing of the account',
    fault: { type: 'status', status: 404, body: refusal('APIGW.0101', 'canary-0101') },
    read: { ...refused, says: 'baseUrl' },
    write: { outcome: 'REJECTED', ...refused, says: 'baseUrl' },
  },
  {
    id: 'HUAWEI-ERR-404-HEADER',
    says: 'no such header, which says nothing of the account either',
    fault: { type: 'status', status: 404, body: refusal('Organizations.1010', 'canary-1010') },
    read: refused,
    write: { outcome: 'REJECTED', ...refused },
  },
  {
    id: 'HUAWEI-ERR-409-CONCURRENT',
    says: 'another change to the organization under way: try again later',
    fault: { type: 'status', status: 409, body: refusal('Organizations.1003', 'canary-1003') },
    write: { outcome: 'REJECTED', code: 'CONFLICT', says: 'try again later' },
  },
  {
    id: 'HUAWEI-ERR-409',
    says: 'a conflict of another kind',
    fault: { type: 'status', status: 409, body: refusal('Organizations.1999', 'It conflicts.') },
    write: { outcome: 'REJECTED', code: 'CONFLICT', says: 'It conflicts.' },
  },
];

const load: readonly ErrorCheck[] = [
  {
    id: 'HUAWEI-ERR-429',
    says: 'the gateway throttles, and no limit and no header is documented',
    fault: { type: 'status', status: 429, body: refusal('APIGW.0308', 'canary-0308') },
    read: { code: 'RATE_LIMITED' },
    write: { outcome: 'REJECTED', code: 'RATE_LIMITED' },
  },
  {
    id: 'HUAWEI-ERR-429-RETRY-AFTER',
    says: 'the gateway throttles, and says for how long',
    fault: { type: 'status', status: 429, headers: { 'retry-after': '7' } },
    read: { code: 'RATE_LIMITED', retryAfterSeconds: 7 },
    write: { outcome: 'REJECTED', code: 'RATE_LIMITED', retryAfterSeconds: 7 },
  },
  {
    id: 'HUAWEI-ERR-500-CODE',
    says: 'an internal error in the vendor’s form, whose words are for nobody',
    fault: { type: 'status', status: 500, body: refusal('Organizations.1000', 'canary-1000') },
    read: unavailable,
    write: { outcome: 'UNKNOWN', ...unavailable },
  },
  {
    id: 'HUAWEI-ERR-503-RETRY-AFTER',
    says: 'not available, and the header says how long',
    fault: { type: 'status', status: 503, headers: { 'retry-after': '5' } },
    read: { ...unavailable, retryAfterSeconds: 5 },
    write: { outcome: 'UNKNOWN', ...unavailable, retryAfterSeconds: 5 },
  },
];

const strangeSuccesses: readonly ErrorCheck[] = [
  {
    id: 'HUAWEI-ERR-NO-ENVELOPE',
    says: 'a success without the page’s envelope',
    fault: { type: 'body', text: '{"id":"05261f923e80d3890f33c0056e9b3f80","description":"canary"}' },
    read: { code: 'UPSTREAM_MALFORMED' },
    write: { outcome: 'UNKNOWN', code: 'UPSTREAM_MALFORMED' },
  },
  {
    id: 'HUAWEI-ERR-OTHER-ACCOUNT',
    says: 'a success about another account',
    fault: { type: 'body', text: '{"account":{"id":"0a6d25d23900d45c0faac010e0fb4de0","description":"canary-other"}}' },
    read: { code: 'UPSTREAM_MALFORMED' },
    write: { outcome: 'UNKNOWN', code: 'UPSTREAM_MALFORMED' },
  },
];

/** The page refers to "Error Codes": these are that table's, and the gateway's of the signing guide. */
export const huaweiCloudErrors: readonly ErrorCheck[] = [
  ...wireErrors('HUAWEI'),
  ...badRequests,
  ...rights,
  ...places,
  ...load,
  ...strangeSuccesses,
];
