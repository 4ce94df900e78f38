import { wireStatuses, type AccountFilter } from '../../domain/account-filter.ts';

/** What of a filter goes into the query of Kibo's list. */
export interface KiboFilterQuery {
  readonly emailAddress?: string;
  readonly filter?: string;
}

/**
 * The parameters `emailAddress` (the vendor's SDK) and `filter` in the guide's grammar, "field op value"; that the users'
 * list can be filtered by `isActive` is assumed. Null: no account can pass, so that no call is needed.
 */
export function toKiboFilterQuery(filter: AccountFilter | undefined): KiboFilterQuery | null {
  const active = wireStatuses(filter?.status, { ACTIVE: [true], DEACTIVATED: [false] });
  if (active?.length === 0) return null;
  // Both of the two states are no filter.
  const [isActive] = active?.length === 1 ? active : [];
  return {
    ...(typeof filter?.email === 'string' && { emailAddress: filter.email.normalize('NFC') }),
    ...(isActive !== undefined && { filter: `isActive eq ${isActive}` }),
  };
}
