import type { Clock } from '../../domain/clock.ts';
import {
  EMPTY_PAGE,
  type AccountDatasource,
  type CallOptions,
  type DatasourceCapabilities,
  type PageRequest,
  type Reading,
  type ReadingPage,
  type TranslatedPatch,
  type UpdateRequest,
  type WriteOptions,
} from '../../domain/datasource.ts';
import { AccountError } from '../../domain/errors.ts';
import { toCapabilities } from '../../domain/fields/field.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import { translateUnified } from '../../domain/fields/translate-unified.ts';
import { verifyFields } from '../../domain/fields/verify-fields.ts';
import { parseOffset } from '../../domain/list-offset.ts';
import type { FieldChange, Patch, UpdatePlan } from '../../domain/update.ts';
import { malformedAnswer } from '../../domain/upstream-status.ts';
import type { HttpClient } from '../../http/http-client.ts';
import { emptyCppDetails } from './cpp.details.ts';
import type { CppEnumNumbers } from './cpp.enums.ts';
import { cppError } from './cpp.errors.ts';
import { toCppFilterQuery } from './cpp.filter.ts';
import { cppFields, cppUnified } from './cpp.mapping.ts';
import { planCppUpdate } from './cpp.replacement.ts';
import { CppUserList } from './cpp.user-list.ts';
import { canonicalUsername } from './cpp.username.ts';
import { parseCppAccount, type CppAccount } from './cpp.wire.ts';

/** What is not documented about a CPP, or differs from one to the other. */
export interface CppSettings extends CppEnumNumbers {
  /** The domain of user names that are written without one. The page: "cpp.hr". */
  readonly defaultDomain: string;
}

export interface CppDatasourceOptions {
  readonly sourceId: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly settings: CppSettings;
}

type CppReading = Reading<CppAccount>;

/** CPP's accounts: the page's `PUT api/account`, and `GET api/account/users` for every read. */
export class CppDatasource implements AccountDatasource<CppAccount> {
  readonly capabilities: DatasourceCapabilities;
  readonly #sourceId: string;
  readonly #http: HttpClient;
  readonly #clock: Clock;
  readonly #settings: CppSettings;
  readonly #users: CppUserList;

  constructor({ sourceId, http, clock, settings }: CppDatasourceOptions) {
    this.#sourceId = sourceId;
    this.#http = http;
    this.#clock = clock;
    this.#settings = settings;
    this.capabilities = {
      readOne: true,
      list: true,
      listFilters: settings.statusNumbers ? ['EMAIL', 'STATUS'] : ['EMAIL'],
      alternateEmails: true,
      fields: toCapabilities(cppFields),
    };
    this.#users = new CppUserList({ http, clock, defaultDomain: settings.defaultDomain });
  }

  canonicalId(externalId: string): string | null {
    return canonicalUsername(externalId, this.#settings.defaultDomain);
  }

  /** One call where the name is found at once; up to twenty for each of two spellings where a filter finds many. */
  async fetchAccount(externalId: string, options: CallOptions = {}): Promise<CppReading | null> {
    const row = await this.#users.find(externalId, options);
    return row === null ? null : this.#read(row);
  }

  async fetchPage(request: PageRequest, options: CallOptions = {}): Promise<ReadingPage<CppAccount>> {
    const skip = parseOffset(request.after);
    const filter = toCppFilterQuery(request.filter, this.#settings);
    if (filter === null) return EMPTY_PAGE;
    const { rows, hasMore } = await this.#users.page({ skip, limit: request.limit, filter }, options);
    return {
      items: rows.map((row, index) => ({ reading: this.#read(row), position: String(skip + index + 1) })),
      hasMore,
    };
  }

  translatePatch(patch: Patch, current: CppReading | null): TranslatedPatch {
    return translateUnified(cppFields, patch, cppUnified(current?.account.status ?? null));
  }

  planUpdate(request: UpdateRequest<CppAccount>): UpdatePlan {
    return planCppUpdate(request);
  }

  /** The answer has the shape of the request and may be its echo, so the account is read again. */
  async sendUpdate(
    request: UpdateRequest<CppAccount>,
    plan: UpdatePlan,
    options: WriteOptions = {},
  ): Promise<CppReading | null> {
    if (plan.request === null) throw new TypeError('There is nothing to send.');
    const { method, path, body } = plan.request;
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const response = await this.#http.send({ method, path, body, headers, ...options });
    if (response.status < 200 || response.status > 299) {
      throw cppError(response, { nowMs: this.#clock.now(), patch: request.patch });
    }
    try {
      return await this.fetchAccount(request.externalId, options);
    } catch (error) {
      // Its status would say that the write was refused, and it was not.
      if (error instanceof AccountError) return null;
      throw error;
    }
  }

  verifyChanges(changes: readonly FieldChange[], reading: CppReading): readonly FieldChange[] {
    return verifyFields(cppFields, changes, reading.wire);
  }

  #read(row: unknown): CppReading {
    const wire = parseCppAccount(row, this.#settings);
    const externalId = wire && this.canonicalId(wire.username);
    if (wire === null || externalId === null) throw malformedAnswer(200);
    const account = readAccount(
      cppFields,
      { wire, details: emptyCppDetails() },
      {
        sourceId: this.#sourceId,
        provider: 'CPP',
        externalId,
        kind: 'USER',
        observedAt: new Date(this.#clock.now()),
        freshness: 'LIVE',
      },
    );
    return { account, wire };
  }
}
