import type { Clock } from '../../domain/clock.ts';
import type { CallOptions } from '../../domain/datasource.ts';
import { AccountError, ErrorCode } from '../../domain/errors.ts';
import { malformedAnswer } from '../../domain/upstream-status.ts';
import type { HttpClient } from '../../http/http-client.ts';
import { parseAnswer } from '../../http/json.ts';
import { buildPath } from '../../http/path.ts';
import { cppError } from './cpp.errors.ts';
import type { CppFilterQuery } from './cpp.filter.ts';
import { canonicalUsername, usernamesToAsk } from './cpp.username.ts';
import { usernameOf } from './cpp.wire.ts';

const PATH = '/api/account/users';
// The documented default of `take`: a page of that many rows is certainly allowed, and a larger one may be cut.
const DEFAULT_TAKE = 50;
const MAX_PAGES_OF_A_SEARCH = 20;

export interface CppUserListOptions {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly defaultDomain: string;
}

/** Which stretch of the list of a filter. */
export interface CppPageRequest {
  readonly skip: number;
  readonly limit: number;
  readonly filter: CppFilterQuery;
}

/** A stretch of the list. */
export interface CppUserRows {
  readonly rows: readonly unknown[];
  readonly hasMore: boolean;
}

/**
 * `GET api/account/users?skip&take&username&email&status`: a bare array, without a total. CPP offers no read of one account, so one
 * is looked for by its name.
 */
export class CppUserList {
  readonly #http: HttpClient;
  readonly #clock: Clock;
  readonly #defaultDomain: string;

  constructor(options: CppUserListOptions) {
    this.#http = options.http;
    this.#clock = options.clock;
    this.#defaultDomain = options.defaultDomain;
  }

  /**
   * The row of a user by the canonical name; null where there is none. The filter may match parts of names, so names
   * are compared here.
   *
   * @throws AccountError UPSTREAM_MALFORMED where the filter lets 1,000 others through and the search ends undecided.
   */
  async find(canonical: string, options: CallOptions): Promise<unknown> {
    let undecided = false;
    for (const username of usernamesToAsk(canonical, this.#defaultDomain)) {
      const found = await this.#search({ username, canonical }, options);
      if (found === 'undecided') undecided = true;
      else if (found !== null) return found.row;
    }
    if (!undecided) return null;
    const message = "The provider's filter by user name lets too many other users through to find this one.";
    throw new AccountError(ErrorCode.UPSTREAM_MALFORMED, message, { dispatched: true });
  }

  /** The rows from `skip` on, and whether anything follows them: one more than wanted is asked for to know that. */
  async page({ skip, limit, filter }: CppPageRequest, options: CallOptions): Promise<CppUserRows> {
    const rows = await this.#fetch({ skip: String(skip), take: String(limit + 1), ...filter }, options);
    if (rows.length > limit) return { rows: rows.slice(0, limit), hasMore: true };
    if (rows.length < DEFAULT_TAKE) return { rows, hasMore: false };
    // Fewer than asked for, and many: the list may end here, or the server may cut its pages.
    const next = await this.#fetch({ skip: String(skip + rows.length), take: '1', ...filter }, options);
    return { rows, hasMore: next.length > 0 };
  }

  async #search(
    wanted: { readonly username: string; readonly canonical: string },
    options: CallOptions,
  ): Promise<{ readonly row: unknown } | 'undecided' | null> {
    let skip = 0;
    for (let page = 0; page < MAX_PAGES_OF_A_SEARCH; page += 1) {
      const query = { username: wanted.username, skip: String(skip), take: String(DEFAULT_TAKE) };
      const rows = await this.#fetch(query, options);
      const row = rows.find((each) => this.#canonicalOf(each) === wanted.canonical);
      if (row !== undefined) return { row };
      if (rows.length < DEFAULT_TAKE) return null;
      skip += rows.length;
    }
    return 'undecided';
  }

  #canonicalOf(row: unknown): string | null {
    const username = usernameOf(row);
    return username === null ? null : canonicalUsername(username, this.#defaultDomain);
  }

  async #fetch(query: Readonly<Record<string, string>>, options: CallOptions): Promise<readonly unknown[]> {
    // The server also speaks XML, and JSON under the name of HTML.
    const headers = { accept: 'application/json' };
    const response = await this.#http.send({ method: 'GET', path: buildPath(PATH, {}, query), headers, ...options });
    if (response.status < 200 || response.status > 299) throw cppError(response, { nowMs: this.#clock.now() });
    const rows = parseAnswer(response);
    if (!Array.isArray(rows)) throw malformedAnswer(response.status);
    return rows as readonly unknown[];
  }
}
