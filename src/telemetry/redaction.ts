import { types } from 'node:util';
import { Secret } from '../domain/secret.ts';
import { describeError, isError } from './error-fields.ts';

const hidden = '[secret]';
const maxDepth = 8;
const maxEntries = 100;
/** For one line: a few shared objects can otherwise stand for millions of values. */
const maxValues = 2_000;
const maxTextLength = 2_000;

/** Names that pino writes by itself; a field of that name would make a second key in the same JSON object. */
const reserved = new Set(['level', 'time', 'msg']);

// Compared without case, "-" and "_", as parts of a name: `x-auth-token`, `refresh_token` and `amClientSecret` are meant.
const secretName =
  /authorization|cookie|passw(or)?d|passphrase|secret|token|apikey|privatekey|accesskey|credential|signature|session|jwt|assertion/;
const bodyName = /^(.*body|payload|html)$/;

/**
 * A copy of the fields that may be written to a log.
 *
 * Values under names such as `authorization`, `cookie`, `password`, `token` or `secret` become `[secret]` at every
 * depth, and bodies `[body]`. Errors become name, code and frames; only our own keep their message. Long texts, lists
 * and deep or circular objects are cut. It never throws and never changes its argument.
 */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copy = redactValue(fields, { depth: 0, ancestors: [], budget: { values: maxValues } });
  if (typeof copy !== 'object' || copy === null) return { fields: copy };
  let isFree = true;
  for (const name in copy) if (reserved.has(name)) isFree = false;
  if (isFree) return copy as Record<string, unknown>;
  const entries = Object.entries(copy);
  return Object.fromEntries(entries.map(([key, value]) => (reserved.has(key) ? [`${key}_`, value] : [key, value])));
}

/** Text as it may be written: credentials of URLs and of HTTP authentication taken out, and cut where it is long. */
export function redactText(text: string): string {
  const cut = text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text;
  // Each of what is taken out has one of these.
  if (!/\s|:\/\/|[?&]/.test(cut)) return cut;
  return cut
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${hidden}`)
    .replace(/(:\/\/)[^/\s?#]*@/g, `$1${hidden}@`)
    .replace(/([?&][^=&\s]*(?:token|secret|password|signature|key|code)[^=&\s]*=)[^&\s#]*/gi, `$1${hidden}`);
}

interface Place {
  readonly depth: number;
  readonly ancestors: readonly object[];
  /** One for the whole line, counted down. */
  readonly budget: { values: number };
}

function redactEntries(source: object, place: Place): Record<string, unknown> {
  const keys = Object.keys(source);
  const copy: Record<string, unknown> = {};
  for (const key of keys.length > maxEntries ? keys.slice(0, maxEntries) : keys) {
    const value = redactEntry(source, key, place);
    // Not by assignment, which would be taken for the copy's prototype.
    if (key === '__proto__') Object.defineProperty(copy, key, { value, enumerable: true });
    else copy[key] = value;
  }
  if (keys.length > maxEntries) copy['…'] = keys.length - maxEntries;
  return copy;
}

function redactEntry(source: object, key: string, place: Place): unknown {
  let value: unknown;
  try {
    value = (source as Record<string, unknown>)[key];
  } catch {
    return '[unreadable]';
  }
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  switch (kindOf(key)) {
    case 'SECRET':
      return hidden;
    case 'BODY':
      return '[body]';
    case 'HEADERS':
      // Pairs or a flat list: names are not keys there.
      return Array.isArray(value) ? hidden : redactValue(value, place);
    case 'OTHER':
      return redactValue(value, place);
  }
}

type NameKind = 'SECRET' | 'BODY' | 'HEADERS' | 'OTHER';
// The same few names come with every line. Bounded, since a provider's answer could bring any number of others.
const kinds = new Map<string, NameKind>();

function kindOf(key: string): NameKind {
  const known = kinds.get(key);
  if (known !== undefined) return known;
  const name = key.toLowerCase().replaceAll(/[-_]/g, '');
  const kind = secretName.test(name)
    ? 'SECRET'
    : bodyName.test(name)
      ? 'BODY'
      : name.endsWith('headers')
        ? 'HEADERS'
        : 'OTHER';
  if (kinds.size < 1_000 && key.length < 100) kinds.set(key, kind);
  return kind;
}

function redactValue(value: unknown, place: Place): unknown {
  place.budget.values -= 1;
  if (place.budget.values < 0) return '[more]';
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'bigint':
      return String(value);
    case 'function':
    case 'symbol':
      return `[${typeof value}]`;
    case 'object':
      return value === null ? null : redactReadable(value, place);
    case 'number':
    case 'boolean':
    case 'undefined':
      return value;
  }
}

function redactReadable(value: object, place: Place): unknown {
  try {
    return redactObject(value, place);
  } catch {
    return '[unreadable]'; // a proxy or getter that throws must not take the request down with it
  }
}

function redactObject(value: object, { depth, ancestors, budget }: Place): unknown {
  if (value instanceof Secret) return hidden;
  if (ancestors.includes(value)) return '[circular]';
  if (depth >= maxDepth) return '[deep]';
  const inner = { depth: depth + 1, ancestors: [...ancestors, value], budget };
  if (isError(value)) return redactEntries(describeError(value), inner);
  if (types.isDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return `[${value.byteLength} bytes]`;
  if (types.isMap(value)) return redactEntries(Object.fromEntries(mapEntries(value)), inner);
  if (types.isSet(value)) return redactList([...value], inner);
  return Array.isArray(value) ? redactList(value, inner) : redactEntries(value, inner);
}

function mapEntries(map: ReadonlyMap<unknown, unknown>): [string, unknown][] {
  return [...map].map(([key, value]) => [typeof key === 'string' ? key : `[${typeof key}]`, value]);
}

function redactList(items: readonly unknown[], place: Place): unknown[] {
  const shown = items.slice(0, maxEntries).map((item) => redactValue(item, place));
  return items.length > maxEntries ? [...shown, `… ${items.length - maxEntries} more`] : shown;
}
