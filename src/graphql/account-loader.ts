import DataLoader from 'dataloader';
import type { AccountService } from '../accounts/account-service.ts';
import type { Account } from '../domain/account.ts';
import { formatAccountId } from '../domain/account-id.ts';

/** Loads accounts for one request: every account is asked for once, however often and under whatever spelling. */
export interface AccountLoader {
  /** Rejects with what {@link AccountService.read} throws. */
  load(id: string): Promise<Account | null>;
  /** Forgets an account that was written. */
  clear(id: string): void;
}

/** Makes the loader of one request. */
export function createAccountLoader(accounts: AccountService, signal: AbortSignal): AccountLoader {
  const loader = new DataLoader<string, Account | null>((ids) =>
    Promise.all(ids.map((id) => accounts.read(id, { signal }).catch(asError))),
  );
  // Before the loader, so that two spellings of one id are one key. It throws for a bad id.
  const canonical = (id: string): string => {
    const { source, externalId } = accounts.locate(id);
    return formatAccountId({ sourceId: source.id, externalId });
  };
  return {
    load: async (id) => loader.load(canonical(id)),
    clear: (id) => {
      loader.clear(id);
    },
  };
}

// DataLoader takes each key's failure as a value.
function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The account could not be read.', { cause: reason });
}
