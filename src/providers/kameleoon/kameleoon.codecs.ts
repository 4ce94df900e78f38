import { isInt64Id, type Accepted, type Codec } from '../../domain/fields/codec.ts';
import { isSameJson, type JsonObject, type JsonValue, type WireValue } from '../../domain/json-value.ts';

/** Codecs for Kameleoon's own fields. A list is sent whole and replaces the list before it (assumed). */

const SOLUTIONS = ['WEB_EXPERIMENTATION', 'FEATURE_EXPERIMENTATION'];

/** Kameleoon knows three languages and no regions: `en-GB` is sent as `en`, with a warning. */
export function localeCodec(): Codec<string> {
  const languages = ['fr', 'en', 'de'];
  return {
    accept(value) {
      const language = typeof value === 'string' ? /^([A-Za-z]{2})(?:-[A-Za-z0-9-]+)?$/.exec(value)?.[1] : undefined;
      const known = languages.find((name) => name === language?.toLowerCase());
      if (known === undefined) return { ok: false, expected: `one of ${languages.join(', ')}` };
      if (known === value) return { ok: true, value: known };
      return { ok: true, value: known, lossy: `Kameleoon keeps the language only: "${known}" is sent.` };
    },
    toWire: (value) => value,
    isShown: isSameJson,
    allowedValues: languages,
  };
}

/** A set of the two solutions of the page, each at most once. */
export function solutionsCodec(): Codec<readonly string[]> {
  const expected = `a list of ${SOLUTIONS.join(', ')}, each at most once`;
  return {
    accept(value) {
      const items = textsOf(value);
      const known = items?.every((item) => SOLUTIONS.includes(item)) === true;
      return items && known && new Set(items).size === items.length
        ? { ok: true, value: items }
        : { ok: false, expected };
    },
    toWire: (value) => value,
    // The page does not say that the order is kept.
    isShown: (sent, seen) => isSameJson(sorted(sent), sorted(seen)),
    allowedValues: SOLUTIONS,
  };
}

/**
 * Roles with the ids of the customers and sites where they hold. Names and privileges are open: Kameleoon's own lists
 * of both grew between two copies of its documentation.
 */
export function rolesCodec(): Codec<readonly JsonObject[]> {
  return {
    accept: acceptRoles,
    toWire: (roles) => roles.map(roleToWire),
    // Nor does it say so of the lists within a role.
    isShown: (sent, seen) => isSameJson(sorted(withSortedLists(sent)), sorted(withSortedLists(seen))),
  };
}

function acceptRoles(value: JsonValue): Accepted<readonly JsonObject[]> {
  const expected =
    'a list of roles, each with a name and, where wanted, customers and sites (64-bit ids) and privileges (names)';
  if (!Array.isArray(value)) return { ok: false, expected };
  const roles: JsonObject[] = [];
  for (const item of value as readonly JsonValue[]) {
    const role = toRole(item);
    if (role === null) return { ok: false, expected };
    roles.push(role);
  }
  return { ok: true, value: roles };
}

function toRole(item: JsonValue): JsonObject | null {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return null;
  const { name, customers, sites, privileges } = item as Partial<JsonObject>;
  const role = {
    name: typeof name === 'string' && name !== '' ? name : null,
    customers: idsOf(customers),
    sites: idsOf(sites),
    privileges: textsOf(privileges ?? []),
  };
  if (role.name === null || role.customers === null || role.sites === null || role.privileges === null) return null;
  return { name: role.name, customers: role.customers, sites: role.sites, privileges: role.privileges };
}

function idsOf(value: JsonValue | undefined): readonly string[] | null {
  const ids = textsOf(value ?? []);
  return ids?.every(isInt64Id) === true ? ids : null;
}

function textsOf(value: JsonValue): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const items = value as readonly JsonValue[];
  return items.every((item) => typeof item === 'string') ? items : null;
}

function roleToWire(role: JsonObject): WireValue {
  const ids = (list: JsonValue | undefined) => (textsOf(list ?? []) ?? []).map((id) => BigInt(id));
  return {
    name: role.name ?? null,
    customers: ids(role.customers),
    sites: ids(role.sites),
    privileges: role.privileges ?? [],
  };
}

function sorted(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return value;
  return (value as readonly JsonValue[]).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function withSortedLists(roles: JsonValue): JsonValue {
  if (!Array.isArray(roles)) return roles;
  return (roles as readonly JsonValue[]).map((role) => {
    if (role === null || typeof role !== 'object') return role;
    return Object.fromEntries(Object.entries(role).map(([name, value]) => [name, sorted(value)]));
  });
}
