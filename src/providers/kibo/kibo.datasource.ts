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
import type { Clock } from '../../domain/clock.ts';
import { toCapabilities } from '../../domain/fields/field.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import { translateUnified } from '../../domain/fields/translate-unified.ts';
import { verifyFields } from '../../domain/fields/verify-fields.ts';
import { isObject, parseInteger } from '../../domain/lenient.ts';
import { parseOffset } from '../../domain/list-offset.ts';
import type { FieldChange, Patch, UpdatePlan } from '../../domain/update.ts';
import { malformedAnswer } from '../../domain/upstream-status.ts';
import type { HttpClient, HttpResponse } from '../../http/http-client.ts';
import { parseAnswer } from '../../http/json.ts';
import { buildPath } from '../../http/path.ts';
import { emptyKiboDetails } from './kibo.details.ts';
import { isUnknownItem, kiboError } from './kibo.errors.ts';
import { toKiboFilterQuery } from './kibo.filter.ts';
import { kiboFields, kiboUnified } from './kibo.mapping.ts';
import { planKiboUpdate } from './kibo.replacement.ts';
import { parseKiboAccount, type KiboAccount } from './kibo.wire.ts';

const LIST_PATH = '/platform/adminuser/accounts';
const ACCOUNT_PATH = '/platform/adminuser/accounts/{userId}';
// Documented for another of Kibo's services; for this one, no maximum is.
const MAX_PAGE_SIZE = 200;

/** Which tenant, and which of its sites, a source is about. */
export interface KiboSettings {
  readonly tenantId: number;
  readonly siteId?: number | undefined;
}

export interface KiboDatasourceOptions {
  readonly sourceId: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly settings: KiboSettings;
}

type KiboReading = Reading<KiboAccount>;

/** Kibo's admin users: the page's `PUT …/accounts/{userId}`, and `GET` of one and of the list beside it. */
export class KiboDatasource implements AccountDatasource<KiboAccount> {
  readonly capabilities = {
    readOne: true,
    list: true,
    listFilters: ['EMAIL', 'STATUS'],
    fields: toCapabilities(kiboFields),
  } as const;
  readonly #sourceId: string;
  readonly #http: HttpClient;
  readonly #clock: Clock;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ sourceId, http, clock, settings }: KiboDatasourceOptions) {
    this.#sourceId = sourceId;
    this.#http = http;
    this.#clock = clock;
    // "Note that the site ID is passed in the request header" (the page); the names are those of the vendor's SDKs.
    this.#headers = {
      'x-vol-tenant': String(settings.tenantId),
      ...(settings.siteId !== undefined && { 'x-vol-site': String(settings.siteId) }),
    };
  }

  canonicalId(externalId: string): string | null {
    return /^[A-Za-z0-9-]{1,64}$/.test(externalId) ? externalId : null;
  }

  /** Never with `responseFields`: what an answer leaves out, the next PUT would erase. */
  async fetchAccount(externalId: string, options: CallOptions = {}): Promise<KiboReading | null> {
    const path = buildPath(ACCOUNT_PATH, { userId: externalId });
    const response = await this.#http.send({ method: 'GET', path, headers: this.#headers, ...options });
    return isUnknownItem(response) ? null : this.#toReading(response, externalId);
  }

  /** `startIndex` counts users, not pages (assumed, from the vendor's other lists). */
  async fetchPage(request: PageRequest, options: CallOptions = {}): Promise<ReadingPage<KiboAccount>> {
    const startIndex = parseOffset(request.after);
    const filter = toKiboFilterQuery(request.filter);
    if (filter === null) return EMPTY_PAGE;
    const pageSize = Math.min(request.limit, MAX_PAGE_SIZE);
    const path = buildPath(LIST_PATH, {}, { startIndex: String(startIndex), pageSize: String(pageSize), ...filter });
    const response = await this.#http.send({ method: 'GET', path, headers: this.#headers, ...options });
    const list = this.#parse(response);
    if (!isObject(list) || !Array.isArray(list.items)) throw malformedAnswer(response.status);
    const items = (list.items as readonly unknown[]).slice(0, pageSize);
    const next = startIndex + items.length;
    const total = parseInteger(list.totalCount);
    const { status } = response;
    const observedAt = this.#now();
    return {
      items: items.map((item, index) => ({
        reading: this.#read(item, { status, observedAt }),
        position: String(startIndex + index + 1),
      })),
      hasMore: items.length > 0 && (total === null ? items.length === pageSize : next < total),
    };
  }

  translatePatch(patch: Patch, current: KiboReading | null): TranslatedPatch {
    return translateUnified(kiboFields, patch, kiboUnified(current?.account.status ?? null));
  }

  planUpdate(request: UpdateRequest<KiboAccount>): UpdatePlan {
    return planKiboUpdate(request, buildPath(ACCOUNT_PATH, { userId: request.externalId }));
  }

  async sendUpdate(
    request: UpdateRequest<KiboAccount>,
    plan: UpdatePlan,
    options: WriteOptions = {},
  ): Promise<KiboReading> {
    if (plan.request === null) throw new TypeError('There is nothing to send.');
    const { method, path, body } = plan.request;
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    const response = await this.#http.send({ method, path, body, headers, ...options });
    return this.#toReading(response, request.externalId, request.patch);
  }

  verifyChanges(changes: readonly FieldChange[], reading: KiboReading): readonly FieldChange[] {
    return verifyFields(kiboFields, changes, reading.wire);
  }

  #toReading(response: HttpResponse, externalId: string, patch?: Patch): KiboReading {
    const { status } = response;
    const reading = this.#read(this.#parse(response, patch), { status, observedAt: this.#now() });
    if (reading.account.externalId !== externalId) throw malformedAnswer(status);
    return reading;
  }

  #parse(response: HttpResponse, patch?: Patch): unknown {
    if (response.status >= 200 && response.status <= 299) return parseAnswer(response);
    throw kiboError(response, { nowMs: this.#clock.now(), ...(patch && { patch }) });
  }

  #now(): Date {
    return new Date(this.#clock.now());
  }

  #read(value: unknown, { status, observedAt }: { readonly status: number; readonly observedAt: Date }): KiboReading {
    const wire = parseKiboAccount(value);
    if (wire === null || this.canonicalId(wire.id) === null) throw malformedAnswer(status);
    const account = readAccount(
      kiboFields,
      { wire, details: emptyKiboDetails() },
      {
        sourceId: this.#sourceId,
        provider: 'KIBO',
        externalId: wire.id,
        kind: 'USER',
        observedAt,
        freshness: 'LIVE',
      },
    );
    return { account, wire };
  }
}
