import type { Account } from '../../src/domain/account.ts';
import { accountTest, NO_FILTER, type AccountFilterField } from '../../src/domain/account-filter.ts';
import {
  wantsOnDemand,
  type AccountDatasource,
  type CallOptions,
  type DatasourceCapabilities,
  type PageRequest,
  type Reading,
  type ReadingPage,
  type UpdateRequest,
} from '../../src/domain/datasource.ts';
import type { AccountError } from '../../src/domain/errors.ts';
import { text } from '../../src/domain/fields/codec.ts';
import { fieldsOf, toCapabilities } from '../../src/domain/fields/field.ts';
import { planFields } from '../../src/domain/fields/plan-fields.ts';
import { readAccount } from '../../src/domain/fields/read-account.ts';
import { translateUnified } from '../../src/domain/fields/translate-unified.ts';
import { verifyFields } from '../../src/domain/fields/verify-fields.ts';
import { toWriteRequest } from '../../src/domain/fields/write-request.ts';
import type { Source, SourceHealth } from '../../src/domain/source.ts';
import type { FieldChange, Patch } from '../../src/domain/update.ts';

/** What the fake provider keeps of an account. */
export interface FakeRecord {
  readonly id: string;
  readonly name: string | null;
  readonly note: string | null;
  readonly email?: string | null;
}

interface FakeDetails {
  readonly __typename: 'FakeDetails';
}

const field = fieldsOf<FakeRecord, FakeDetails>();
const fields = [
  field({
    name: 'firstName',
    wireName: 'name',
    from: (wire) => wire.name,
    into: (account, value) => (account.firstName = value),
    write: { codec: text(), clear: { to: null, confidence: 'DOCUMENTED' } },
  }),
  field({
    name: 'email',
    wireName: 'email',
    from: (wire) => wire.email ?? null,
    into: (account, value) => (account.email = value),
  }),
  field({
    name: 'description',
    wireName: 'note',
    from: (wire) => wire.note,
    into: (account, value) => (account.description = value),
    write: { codec: text(), clear: { refused: 'description cannot be emptied.' } },
  }),
];

/** What it offers; all of it unless told otherwise, no filter, and nothing on demand. */
export interface FakeOffers {
  readonly readOne?: boolean;
  readonly list?: boolean;
  readonly listFilters?: readonly AccountFilterField[];
  readonly alternateEmails?: true;
  readonly onDemand?: readonly string[];
  readonly sourceId?: string;
}

/** A provider in memory, for what is about the services and not about any provider. */
export class FakeDatasource implements AccountDatasource<FakeRecord> {
  readonly capabilities: DatasourceCapabilities;
  readonly records: Map<string, FakeRecord>;
  /** Every call, in order: `read 1`, `page - 2`, `write 1 {…}`. */
  readonly calls: string[] = [];
  /** Throws on the next calls of a kind, instead of answering. */
  failing: { read?: AccountError; page?: AccountError; write?: AccountError } = {};
  /** Awaited within a read, when the account was looked at and before it is answered. */
  beforeAnswer: (options: CallOptions) => Promise<void> = () => Promise.resolve();
  /** Awaited within a page, before it is answered. */
  beforePage: (options: CallOptions) => Promise<void> = () => Promise.resolve();
  /** Awaited within a write, before it takes effect. */
  beforeWrite: () => Promise<void> = () => Promise.resolve();
  /** Body keys that the provider accepts and ignores. */
  ignored: readonly string[] = [];
  /** When it answers, in milliseconds since the epoch. */
  now: () => number = () => 0;
  /** Whether a write's result can be read. */
  canVerify = true;

  readonly #sourceId: string;

  constructor(records: readonly FakeRecord[], offers: FakeOffers = {}) {
    this.#sourceId = offers.sourceId ?? 'fake';
    this.records = new Map(records.map((record) => [record.id, record]));
    const { readOne = true, list = true, listFilters = [], onDemand, alternateEmails } = offers;
    this.capabilities = {
      readOne,
      list,
      listFilters,
      fields: toCapabilities(fields),
      ...(alternateEmails && { alternateEmails }),
      ...(onDemand && { onDemand }),
    };
  }

