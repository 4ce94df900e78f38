import { emailText } from '../domain/email-address.ts';
import type { AccountFilter } from '../domain/account-filter.ts';
import { canonicalText } from '../domain/canonical-text.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import { isEmail } from '../domain/fields/codec.ts';
import type { Source, Sources } from '../domain/source.ts';

/** Which stretch of which list. */
export interface ListQuery extends AccountFilter {
  /** 1..200. */
  readonly first: number;
  readonly after: string | null;
  /** Only these sources; null for all. */
  readonly sources: readonly string[] | null;
  /** Only sources of these providers, by the graph's names; null for all. */
  readonly providers: readonly string[] | null;
}

const MAX_PAGE_SIZE = 200;
const MAX_SEARCH_LENGTH = 256;

/** @throws AccountError INVALID_VALUE for anything but 1 to 200. */
export function checkFirst(first: number): void {
  if (Number.isInteger(first) && first >= 1 && first <= MAX_PAGE_SIZE) return;
  throw invalid('first', `first must be a whole number from 1 to ${MAX_PAGE_SIZE}.`);
}

/**
 * One e-mail address in the spelling that counts.
 * @throws AccountError INVALID_VALUE, which does not repeat it.
 */
export function checkEmail(email: string, field: string): string {
  if (isEmail(email)) return emailText(email);
  throw invalid(field, `${field} must be one e-mail address, such as ana.kovac@example.com.`);
}

/**
 * The filter of a query, where an empty search and no search are the same.
 * @throws AccountError INVALID_VALUE for what is no e-mail address, and for a search of more than 256 characters.
 */
export function filterOf({ email, status, search }: ListQuery): AccountFilter {
  if ((search?.length ?? 0) > MAX_SEARCH_LENGTH) {
    throw invalid('filter.search', `filter.search must have at most ${MAX_SEARCH_LENGTH} characters.`);
  }
  return {
    email: email === null ? null : checkEmail(email, 'filter.email'),
    status: status === null ? null : [...new Set(status)].toSorted(),
    search: search === '' ? null : search,
  };
}

/**
 * The sources that a query is about, in configuration order.
 * @throws AccountError INVALID_VALUE where it names one that there is not.
 */
export function sourcesOf({ sources, providers }: ListQuery, all: Sources): readonly Source[] {
  const unknown = sources?.find((id) => !all.has(id));
  if (unknown !== undefined) {
    const known = [...all.keys()].join(', ');
    throw invalid('filter.sources', `filter.sources names a source that is not one of ${known}.`);
  }
  return [...all.values()].filter(
    (source) => (sources?.includes(source.id) ?? true) && (providers?.includes(source.provider) ?? true),
  );
}

/** One text for all of a query that decides which accounts its list has: the same for two spellings of one list. */
export function selectionText({ sources, providers }: ListQuery, filter: AccountFilter): string {
  return canonicalText({ sources: toSet(sources), providers: toSet(providers), ...filter });
}

function toSet(values: readonly string[] | null): readonly string[] | null {
  return values && [...new Set(values)].toSorted();
}

function invalid(field: string, message: string): AccountError {
  return new AccountError(ErrorCode.INVALID_VALUE, message, { field });
}
