import DataLoader from 'dataloader';
import type { AccountService } from '../accounts/account-service.ts';
import type { Location } from '../accounts/locate.ts';
import type { Account } from '../domain/account.ts';
import { formatAccountId } from '../domain/account-id.ts';
import type { Caller } from '../domain/caller.ts';
import { wantsOnDemand, type CallOptions } from '../domain/datasource.ts';
import { Stage } from '../domain/stage.ts';

/** Loads accounts for one request: every account is asked for once, however often and under whatever spelling. */
export interface AccountLoader {
  /**
   * Loads an account for these fields at least, by their names in the graph.
   *
   * Rejects with what {@link AccountService.locate} and {@link AccountService.read} throw.
   */
  load(id: string, fields: ReadonlySet<string>): Promise<Account | null>;
  /** Forgets an account that was written. */
  clear(id: string): void;
}

/** One read, from the first wish for it. */
interface Wish {
  readonly location: Location;
  /** Whether it brings what its source has on demand only; widened until the read begins. */
  onDemand: boolean;
  fields: ReadonlySet<string>;
  hasBegun: boolean;
  answer: Promise<Account | null>;
}

// One for all requests: what they ask upstream leaves together.
const reads = new Stage();

/** Makes the loader of one request: of what its caller may see. `options` go with each of its reads. */
export function createAccountLoader(
  accounts: AccountService,
  caller: Caller,
  options: Omit<CallOptions, 'fields'>,
): AccountLoader {
  const wishes = new Map<string, Wish>();
  const loader = new DataLoader<Wish, Account | null>(
    (batch) =>
      Promise.all(
        batch.map((wish) => {
          wish.hasBegun = true;
          return accounts.read(caller, wish.location, { ...options, fields: wish.fields }).catch(asError);
        }),
      ),
    {
      // The map knows better: a read with more fields serves one with fewer, and not the reverse.
      cache: false,
      // With those of other requests.
      batchScheduleFn: (dispatch) => void reads.together().then(dispatch),
    },
  );
  return {
    async load(id, fields) {
      // Two spellings of one id are one account. It throws for a bad id.
      const location = accounts.locate(id);
      const { source, externalId } = location;
      const key = formatAccountId({ sourceId: source.id, externalId });
      const onDemand = wantsOnDemand(source.datasource.capabilities, fields);
      const made = wishes.get(key);
      if (made && (made.onDemand || !onDemand)) return made.answer;
      if (made && !made.hasBegun) {
        made.onDemand = true;
        made.fields = fields;
        return made.answer;
      }
      const wish: Wish = { location, onDemand, fields, hasBegun: false, answer: Promise.resolve(null) };
      wish.answer = loader.load(wish);
      wishes.set(key, wish);
      return wish.answer;
    },
    clear(id) {
      wishes.delete(id);
    },
  };
}

// DataLoader takes each key's failure as a value.
function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The account could not be read.', { cause: reason });
}
