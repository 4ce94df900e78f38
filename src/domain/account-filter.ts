import type { Account, AccountStatus } from './account.ts';
import { emailKey } from './email-address.ts';

/** The parts of a filter that a provider may be able to evaluate by itself. */
export const AccountFilterField = { EMAIL: 'EMAIL', STATUS: 'STATUS', SEARCH: 'SEARCH' } as const;
export type AccountFilterField = keyof typeof AccountFilterField;

/** Which accounts of a source are wanted: those that pass all parts. A part that is null lets everything pass. */
export interface AccountFilter {
  /** The main e-mail address, compared by {@link emailKey}. */
  readonly email: string | null;
  readonly status: readonly AccountStatus[] | null;
  /** Part of a name, the user name or the main e-mail address, without regard to case. */
  readonly search: string | null;
}

/** Lets every account pass. */
export const NO_FILTER: AccountFilter = { email: null, status: null, search: null };

/** The parts of a filter that hold something back. */
export function activeParts(filter: AccountFilter): readonly AccountFilterField[] {
  const { email, status, search } = filter;
  return [
    ...(email === null ? [] : [AccountFilterField.EMAIL]),
    ...(status === null ? [] : [AccountFilterField.STATUS]),
    ...(search === null ? [] : [AccountFilterField.SEARCH]),
  ];
}

/** Makes the test of a filter: what it means, whoever evaluates it. */
export function accountTest({ email, status, search }: AccountFilter): (account: Account) => boolean {
  const wantedEmail = email === null ? null : emailKey(email);
  const wantedText = search === null ? null : searchKey(search);
  return (account) =>
    (wantedEmail === null || (account.email !== null && emailKey(account.email) === wantedEmail)) &&
    (status === null || status.includes(account.status)) &&
    (wantedText === null || searchableTexts(account).some((text) => searchKey(text).includes(wantedText)));
}

function searchableTexts(account: Account): readonly string[] {
  const { displayName, firstName, lastName, username, email } = account;
  // "ana kovač" finds her also where the provider has another display name.
  const fullName = [firstName, lastName].filter((part) => part !== null).join(' ');
  return [displayName, fullName, username ?? '', email ?? ''];
}

function searchKey(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/**
 * A status filter in a provider's words, by a table of the words that mean each status. Null: no filter, or one that also
 * lets through words that the table does not know. Empty: no account of this provider can pass.
 */
export function wireStatuses<Word>(
  status: AccountFilter['status'] | undefined,
  words: Readonly<Partial<Record<AccountStatus, readonly Word[]>>>,
): readonly Word[] | null {
  if (status === null || status === undefined || status.includes('UNKNOWN')) return null;
  return [...new Set(status)].flatMap((each) => words[each] ?? []);
}
