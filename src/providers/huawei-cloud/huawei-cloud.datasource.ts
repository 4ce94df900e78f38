import type { Clock } from '../../domain/clock.ts';
import {
  wantsOnDemand,
  type AccountDatasource,
  type CallOptions,
  type PageRequest,
  type Reading,
  type ReadingPage,
  type TranslatedPatch,
  type UpdateRequest,
  type WriteOptions,
} from '../../domain/datasource.ts';
import { toCapabilities } from '../../domain/fields/field.ts';
import { planFields } from '../../domain/fields/plan-fields.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import { translateUnified } from '../../domain/fields/translate-unified.ts';
import { verifyFields } from '../../domain/fields/verify-fields.ts';
import { toWriteRequest } from '../../domain/fields/write-request.ts';
import type { FieldChange, Patch, UpdatePlan } from '../../domain/update.ts';
import { malformedAnswer } from '../../domain/upstream-status.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../http/http-client.ts';
import { parseAnswer, stringifyJson } from '../../http/json.ts';
import { buildPath } from '../../http/path.ts';
import { huaweiCloudError, isUnknownAccount } from './huawei-cloud.errors.ts';
import { emptyHuaweiCloudDetails, huaweiCloudFields } from './huawei-cloud.mapping.ts';
import {
  parseHuaweiCloudAccount,
  parseHuaweiCloudPage,
  withContactOf,
  type HuaweiCloudAccount,
  type HuaweiCloudPage,
} from './huawei-cloud.wire.ts';
import { formatPosition, parsePosition, type ListPosition } from './list-position.ts';

// With contact information the limit may not be higher, says the reference of ListAccounts.
const MAX_PER_PAGE = 200;
// How many pages without a wanted account are passed over before the list counts as broken.
const MAX_EMPTY_PAGES = 20;
const ACCOUNTS_PATH = '/v1/organizations/accounts';
const ACCOUNT_PATH = '/v1/organizations/accounts/{account_id}';
const WITH_CONTACT = { with_register_contact_info: 'true' };
/** What comes only in reads that ask for contact information. */
const CONTACT_FIELDS = ['email', 'phone', 'mobilePhone', 'intlNumberPrefix'];

export interface HuaweiCloudDatasourceOptions {
  readonly sourceId: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly settings: { readonly domainId?: string | undefined };
}

type HuaweiCloudReading = Reading<HuaweiCloudAccount>;

