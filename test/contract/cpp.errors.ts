import type { ErrorCheck } from './contract.ts';
import { wireErrors } from './wire-errors.ts';

/** HttpError of the framework, with the fields of an exception, which go nowhere. */
const httpError = (message: string, modelState?: Readonly<Record<string, readonly string[]>>): string =>
  JSON.stringify({
    Message: message,
    MessageDetail: 'canary-detail',
    ...(modelState && { ModelState: modelState }),
    ExceptionMessage: 'canary-exception',
    ExceptionType: 'canary-type',
    StackTrace: 'at canary()',
    InnerException: { Message: 'canary-inner' },
  });

const invalid = (key: string, message: string) => httpError('The request is invalid.', { [key]: [message] });

const unavailable = { code: 'UPSTREAM_UNAVAILABLE' };
const credentials = { code: 'UPSTREAM_CREDENTIALS' };
const wrongUrl = { code: 'UPSTREAM_REFUSED', says: 'baseUrl' };
const noSuchUser = { outcome: 'REJECTED', code: 'NOT_FOUND', field: ['id'] };

// Of the answer to a PUT only its status counts, since it may be an echo: what its body is changes nothing, and
// CPP-ANSWER-* in the cases show so.
const readAgain = ['CPP-ERR-EMPTY', 'CPP-ERR-HTML', 'CPP-ERR-NUMBER'];
const onTheWire = wireErrors('CPP').map((check): ErrorCheck => {
  if (!readAgain.includes(check.id)) return check;
  const { id, says, fault, read, hides } = check;
  return { id, says, fault, ...(read !== undefined && { read }), ...(hides && { hides }) };
});

