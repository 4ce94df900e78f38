import type { Clock } from '../../domain/clock.ts';
import {
  EMPTY_PAGE,
  type AccountDatasource,
  type CallOptions,
  type PageRequest,
  type Reading,
  type ReadingPage,
  type TranslatedPatch,
  type UpdateRequest,
  type WriteOptions,
} from '../../domain/datasource.ts';
import { isInt64Id } from '../../domain/fields/codec.ts';
import { toCapabilities } from '../../domain/fields/field.ts';
import { planFields } from '../../domain/fields/plan-fields.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import { translateUnified } from '../../domain/fields/translate-unified.ts';
import { verifyFields } from '../../domain/fields/verify-fields.ts';
import { toWriteRequest } from '../../domain/fields/write-request.ts';
import { parseOffset } from '../../domain/list-offset.ts';
import type { FieldChange, Patch, UpdatePlan } from '../../domain/update.ts';
import { malformedAnswer } from '../../domain/upstream-status.ts';
import type { HttpClient, HttpResponse } from '../../http/http-client.ts';
import { parseAnswer, stringifyJson } from '../../http/json.ts';
import { buildPath } from '../../http/path.ts';
import { kameleoonError } from './kameleoon.errors.ts';
import { toKameleoonFilter } from './kameleoon.filter.ts';
import { emptyKameleoonDetails, kameleoonFields, kameleoonUnified } from './kameleoon.mapping.ts';
import { parseKameleoonAccount, type KameleoonAccount } from './kameleoon.wire.ts';
import { pageWindow } from './page-window.ts';

// Documented nowhere; public clients of the same API use up to 200.
const MAX_PER_PAGE = 200;
const ACCOUNT_PATH = '/accounts/{accountId}';

export interface KameleoonDatasourceOptions {
  readonly sourceId: string;
  readonly http: HttpClient;
  readonly clock: Clock;
}

type KameleoonReading = Reading<KameleoonAccount>;

/** Kameleoon's accounts: `GET /accounts`, `GET /accounts/{id}` and the page's `PATCH /accounts/{accountId}`. */
export class KameleoonDatasource implements AccountDatasource<KameleoonAccount> {
  readonly capabilities = {
    readOne: true,
    list: true,
    listFilters: ['EMAIL', 'STATUS'],
    fields: toCapabilities(kameleoonFields),
  } as const;
  readonly #sourceId: string;
  readonly #http: HttpClient;
  readonly #clock: Clock;

  constructor(options: KameleoonDatasourceOptions) {
    this.#sourceId = options.sourceId;
    this.#http = options.http;
    this.#clock = options.clock;
  }

  canonicalId(externalId: string): string | null {
    return isInt64Id(externalId) ? externalId : null;
  }

  async fetchAccount(externalId: string, options: CallOptions = {}): Promise<KameleoonReading | null> {
    const response = await this.#http.send({
      method: 'GET',
      path: buildPath(ACCOUNT_PATH, { accountId: externalId }),
      ...options,
    });
    if (response.status === 404) return null;
    return this.#toReading(response, externalId);
  }

  /** `page` and `perPage` are always sent: the reference calls the list's parameters required. */
  async fetchPage(request: PageRequest, options: CallOptions = {}): Promise<ReadingPage<KameleoonAccount>> {
    const offset = parseOffset(request.after);
    const filter = toKameleoonFilter(request.filter);
    if (filter === null) return EMPTY_PAGE;
    // One more than asked for, where a page can hold it, tells whether anything follows.
    const window = pageWindow(offset, request.limit + 1, MAX_PER_PAGE);
    const response = await this.#http.send({
      method: 'GET',
      path: buildPath('/accounts', {}, { page: String(window.page), perPage: String(window.perPage), filter }),
      ...options,
    });
    const list = this.#parse(response);
    if (!Array.isArray(list)) throw malformedAnswer(response.status);
    // Nothing documents page and perPage: a list longer than asked for is the whole list.
    const skip = list.length > window.perPage ? offset : window.skip;
    const wanted = list.slice(skip, skip + Math.min(window.take, request.limit));
    return {
      items: wanted.map((item, index) => ({
        reading: this.#read(item, response.status),
        position: String(offset + index + 1),
      })),
      hasMore: list.length > skip + wanted.length || list.length === window.perPage,
    };
  }

  translatePatch(patch: Patch, current: KameleoonReading | null): TranslatedPatch {
    return translateUnified(kameleoonFields, patch, kameleoonUnified(current?.account.status ?? null));
  }

  planUpdate(request: UpdateRequest<KameleoonAccount>): UpdatePlan {
    const planned = planFields(kameleoonFields, request.patch, request.current?.wire ?? null);
    return toWriteRequest(planned, {
      method: 'PATCH',
      path: buildPath(ACCOUNT_PATH, { accountId: request.externalId }),
      stringify: stringifyJson,
    });
  }

  async sendUpdate(
    request: UpdateRequest<KameleoonAccount>,
    plan: UpdatePlan,
    options: WriteOptions = {},
  ): Promise<KameleoonReading> {
    if (plan.request === null) throw new TypeError('There is nothing to send.');
    const { method, path, body } = plan.request;
    const response = await this.#http.send({
      method,
      path,
      body,
      headers: { 'content-type': 'application/json' },
      ...options,
    });
    return this.#toReading(response, request.externalId);
  }

  verifyChanges(changes: readonly FieldChange[], reading: KameleoonReading): readonly FieldChange[] {
    return verifyFields(kameleoonFields, changes, reading.wire);
  }

  #toReading(response: HttpResponse, externalId: string): KameleoonReading {
    const reading = this.#read(this.#parse(response), response.status);
    if (reading.account.externalId !== externalId) throw malformedAnswer(response.status);
    return reading;
  }

  #parse(response: HttpResponse): unknown {
    if (response.status < 200 || response.status > 299) throw kameleoonError(response, this.#clock.now());
    return parseAnswer(response);
  }

  #read(value: unknown, status: number): KameleoonReading {
    const wire = parseKameleoonAccount(value);
    if (wire === null) throw malformedAnswer(status);
    const account = readAccount(
      kameleoonFields,
      { wire, details: emptyKameleoonDetails() },
      {
        sourceId: this.#sourceId,
        provider: 'KAMELEOON',
        externalId: wire.id,
        kind: 'USER',
        observedAt: new Date(this.#clock.now()),
        freshness: 'LIVE',
      },
    );
    return { account, wire };
  }
}