/** Huawei Cloud's member accounts: ShowAccount, ListAccounts and the page's UpdateAccount. */
export class HuaweiCloudDatasource implements AccountDatasource<HuaweiCloudAccount> {
  readonly capabilities = {
    readOne: true,
    list: true,
    listFilters: [],
    fields: toCapabilities(huaweiCloudFields),
    onDemand: CONTACT_FIELDS,
  };
  readonly #sourceId: string;
  readonly #http: HttpClient;
  readonly #clock: Clock;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(options: HuaweiCloudDatasourceOptions) {
    const { domainId } = options.settings;
    this.#sourceId = options.sourceId;
    this.#http = options.http;
    this.#clock = options.clock;
    this.#headers = domainId === undefined ? {} : { 'x-domain-id': domainId };
  }

  /** The newest reference: letters, digits, "_" and "-", 1 to 64 of them. */
  canonicalId(externalId: string): string | null {
    return /^[A-Za-z0-9_-]{1,64}$/.test(externalId) ? externalId : null;
  }

  async fetchAccount(externalId: string, options: CallOptions = {}): Promise<HuaweiCloudReading | null> {
    const withContact = wantsOnDemand(this.capabilities, options.fields);
    const path = buildPath(ACCOUNT_PATH, { account_id: externalId }, withContact ? WITH_CONTACT : {});
    const response = await this.#send({ method: 'GET', path, ...options });
    if (isUnknownAccount(response)) return null;
    return this.#toReading(this.#parseAccount(response, externalId), withContact);
  }

  async fetchPage(request: PageRequest, options: CallOptions = {}): Promise<ReadingPage<HuaweiCloudAccount>> {
    let start = parsePosition(request.after);
    for (let pages = 0; pages <= MAX_EMPTY_PAGES; pages += 1) {
      const page = await this.#fetchFrom(start, request.limit, options);
      if (page.nextMarker === null || page.accounts.length > start.skip) {
        const withContact = wantsOnDemand(this.capabilities, options.fields);
        return this.#toPage(page, { ...start, limit: request.limit }, withContact);
      }
      // An empty page, or accounts that were removed meanwhile: what is wanted lies further on.
      start = { marker: page.nextMarker, skip: start.skip - page.accounts.length };
    }
    throw malformedAnswer(200);
  }

  translatePatch(patch: Patch): TranslatedPatch {
    return translateUnified(huaweiCloudFields, patch, {});
  }

  planUpdate(request: UpdateRequest<HuaweiCloudAccount>): UpdatePlan {
    const planned = planFields(huaweiCloudFields, request.patch, request.current?.wire ?? null);
    return toWriteRequest(planned, {
      method: 'PATCH',
      path: buildPath(ACCOUNT_PATH, { account_id: request.externalId }),
      stringify: stringifyJson,
    });
  }

  async sendUpdate(
    request: UpdateRequest<HuaweiCloudAccount>,
    plan: UpdatePlan,
    options: WriteOptions = {},
  ): Promise<HuaweiCloudReading> {
    if (plan.request === null) throw new TypeError('There is nothing to send.');
    const { method, path, body } = plan.request;
    const response = await this.#send({
      method,
      path,
      body,
      headers: { 'content-type': 'application/json' },
      ...options,
    });
    const account = this.#parseAccount(response, request.externalId, 'description');
    return this.#toReading(withContactOf(account, request.current?.wire), true);
  }

  verifyChanges(changes: readonly FieldChange[], reading: HuaweiCloudReading): readonly FieldChange[] {
    return verifyFields(huaweiCloudFields, changes, reading.wire);
  }

  #send(request: HttpRequest): Promise<HttpResponse> {
    return this.#http.send({ ...request, headers: { ...this.#headers, ...request.headers } });
  }

  async #fetchFrom({ marker, skip }: ListPosition, limit: number, options: CallOptions): Promise<HuaweiCloudPage> {
    const query = {
      limit: String(Math.min(skip + limit, MAX_PER_PAGE)),
      marker: marker ?? undefined,
      ...(wantsOnDemand(this.capabilities, options.fields) && WITH_CONTACT),
    };
    const response = await this.#send({ method: 'GET', path: buildPath(ACCOUNTS_PATH, {}, query), ...options });
    const page = parseHuaweiCloudPage(this.#parse(response));
    // A page that leads to itself would never end.
    if (page === null || (page.nextMarker !== null && page.nextMarker === marker))
      throw malformedAnswer(response.status);
    return page;
  }

  #toPage(
    { accounts, nextMarker }: HuaweiCloudPage,
    start: ListPosition & { readonly limit: number },
    withContact: boolean,
  ): ReadingPage<HuaweiCloudAccount> {
    const wanted = accounts.slice(start.skip, start.skip + start.limit);
    return {
      items: wanted.map((account, index) => {
        const skip = start.skip + index + 1;
        const isLast = skip === accounts.length && nextMarker !== null;
        const position = formatPosition(isLast ? { marker: nextMarker, skip: 0 } : { marker: start.marker, skip });
        return { reading: this.#toReading(account, withContact), position };
      }),
      hasMore: nextMarker !== null || accounts.length > start.skip + wanted.length,
    };
  }

  #parseAccount(response: HttpResponse, externalId: string, field?: string): HuaweiCloudAccount {
    const account = parseHuaweiCloudAccount(this.#parse(response, field));
    if (account?.id !== externalId) throw malformedAnswer(response.status);
    return account;
  }

  #parse(response: HttpResponse, field?: string): unknown {
    if (response.status < 200 || response.status > 299) {
      throw huaweiCloudError(response, { nowMs: this.#clock.now(), ...(field !== undefined && { field }) });
    }
    return parseAnswer(response);
  }

  #toReading(wire: HuaweiCloudAccount, withContact: boolean): HuaweiCloudReading {
    const account = readAccount(
      huaweiCloudFields,
      { wire, details: emptyHuaweiCloudDetails() },
      {
        sourceId: this.#sourceId,
        provider: 'HUAWEI_CLOUD',
        externalId: wire.id,
        kind: 'TENANT',
        observedAt: new Date(this.#clock.now()),
        freshness: 'LIVE',
      },
    );
    return { account: withContact ? account : { ...account, notFetched: CONTACT_FIELDS }, wire };
  }
}