/** Statuses in the error body of ASP.NET Web API, since the page documents none. */
export const cppErrors: readonly ErrorCheck[] = [
  ...onTheWire,
  {
    id: 'CPP-ERR-400',
    says: 'a bad request with a message',
    fault: { type: 'status', status: 400, body: httpError('Nobody knows what.') },
    read: { code: 'UPSTREAM_REFUSED', says: 'Nobody knows what.' },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED', says: 'Nobody knows what.' },
  },
  {
    id: 'CPP-ERR-400-FIELD',
    says: 'a bad request whose ModelState names a field of the patch, behind the parameter’s name',
    fault: { type: 'status', status: 400, body: invalid('account.Surname', 'Bad value.') },
    write: { outcome: 'REJECTED', code: 'INVALID_VALUE', field: ['patch', 'lastName'], says: 'Bad value.' },
  },
  {
    id: 'CPP-ERR-400-FIELD-BARE',
    says: 'a bad request whose ModelState names a field alone, in lower case',
    fault: { type: 'status', status: 400, body: invalid('googleLoginEmails', 'Not unique.') },
    write: { outcome: 'REJECTED', code: 'INVALID_VALUE', field: ['patch', 'googleLoginEmails'], says: 'Not unique.' },
  },
  {
    id: 'CPP-ERR-400-REQUIRED',
    says: 'a bad request that wants a field which the update left alone',
    fault: { type: 'status', status: 400, body: invalid('account.Role', 'The Role field is required.') },
    write: { outcome: 'REJECTED', code: 'REQUIRED_BY_PROVIDER', field: ['patch', 'role'], says: 'is required' },
  },
  {
    id: 'CPP-ERR-400-NO-FIELD',
    says: 'a bad request about a field that no patch has',
    fault: { type: 'status', status: 400, body: invalid('account.Username', 'The user name is not valid.') },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED', says: 'The user name is not valid.' },
  },
  {
    id: 'CPP-ERR-400-TEXT',
    says: 'a bad request with a bare JSON string',
    fault: { type: 'status', status: 400, body: '"Just no."' },
    read: { code: 'UPSTREAM_REFUSED', says: 'Just no.' },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED', says: 'Just no.' },
  },
  {
    id: 'CPP-ERR-400-EMPTY',
    says: 'a bad request without any body',
    fault: { type: 'status', status: 400 },
    read: { code: 'UPSTREAM_REFUSED' },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED' },
  },
  {
    id: 'CPP-ERR-401',
    says: 'a token that is refused; there is no other',
    fault: { type: 'status', status: 401, body: httpError('canary: Authorization has been denied for this request.') },
    read: credentials,
    write: { outcome: 'REJECTED', ...credentials },
  },
  {
    id: 'CPP-ERR-403',
    says: 'a caller without the right',
    fault: { type: 'status', status: 403, body: httpError('canary-403') },
    read: credentials,
    write: { outcome: 'REJECTED', ...credentials },
  },
  {
    id: 'CPP-ERR-404',
    says: 'no such user, where a list is there even when it is empty',
    fault: { type: 'status', status: 404, body: httpError('canary: The user was not found.') },
    read: wrongUrl,
    write: noSuchUser,
  },
  {
    id: 'CPP-ERR-404-EMPTY',
    says: 'not found, without a word',
    fault: { type: 'status', status: 404 },
    read: wrongUrl,
    write: noSuchUser,
  },
  {
    id: 'CPP-ERR-404-NO-CONTROLLER',
    says: 'no such URL, in the framework’s words, which repeat it',
    fault: {
      type: 'status',
      status: 404,
      body: httpError("No HTTP resource was found that matches the request URI 'https://canary.example/'."),
    },
    read: wrongUrl,
    write: { outcome: 'REJECTED', ...wrongUrl },
  },
  {
    id: 'CPP-ERR-404-HTML',
    says: 'no such URL, in a web page',
    fault: { type: 'status', status: 404, body: '<html>canary</html>', headers: { 'content-type': 'text/html' } },
    read: wrongUrl,
    write: { outcome: 'REJECTED', ...wrongUrl },
  },
  {
    id: 'CPP-ERR-405',
    says: 'a method that is not allowed',
    fault: { type: 'status', status: 405, body: httpError('The method is not supported.') },
    read: { code: 'UPSTREAM_REFUSED' },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED' },
  },
  {
    id: 'CPP-ERR-409',
    says: 'a conflict',
    fault: { type: 'status', status: 409, body: httpError('Someone else is at it.') },
    write: { outcome: 'REJECTED', code: 'CONFLICT', says: 'Someone else is at it.' },
  },
  {
    id: 'CPP-ERR-415',
    says: 'a media type that is not taken',
    fault: { type: 'status', status: 415, body: httpError('The media type is not supported.') },
    write: { outcome: 'REJECTED', code: 'UPSTREAM_REFUSED' },
  },
  {
    id: 'CPP-ERR-429',
    says: 'too many requests, and the header says how long',
    fault: { type: 'status', status: 429, headers: { 'retry-after': '7' } },
    read: { code: 'RATE_LIMITED', retryAfterSeconds: 7 },
    write: { outcome: 'REJECTED', code: 'RATE_LIMITED', retryAfterSeconds: 7 },
  },
  {
    id: 'CPP-ERR-429-BARE',
    says: 'too many requests, and nothing says how long',
    fault: { type: 'status', status: 429 },
    read: { code: 'RATE_LIMITED' },
    write: { outcome: 'REJECTED', code: 'RATE_LIMITED' },
  },
  {
    id: 'CPP-ERR-500-EXCEPTION',
    says: 'an exception, told in full',
    fault: { type: 'status', status: 500, body: httpError('canary: An error has occurred.') },
    read: unavailable,
    write: { outcome: 'UNKNOWN', ...unavailable },
  },
  {
    id: 'CPP-ERR-503-RETRY-AFTER',
    says: 'not available, and the header says how long',
    fault: { type: 'status', status: 503, headers: { 'retry-after': '5' } },
    read: { ...unavailable, retryAfterSeconds: 5 },
    write: { outcome: 'UNKNOWN', ...unavailable, retryAfterSeconds: 5 },
  },
  {
    id: 'CPP-ERR-OBJECT',
    says: 'a success of the list that is no list',
    fault: { type: 'body', text: '{"Username":"ivana.horvat"}' },
    read: { code: 'UPSTREAM_MALFORMED' },
  },
  {
    id: 'CPP-ERR-NOBODY',
    says: 'a list of nobody: there is no such account',
    fault: { type: 'body', text: '[]' },
    read: null,
  },
  {
    id: 'CPP-ERR-OTHER-USER',
    says: 'a list that the filter let others into, and not the one that was asked for',
    fault: { type: 'body', text: '[{"Username":"ivana.horvat2","Name":"canary"},{"Username":null},null]' },
    read: null,
  },
];