  canonicalId(externalId: string): string | null {
    return /^\w+$/.test(externalId) ? externalId.toLowerCase() : null;
  }

  async fetchAccount(externalId: string, options: CallOptions = {}): Promise<Reading<FakeRecord> | null> {
    this.calls.push(`read ${externalId}`);
    await Promise.resolve();
    if (this.failing.read) throw this.failing.read;
    const record = this.records.get(externalId);
    await this.beforeAnswer(options);
    const { onDemand } = this.capabilities;
    const isComplete = onDemand === undefined || wantsOnDemand(this.capabilities, options.fields);
    return record ? this.#toReading(record, isComplete ? undefined : onDemand) : null;
  }

  async fetchPage(
    { after, limit, filter = NO_FILTER }: PageRequest,
    options: CallOptions = {},
  ): Promise<ReadingPage<FakeRecord>> {
    this.calls.push(`page ${after ?? '-'} ${limit}`);
    await this.beforePage(options);
    if (this.failing.page) throw this.failing.page;
    const passes = accountTest(this.capabilities.listFilters.includes('EMAIL') ? filter : NO_FILTER);
    const all = [...this.records.values()].filter((record) => passes(this.#toReading(record).account));
    const start = after === null ? 0 : Number(after);
    const items = all.slice(start, start + limit).map((record, index) => ({
      reading: this.#toReading(record),
      position: String(start + index + 1),
    }));
    return { items, hasMore: start + limit < all.length };
  }

  translatePatch(patch: Patch) {
    return translateUnified(fields, patch, {});
  }

  planUpdate(request: UpdateRequest<FakeRecord>) {
    const planned = planFields(fields, request.patch, request.current?.wire ?? null);
    return toWriteRequest(planned, { method: 'PATCH', path: `/${request.externalId}`, stringify: JSON.stringify });
  }

  async sendUpdate(request: UpdateRequest<FakeRecord>, plan: ReturnType<FakeDatasource['planUpdate']>) {
    const body = plan.request?.body ?? '';
    this.calls.push(`write ${request.externalId} ${body}`);
    await this.beforeWrite();
    if (this.failing.write) throw this.failing.write;
    const before = this.records.get(request.externalId) ?? { id: request.externalId, name: null, note: null };
    const sent = Object.entries(JSON.parse(body) as Partial<FakeRecord>).filter(([key]) => !this.ignored.includes(key));
    const after = { ...before, ...Object.fromEntries(sent) };
    this.records.set(request.externalId, after);
    return this.canVerify ? this.#toReading(after) : null;
  }

  verifyChanges(changes: readonly FieldChange[], reading: Reading<FakeRecord>) {
    return verifyFields(fields, changes, reading.wire);
  }

  #toReading(wire: FakeRecord, notFetched?: readonly string[]): Reading<FakeRecord> {
    const account: Account = readAccount(
      fields,
      { wire, details: { __typename: 'FakeDetails' } },
      {
        sourceId: this.#sourceId,
        provider: 'FAKE',
        externalId: wire.id,
        kind: 'USER',
        observedAt: new Date(this.now()),
        freshness: 'LIVE',
      },
    );
    return { account: notFetched ? { ...account, notFetched } : account, wire };
  }
}

/** The health of a source that has not been called. */
export const untriedHealth: SourceHealth = {
  state: 'UNTRIED',
  credential: 'UNTRIED',
  lastSuccessAt: null,
  lastErrorCode: null,
  rateLimitRemaining: null,
  retryAt: null,
};

/** A source over a fake provider. */
export function fakeSource(id: string, datasource: AccountDatasource): Source {
  return {
    id,
    provider: id.toUpperCase(),
    label: `The ${id} source`,
    datasource,
    health: () => untriedHealth,
  };
}
