import type { Fields } from '../shared/emulator.ts';
import { STATUSES } from './cpp.accounts.ts';

/** What is not documented about `GET api/account/users`, with the values assumed. */
export interface CppListRules {
  /** Whether text filters match a part or the whole; case never matters. Default "substring". */
  readonly textFilters: 'substring' | 'exact';
  /** The largest page; a larger `take` is cut to it. Default none. */
  readonly maxTake: number;
}

/** Query names arrive in lower case: the framework ignores their case. */
const TEXT_FILTERS = { username: 'Username', email: 'Email', name: 'Name', surname: 'Surname' } as const;

/** One page of the accounts that pass the filters, or the query parameter at fault. */
export function listCppAccounts(
  accounts: Iterable<Readonly<Fields>>,
  query: URLSearchParams,
  rules: CppListRules,
): Readonly<Fields>[] | { readonly invalid: string } {
  const skip = readInteger(query, 'skip', 0);
  const take = readInteger(query, 'take', 50);
  const status = readInteger(query, 'status', null);
  if (skip === undefined) return { invalid: 'skip' };
  if (take === undefined) return { invalid: 'take' };
  if (status === undefined) return { invalid: 'status' };
  const found = Array.from(accounts).filter(
    (account) => passesTexts(account, query, rules) && (status === null || account.Status === STATUSES[status]),
  );
  return found.slice(skip, skip + Math.min(take, rules.maxTake));
}

function passesTexts(account: Readonly<Fields>, query: URLSearchParams, rules: CppListRules): boolean {
  return Object.entries(TEXT_FILTERS).every(([name, field]) => {
    const wanted = query.get(name)?.toLowerCase() ?? '';
    if (wanted === '') return true;
    const value = typeof account[field] === 'string' ? account[field].toLowerCase() : '';
    return rules.textFilters === 'exact' ? value === wanted : value.includes(wanted);
  });
}

/** Absent and empty give the fallback, anything but a number that is at least 0 gives undefined. */
function readInteger<T>(query: URLSearchParams, name: string, fallback: T): number | T | undefined {
  const text = query.get(name) ?? '';
  if (text === '') return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
