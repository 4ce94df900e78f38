/**
 * Lists: paging, sorting, filtering.
 *
 * Documented: startIndex 0 and pageSize 20 by default; `filter` as `field op value` with eq, ne, gt, ge, lt, le, cont
 * and sw; `sortBy` as `field asc|desc`, several with commas, ascending by default. From third parties and the sibling
 * collections: the envelope. ASSUMED: startIndex counts users, not pages; filters are joined by "and"; every field that
 * is not an object can be used; a pageSize beyond the maximum is refused.
 */
import type { Fields } from '../shared/emulator.ts';
import { isFields } from '../shared/field-rules.ts';
import type { ParameterProblem } from './kibo.errors.ts';

/** Where lists start and end unless told otherwise. */
export const FIRST_PAGE: PageRange = { startIndex: 0, pageSize: 20 };

/** What the documentation leaves open about lists. */
export interface KiboListRules {
  /** The largest `pageSize`. Default 200, which is documented for another Kibo service. */
  readonly maxPageSize: number;
  /** Whether filters tell upper from lower case. Default ignored, as SQL Server does. */
  readonly filterCase: 'ignored' | 'exact';
}

/** One page of anything, as Kibo wraps it. */
export interface KiboPage {
  readonly startIndex: number;
  readonly pageSize: number;
  readonly pageCount: number;
  readonly totalCount: number;
  readonly items: readonly unknown[];
}

/** Puts a page around items that were cut to size already. */
export function toPage(items: readonly unknown[], totalCount: number, range: PageRange): KiboPage {
  const pageCount = Math.ceil(totalCount / range.pageSize);
  return { startIndex: range.startIndex, pageSize: range.pageSize, pageCount, totalCount, items };
}

/** Lists users as the query asks; a problem where a parameter makes no sense. */
export function listUsers(
  users: readonly Readonly<Fields>[],
  query: URLSearchParams,
  rules: KiboListRules,
): KiboPage | ParameterProblem {
  const range = parseRange(query, rules.maxPageSize);
  if ('reason' in range) return range;
  const conditions = parseFilter(query.get('filter') ?? '');
  if (conditions === undefined) return { name: 'filter', reason: 'must be "field op value"' };
  const order = parseOrder(query.get('sortBy') ?? '');
  if (order === undefined) return { name: 'sortBy', reason: 'must be "field asc|desc"' };

  const emailAddress = query.get('emailAddress') ?? '';
  if (emailAddress !== '') conditions.push({ field: 'emailAddress', operator: 'eq', value: emailAddress });
  const normalize = (text: string) => (rules.filterCase === 'ignored' ? text.toLowerCase() : text);
  const found = users.filter((user) => conditions.every((condition) => meets(user, condition, normalize)));
  found.sort((one, other) => compareUsers(one, other, order));
  const items = found.slice(range.startIndex, range.startIndex + range.pageSize);
  return toPage(items, found.length, range);
}

interface PageRange {
  readonly startIndex: number;
  readonly pageSize: number;
}

/** Reads startIndex and pageSize; empty ones count as absent. */
function parseRange(query: URLSearchParams, maxPageSize: number): PageRange | ParameterProblem {
  const startIndex = query.get('startIndex') ?? '';
  const pageSize = query.get('pageSize') ?? '';
  if (!/^\d{0,9}$/.test(startIndex)) return { name: 'startIndex', reason: 'must be 0 or more' };
  const size = pageSize === '' ? FIRST_PAGE.pageSize : Number(pageSize);
  if (!/^\d{0,9}$/.test(pageSize) || size < 1 || size > maxPageSize) {
    return { name: 'pageSize', reason: `must be 1 to ${maxPageSize}` };
  }
  return { startIndex: Number(startIndex), pageSize: size };
}

/** Fields that can be filtered and sorted by. */
const FIELD =
  /^(?:emailAddress|userName|phoneNumber|externalId|localeCode|firstName|lastName|optInToEmail|optInToTextMessage|id|isActive|identityProviderId|systemData\.\w+)$/;

const OPERATORS = {
  eq: (one, other) => one === other,
  ne: (one, other) => one !== other,
  gt: (one, other) => one > other,
  ge: (one, other) => one >= other,
  lt: (one, other) => one < other,
  le: (one, other) => one <= other,
  cont: (one, other) => one.includes(other),
  sw: (one, other) => one.startsWith(other),
} as const satisfies Record<string, (one: string, other: string) => boolean>;

interface Condition {
  readonly field: string;
  readonly operator: keyof typeof OPERATORS;
  readonly value: string;
}

function parseFilter(filter: string): Condition[] | undefined {
  const conditions: Condition[] = [];
  if (filter.trim() === '') return conditions;
  // "and" joins only where another condition follows: it may also be part of a name.
  for (const part of filter.split(/\s+and\s+(?=[\w.]+\s+(?:eq|ne|gt|ge|lt|le|cont|sw)\s)/i)) {
    const [, field = '', operator = '', value = ''] = /^\s*([\w.]+)\s+(\w+)\s+(.+?)\s*$/s.exec(part) ?? [];
    if (!FIELD.test(field) || !isOperator(operator)) return undefined;
    conditions.push({ field, operator, value });
  }
  return conditions;
}

function isOperator(text: string): text is keyof typeof OPERATORS {
  return Object.hasOwn(OPERATORS, text);
}

function meets(user: Readonly<Fields>, condition: Condition, normalize: (text: string) => string): boolean {
  return OPERATORS[condition.operator](normalize(toText(valueAt(user, condition.field))), normalize(condition.value));
}

interface SortKey {
  readonly field: string;
  readonly descending: boolean;
}

function parseOrder(sortBy: string): SortKey[] | undefined {
  const order: SortKey[] = [];
  if (sortBy.trim() === '') return order;
  for (const part of sortBy.split(',')) {
    const [, field = '', direction = 'asc'] = /^\s*([\w.]+)(?:\s+(asc|desc))?\s*$/.exec(part) ?? [];
    if (!FIELD.test(field)) return undefined;
    order.push({ field, descending: direction === 'desc' });
  }
  return order;
}

function compareUsers(one: Readonly<Fields>, other: Readonly<Fields>, order: readonly SortKey[]): number {
  for (const { field, descending } of order) {
    const [left, right] = [one, other].map((user) => toText(valueAt(user, field)).toLowerCase());
    if (left === undefined || right === undefined || left === right) continue;
    return left < right === descending ? 1 : -1;
  }
  return 0;
}

function valueAt(user: Readonly<Fields>, field: string): unknown {
  return field.split('.').reduce<unknown>((value, name) => (isFields(value) ? value[name] : undefined), user);
}

/** Missing values are empty text; ISO dates and booleans compare as text. */
function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? String(value) : '';
}
