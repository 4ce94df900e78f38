import { NO_FILTER } from '../domain/account-filter.ts';
import type { Account } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import type { Clock } from '../domain/clock.ts';
import type { CallOptions } from '../domain/datasource.ts';
import { emailKey } from '../domain/email-address.ts';
import { ErrorCode } from '../domain/errors.ts';
import type { Source, Sources } from '../domain/source.ts';
import { checkMayReadAny, mayRead } from './access-policy.ts';
import { checkEmail } from './list-query.ts';
import { notListable, toProblem, type SourceProblem } from './source-problem.ts';
import { StretchReader, type SnapshotStore, type Stretch, type StretchRequest } from './source-stretch.ts';

/** One person's accounts, as far as an e-mail address tells. */
export interface Identity {
  /** The address in the spelling that counts. */
  readonly email: string;
  /** In configuration order, within a source in the provider's. */
  readonly accounts: readonly Account[];
  readonly problems: readonly SourceProblem[];
}

/** What one source has of a person. */
interface Findings {
  readonly accounts: readonly Account[];
  readonly problems: readonly SourceProblem[];
}

// More accounts of one address at one source than anybody has.
const MAX_ACCOUNTS = 200;

/** Finds the accounts of one person over all sources, at the same time: a hint, never a merge. */
export class IdentityService {
  readonly #sources: Sources;
  readonly #clock: Clock;
  readonly #reader: StretchReader;

  constructor(options: { readonly sources: Sources; readonly store: SnapshotStore; readonly clock: Clock }) {
    this.#sources = options.sources;
    this.#clock = options.clock;
    this.#reader = new StretchReader(options);
  }

  /**
   * The accounts that have the address as their main one or as another one. A source is asked by its own filter where
   * that looks at all addresses, else its list is looked through, up to ten pages.
   *
   * @throws AccountError INVALID_VALUE for what is no e-mail address and FORBIDDEN where the caller may see no accounts at
   * all, before any call. Sources never make it throw.
   */
  async find(caller: Caller, email: string, options: CallOptions = {}): Promise<Identity> {
    const wanted = checkEmail(email, 'email');
    checkMayReadAny(caller, this.#sources);
    const sources = [...this.#sources.values()].filter((source) => mayRead(caller, source));
    const findings = await Promise.all(sources.map((source) => this.#search(source, wanted, options)));
    return {
      email: wanted,
      accounts: findings.flatMap(({ accounts }) => accounts),
      problems: findings.flatMap(({ problems }) => problems),
    };
  }

  async #search(source: Source, email: string, options: CallOptions): Promise<Findings> {
    const { list, listFilters, alternateEmails = false } = source.datasource.capabilities;
    const byFilter: StretchRequest = { after: null, limit: MAX_ACCOUNTS, filter: { ...NO_FILTER, email } };
    if (!list) {
      const found = this.#findings(source, await this.#reader.read(source, byFilter, options));
      return { ...found, problems: [notListable(source), ...found.problems] };
    }
    const hasFilter = listFilters.includes('EMAIL');
    if (hasFilter && !alternateEmails)
      return this.#findings(source, await this.#reader.read(source, byFilter, options));

    const lookThrough = { ...byFilter, filter: NO_FILTER, test: hasAddress(email) };
    const looked = await this.#reader.read(source, lookThrough, options);
    // Of the accounts that were not reached, the filter finds those whose main address it is.
    if (looked.end !== 'CUT' || !hasFilter) return this.#findings(source, looked);
    return merged(
      this.#findings(source, looked),
      this.#findings(source, await this.#reader.read(source, byFilter, options)),
    );
  }

  #findings(source: Source, { items, end, failure }: Stretch): Findings {
    const accounts = items.map(({ reading }) => reading.account);
    if (failure) return { accounts, problems: [toProblem(source, failure, this.#clock.now())] };
    return { accounts, problems: end === 'ENDED' ? [] : [notLookedThrough(source)] };
  }
}

function hasAddress(email: string): (account: Account) => boolean {
  const wanted = emailKey(email);
  return (account) =>
    [account.email, ...account.alternateEmails].some((each) => each !== null && emailKey(each) === wanted);
}

function merged(first: Findings, second: Findings): Findings {
  const accounts = new Map([...first.accounts, ...second.accounts].map((account) => [account.id, account]));
  return { accounts: [...accounts.values()], problems: [...first.problems, ...second.problems] };
}

function notLookedThrough(source: Source): SourceProblem {
  const message = `${source.label} cannot be asked for everybody with an address, and has more accounts than were looked through.`;
  return { source, code: ErrorCode.READ_NOT_SUPPORTED, message, retryAt: null };
}
