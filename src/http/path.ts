import { AccountError, ErrorCode } from '../domain/errors.ts';
import { percentEncode } from './percent-encoding.ts';

/** One piece of a template between two slashes: fixed text, or the name of the parameter that fills it whole. */
type Segment = { readonly literal: string } | { readonly param: string };

// Templates are constants of the datasources, so this holds a handful of entries for the life of the process.
const templates = new Map<string, readonly Segment[]>();

/**
 * Builds a request path such as `/accounts/123?limit=10` from a template such as `/accounts/{accountId}`.
 *
 * Every parameter and query value is percent-encoded (RFC 3986: only letters, digits and `-._~` stay). A query value
 * of undefined is left out; the order of the keys is kept.
 *
 * Throws INVALID_VALUE for a parameter that is empty, is `.` or `..`, or holds a slash, a backslash, a control character
 * or half a surrogate pair: such a value would address another resource than the template means. Throws INTERNAL where
 * the template and the parameters do not fit.
 */
export function buildPath(
  template: string,
  params: Readonly<Record<string, string>>,
  query?: Readonly<Record<string, string | undefined>>,
): string {
  const segments = segmentsOf(template);
  let path = '';
  let isPlain = true;
  for (const segment of segments) {
    if ('literal' in segment) {
      path += `/${segment.literal}`;
      continue;
    }
    const value = paramOf(params, segment.param);
    isPlain &&= PLAIN.test(value);
    path += `/${isPlain ? value : encodeSegment(value)}`;
  }
  if (!isPlain) assertSamePlace(path, segments, params);
  return query === undefined ? path : path + buildQuery(query);
}

// Without a character that means anything in a path, or has to be encoded: nothing to look at twice.
const PLAIN = /^[A-Za-z0-9_-]+$/;

function segmentsOf(template: string): readonly Segment[] {
  const known = templates.get(template);
  if (known !== undefined) return known;
  if (!/^(?:\/(?:[A-Za-z0-9._~:-]+|\{\w+\}))+$/.test(template)) throw internal('A path template is malformed.');
  if (/\/\.{1,2}(?:\/|$)/.test(template)) throw invalid();
  const segments = template
    .slice(1)
    .split('/')
    .map((text) => (text.startsWith('{') ? { param: text.slice(1, -1) } : { literal: text }));
  templates.set(template, segments);
  return segments;
}

function paramOf(params: Readonly<Record<string, string>>, name: string): string {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (value === undefined) throw internal('A path parameter is missing.');
  return value;
}

function encodeSegment(value: string): string {
  // encodeURIComponent leaves both dots alone, and a server or proxy would walk up the path with them.
  if (value === '' || value === '.' || value === '..') throw invalid();
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must be found
  if (/[/\\\u0000-\u001f\u007f-\u009f]/.test(value)) throw invalid();
  return encodeStrictly(value);
}

function buildQuery(query: Readonly<Record<string, string | undefined>>): string {
  let text = '';
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    text += `${text === '' ? '?' : '&'}${encodeStrictly(key)}=${encodeStrictly(value)}`;
  }
  return text;
}

function encodeStrictly(value: string): string {
  if (!value.isWellFormed()) throw invalid();
  return percentEncode(value);
}

/** The second look: whatever was encoded above, the result must have the template's shape and mean the same values. */
function assertSamePlace(path: string, segments: readonly Segment[], params: Readonly<Record<string, string>>): void {
  const built = path.slice(1).split('/');
  const same = segments.every((segment, index) => {
    const text = built[index];
    if (text === undefined || !/^[\w.~:%-]+$/.test(text) || /^(?:\.|%2e){1,2}$/i.test(text)) return false;
    return 'literal' in segment ? text === segment.literal : decodeURIComponent(text) === params[segment.param];
  });
  if (!same || built.length !== segments.length) throw invalid();
}

function invalid(): AccountError {
  return new AccountError(
    ErrorCode.INVALID_VALUE,
    'An identifier must not be empty, ".", "..", or hold slashes or control characters.',
    { dispatched: false },
  );
}

function internal(message: string): AccountError {
  return new AccountError(ErrorCode.INTERNAL, message, { dispatched: false });
}
