import { isFields } from '../shared/field-rules.ts';
import type { Fields } from '../shared/emulator.ts';
import { parseJsonText, toJsonText } from '../shared/json-text.ts';

/** What is not documented about `GET /accounts`, with the values assumed. */
export interface KameleoonListRules {
  /** Default 20, ASSUMED. */
  readonly defaultPerPage: number;
  /** Larger pages are cut to this. Default 200, ASSUMED. */
  readonly maxPerPage: number;
  /** Whether EQUAL, NOT_EQUAL, IN and NOT_IN take "A" for "a". Default false, ASSUMED. */
  readonly filterIgnoresCase: boolean;
}

/** A query that cannot be answered; the message is the whole error body. */
export class BadQuery extends Error {}

interface FilterItem {
  readonly field: string;
  readonly operator: string;
  readonly parameters: readonly unknown[];
}

type Test = (value: unknown, parameters: readonly unknown[]) => boolean;

/**
 * One page of the accounts that pass the filter.
 *
 * @throws BadQuery for a page, filter or sort that is not in the form of the tutorials.
 */
export function listKameleoonAccounts(
  accounts: Iterable<Readonly<Fields>>,
  query: URLSearchParams,
  rules: KameleoonListRules,
): Readonly<Fields>[] {
  const page = readCount(query, 'page', 1);
  const perPage = Math.min(readCount(query, 'perPage', rules.defaultPerPage), rules.maxPerPage);
  const tests = readItems(query, 'filter').map((item) => toTest(item, rules.filterIgnoresCase));
  const order = readItems(query, 'sort').map(toOrder);
  const found = Array.from(accounts).filter((account) => tests.every((test) => test(account)));
  const sorted = order.reduceRight((list, compare) => list.toSorted(compare), found);
  return sorted.slice((page - 1) * perPage, page * perPage);
}

function readCount(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new BadQuery(`${name} must be a positive integer`);
  return Number(text);
}

function readItems(query: URLSearchParams, name: string): Fields[] {
  const text = query.get(name);
  if (text === null) return [];
  try {
    const items = parseJsonText(text);
    if (Array.isArray(items) && items.every(isFields)) return items;
  } catch {
    // Not JSON: refused like any other wrong form.
  }
  throw new BadQuery(`${name} must be a JSON array of objects`);
}

function toTest(item: Fields, ignoreCase: boolean): (account: Readonly<Fields>) => boolean {
  const { field, operator, parameters } = readFilterItem(item);
  const test = toOperators(ignoreCase).get(operator);
  if (test === undefined) throw new BadQuery(`operator ${operator} is not supported`);
  return (account) => test(account[field], parameters);
}

function readFilterItem({ field, operator, parameters = [] }: Fields): FilterItem {
  if (typeof field !== 'string' || !FIELDS.has(field)) throw new BadQuery('filter on an unknown field');
  if (typeof operator !== 'string' || !Array.isArray(parameters)) throw new BadQuery('filter without an operator');
  return { field, operator, parameters };
}

const FIELDS: ReadonlySet<string> = new Set([
  ...['id', 'email', 'firstName', 'lastName', 'imageURL', 'preferredLocale', 'status', 'solutions', 'teamId'],
  ...['isProductRecoAllowed', 'isPasswordExpired', 'passwordBlocked', 'dateCreated', 'amClientId'],
]);

/** The operators of the page "search-segments"; EQUAL with several parameters means any of them. */
function toOperators(ignoreCase: boolean): ReadonlyMap<string, Test> {
  const plain = (value: unknown) => (ignoreCase ? toText(value).toLowerCase() : toText(value));
  const isAny: Test = (value, parameters) => parameters.some((parameter) => plain(parameter) === plain(value));
  const contains: Test = (value, [parameter]) =>
    Array.isArray(value) ? isAny(parameter, value) : isLike(toText(value), toText(parameter));
  const isEmpty: Test = (value) => value === undefined || value === null || toText(value) === '';
  const not =
    (test: Test): Test =>
    (value, parameters) =>
      !test(value, parameters);
  return new Map<string, Test>([
    ['EQUAL', isAny],
    ['IN', isAny],
    ['NOT_EQUAL', not(isAny)],
    ['NOT_IN', not(isAny)],
    ['LIKE', contains],
    ['CONTAINS', contains],
    ['NOT_LIKE', not(contains)],
    ['LESS', (value, [limit]) => compare(value, limit) < 0],
    ['GREATER', (value, [limit]) => compare(value, limit) > 0],
    ['LESS_OR_EQUAL', (value, [limit]) => compare(value, limit) <= 0],
    ['GREATER_OR_EQUAL', (value, [limit]) => compare(value, limit) >= 0],
    ['BETWEEN', (value, [low, high]) => compare(value, low) >= 0 && compare(value, high) <= 0],
    ['IS_NULL', (value) => value === undefined || value === null],
    ['IS_NOT_NULL', (value) => value !== undefined && value !== null],
    ['IS_TRUE', (value) => value === true],
    ['IS_FALSE', (value) => value === false],
    ['IS_EMPTY', isEmpty],
    ['IS_NOT_EMPTY', not(isEmpty)],
  ]);
}

/** Percent signs, as in SQL, only say that anything may stand there; matching ignores case. ASSUMED. */
function isLike(text: string, pattern: string): boolean {
  return text.toLowerCase().includes(pattern.replaceAll('%', '').toLowerCase());
}

function compare(left: unknown, right: unknown): number {
  if (isNumeric(left) && isNumeric(right)) return left < right ? -1 : Number(left > right);
  const [a, b] = [toText(left), toText(right)];
  return a < b ? -1 : Number(a > b);
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : toJsonText(value);
}

function toOrder({ field, direction }: Fields): (left: Readonly<Fields>, right: Readonly<Fields>) => number {
  if (typeof field !== 'string' || !FIELDS.has(field)) throw new BadQuery('sort on an unknown field');
  if (direction !== 'ASC' && direction !== 'DESC') throw new BadQuery('sort direction must be ASC or DESC');
  const sign = direction === 'ASC' ? 1 : -1;
  return (left, right) => sign * compare(left[field], right[field]);
}
