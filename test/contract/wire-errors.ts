import type { ErrorCheck } from './contract.ts';

const unavailable = { code: 'UPSTREAM_UNAVAILABLE' };
const malformed = { code: 'UPSTREAM_MALFORMED' };

/**
 * What can go wrong between any provider and Accord, whatever its page says. After each of these nobody knows whether
 * an update was carried out, so its outcome is UNKNOWN.
 */
export function wireErrors(prefix: string): readonly ErrorCheck[] {
  return [
    {
      id: `${prefix}-ERR-408`,
      says: 'the provider gave up waiting',
      fault: { type: 'status', status: 408 },
      read: { code: 'UPSTREAM_TIMEOUT' },
      write: { outcome: 'UNKNOWN', code: 'UPSTREAM_TIMEOUT' },
    },
    {
      id: `${prefix}-ERR-500`,
      says: 'an internal error',
      fault: { type: 'status', status: 500, body: '<html>canary-500</html>' },
      read: unavailable,
      write: { outcome: 'UNKNOWN', ...unavailable },
      hides: ['canary-500'],
    },
    {
      id: `${prefix}-ERR-502`,
      says: 'something in between fails, with a page of its own',
      fault: { type: 'status', status: 502, body: '<html>canary-502</html>', headers: { 'content-type': 'text/html' } },
      read: unavailable,
      write: { outcome: 'UNKNOWN', ...unavailable },
      hides: ['canary-502'],
    },
    {
      id: `${prefix}-ERR-503`,
      says: 'not available',
      fault: { type: 'status', status: 503 },
      read: unavailable,
      write: { outcome: 'UNKNOWN', ...unavailable },
    },
    {
      id: `${prefix}-ERR-500-AFTER-APPLY`,
      says: 'an internal error after the update was stored',
      fault: { type: 'status-after-apply', status: 500 },
      write: { outcome: 'UNKNOWN', ...unavailable },
    },
    {
      id: `${prefix}-ERR-RESET`,
      says: 'a connection that breaks',
      fault: { type: 'reset' },
      read: unavailable,
      write: { outcome: 'UNKNOWN', ...unavailable },
    },
    {
      id: `${prefix}-ERR-RESET-AFTER-APPLY`,
      says: 'a connection that breaks after the update was stored',
      fault: { type: 'reset-after-apply' },
      write: { outcome: 'UNKNOWN', ...unavailable },
    },
    {
      id: `${prefix}-ERR-EMPTY`,
      says: 'a success without a body',
      fault: { type: 'body', text: '' },
      read: malformed,
      write: { outcome: 'UNKNOWN', ...malformed },
    },
    {
      id: `${prefix}-ERR-HTML`,
      says: 'a success that is a web page',
      fault: { type: 'body', text: '<html>canary-html</html>', contentType: 'text/html' },
      read: malformed,
      write: { outcome: 'UNKNOWN', ...malformed },
      hides: ['canary-html'],
    },
    {
      id: `${prefix}-ERR-NUMBER`,
      says: 'a success that is a number',
      fault: { type: 'body', text: '42' },
      read: malformed,
      write: { outcome: 'UNKNOWN', ...malformed },
    },
    {
      id: `${prefix}-ERR-REDIRECT`,
      says: 'a redirect, which is never followed',
      fault: { type: 'status', status: 302, headers: { location: 'https://elsewhere.example/' } },
      read: { code: 'UPSTREAM_REFUSED' },
      write: { outcome: 'UNKNOWN', code: 'UPSTREAM_REFUSED' },
    },
  ];
}

/** The same checks for a provider that cannot be read: on the write call alone. */
export function writeOnly(checks: readonly ErrorCheck[]): readonly ErrorCheck[] {
  return checks.map(({ id, says, fault, write, hides }) => ({
    id,
    says,
    fault,
    ...(write && { write }),
    ...(hides && { hides }),
  }));
}
