/** Pages of accounts, with opaque markers. */
import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import type { EmulatorAnswer } from '../shared/exchange.ts';
import { toAccountDto } from './huawei-cloud.accounts.ts';
import { answer, refuseParameter } from './huawei-cloud.errors.ts';

/** Bounds of `limit`; with contact information at most 200 fit a page. */
const DEFAULT_LIMIT = 200;
const MAX_LIMIT = 2000;
const MAX_LIMIT_WITH_CONTACT_INFO = 200;

const MARKER_PREFIX = '+/';

/** How the last page says that it is the last; clients must understand all three. */
export type LastMarker = 'null' | 'absent' | 'empty';

/** Answers one page of accounts, or 400 for a parameter out of bounds. */
export function listAccounts(state: AccountState, query: URLSearchParams, lastMarker: LastMarker): EmulatorAnswer {
  const withContactInfo = parseFlag(query.get('with_register_contact_info'));
  if (withContactInfo === undefined) return refuseParameter('with_register_contact_info', 'must be true or false.');
  const max = withContactInfo ? MAX_LIMIT_WITH_CONTACT_INFO : MAX_LIMIT;
  const limit = parseLimit(query.get('limit'));
  if (limit === undefined || limit < 1 || limit > max) return refuseParameter('limit', `must be 1 to ${max}.`);

  const parentId = query.get('parent_id');
  if (parentId !== null && (parentId === '' || parentId.length > 100)) {
    return refuseParameter('parent_id', 'must have 1 to 100 characters.');
  }
  const found = Array.from(state.entries(), ([, account]) => account).filter(
    (account) => parentId === null || account.parent_id === parentId,
  );
  const start = findStart(found, query.get('marker'));
  if (start === undefined) return refuseParameter('marker', 'is not one that this API issued.');

  const page = found.slice(start, start + limit);
  const next = found[start + limit];
  return answer(200, {
    accounts: page.map((account) => toAccountDto(account, withContactInfo)),
    page_info: {
      ...(next === undefined ? NO_MARKER[lastMarker] : { next_marker: toMarker(String(next.id)) }),
      current_count: page.length,
    },
  });
}

/** Reads a boolean query parameter; absent is false, anything but true and false undefined. */
export function parseFlag(text: string | null): boolean | undefined {
  if (text === null || text === 'false') return false;
  return text === 'true' ? true : undefined;
}

const NO_MARKER: Record<LastMarker, { next_marker?: string | null }> = {
  null: { next_marker: null },
  absent: {},
  empty: { next_marker: '' },
};

function parseLimit(text: string | null): number | undefined {
  if (text === null) return DEFAULT_LIMIT;
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

function findStart(accounts: readonly Readonly<Fields>[], marker: string | null): number | undefined {
  if (marker === null) return 0;
  const id = Buffer.from(marker.slice(MARKER_PREFIX.length), 'base64').toString();
  const start = accounts.findIndex((account) => account.id === id);
  return start < 0 || toMarker(id) !== marker ? undefined : start;
}

/** Names the first account of the next page, in characters ("+", "/", "=") that must be encoded in a query. */
function toMarker(accountId: string): string {
  return MARKER_PREFIX + Buffer.from(accountId).toString('base64');
}
