import { wireStatuses, type AccountFilter } from '../../domain/account-filter.ts';
import { stringifyJson } from '../../http/json.ts';

/** Kameleoon's words for the unified statuses; see the table of the mapping. */
const STATUS_WORDS = { ACTIVE: ['ACTIVATED'], PENDING: ['CREATED'], DEACTIVATED: ['DEACTIVATED'] } as const;

/**
 * The query parameter `filter`: a JSON array of `{field, operator, parameters}`, where EQUAL with several parameters
 * matches any of them (the vendor's tutorial "paramsIO use cases"). That several items are joined by AND is assumed, and
 * harmless where it is not so, as the accounts are compared again.
 *
 * Undefined: nothing to send. Null: no account can pass, so that no call is needed.
 */
export function toKameleoonFilter(filter: AccountFilter | undefined): string | null | undefined {
  const statuses = wireStatuses(filter?.status, STATUS_WORDS);
  if (statuses?.length === 0) return null;
  const items = [
    ...(typeof filter?.email === 'string' ? [equal('email', spellings(filter.email))] : []),
    ...(statuses === null ? [] : [equal('status', statuses)]),
  ];
  return items.length === 0 ? undefined : stringifyJson(items);
}

function equal(field: string, parameters: readonly string[]) {
  return { field, operator: 'EQUAL', parameters };
}

// Nothing says whether EQUAL minds the case of letters or how they are composed: the spellings that are likely.
function spellings(email: string): readonly string[] {
  const composed = email.normalize('NFC');
  return [...new Set([composed, composed.toLowerCase(), composed.toUpperCase(), composed.normalize('NFD')])];
}
