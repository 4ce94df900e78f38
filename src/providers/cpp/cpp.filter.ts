import { wireStatuses, type AccountFilter } from '../../domain/account-filter.ts';
import type { CppEnumNumbers, CppStatusName } from './cpp.enums.ts';

/** What of a filter goes into the query of CPP's list. */
export interface CppFilterQuery {
  readonly email?: string;
  readonly status?: string;
}

const STATUS_NAMES = {
  ACTIVE: ['Enabled'],
  DEACTIVATED: ['Disabled', 'Expired', 'NotPaid'],
} as const satisfies Partial<Record<string, readonly CppStatusName[]>>;

/**
 * The parameters `email`, a text, and `status`, an integer (the help page of the list). The page does not tell the
 * numbers, so that a status is sent only where the configuration does, and it takes one: DEACTIVATED is three of CPP's.
 *
 * Null: no account can pass, so that no call is needed.
 */
export function toCppFilterQuery(
  filter: AccountFilter | undefined,
  { statusNumbers }: CppEnumNumbers,
): CppFilterQuery | null {
  const names = wireStatuses(filter?.status, STATUS_NAMES);
  if (names?.length === 0) return null;
  const [name] = names?.length === 1 ? names : [];
  return {
    ...(typeof filter?.email === 'string' && { email: filter.email.normalize('NFC') }),
    ...(name !== undefined && statusNumbers && { status: String(statusNumbers[name]) }),
  };
}
