import type { Account } from './account.ts';
import type { AccountFilter, AccountFilterField } from './account-filter.ts';
import type { CancelSignal } from './cancellation.ts';
import type { FieldCapability } from './fields/capability.ts';
import type { FieldChange, Patch, UpdatePlan } from './update.ts';

/** What a provider said of one account at one moment: the account, and the provider's document behind it. */
export interface Reading<Wire = unknown> {
  readonly account: Account;
  /** In the provider's own shape, without its secrets. Only that provider's code looks inside. */
  readonly wire: Wire;
}

/** A stretch of a source's list. */
export interface ReadingPage<Wire = unknown> {
  readonly items: readonly PageItem<Wire>[];
  /** Whether anything follows the last item. */
  readonly hasMore: boolean;
}

/** A list that ends before it begins. */
export const EMPTY_PAGE: ReadingPage<never> = { items: [], hasMore: false };

export interface PageItem<Wire = unknown> {
  readonly reading: Reading<Wire>;
  /** Where the list goes on after this item: give it back as `PageRequest.after`. Opaque, printable ASCII. */
  readonly position: string;
}

export interface PageRequest {
  /** Null for the start of the list. */
  readonly after: string | null;
  /** At least 1. A datasource may answer fewer, with `hasMore: true`, but never none. */
  readonly limit: number;
  /**
   * Which accounts the caller is after. A datasource leaves to its provider what that can evaluate and ignores the rest:
   * it may answer others too, and holds back none that passes. A position belongs to the list of its filter. Absent: all.
   */
  readonly filter?: AccountFilter;
}

export interface UpdateRequest<Wire = unknown> {
  readonly externalId: string;
  readonly patch: Patch;
  /** What the account is now; null where the provider cannot be read and was never heard of it. */
  readonly current: Reading<Wire> | null;
}

export interface DatasourceCapabilities {
  readonly readOne: boolean;
  readonly list: boolean;
  /** The parts of a filter that the provider itself evaluates. */
  readonly listFilters: readonly AccountFilterField[];
  /** Accounts have addresses beside the main one, which the provider's filter by address does not look at. */
  readonly alternateEmails?: true;
  readonly fields: readonly FieldCapability[];
  /** The fields, by their names in the graph, that a read brings only where it wants one of them: then all. Absent: none. */
  readonly onDemand?: readonly string[];
}

/** Counts what a request of ours costs upstream. */
export interface UpstreamMeter {
  /** Told of each HTTP request as it is sent to a source, repetitions included. */
  count(sourceId: string): void;
}

export interface CallOptions {
  /** Aborted when nobody waits for the answer any more. Never given to a write. */
  readonly signal?: CancelSignal;
  /** The fields that are wanted, by their names in the graph, those of the details among them. Absent: all. */
  readonly fields?: ReadonlySet<string>;
  /** Absent: nobody asks what it costs. */
  readonly meter?: UpstreamMeter;
}

/** What may go with a write: it is never called off. */
export type WriteOptions = Pick<CallOptions, 'meter'>;

/** Whether a read for these fields must bring what a source has on demand only. The version is made of everything. */
export function wantsOnDemand(
  { onDemand }: Pick<DatasourceCapabilities, 'onDemand'>,
  fields: CallOptions['fields'],
): boolean {
  if (onDemand === undefined) return false;
  return fields === undefined || fields.has('version') || onDemand.some((field) => fields.has(field));
}

/**
 * The port to one source: everything that the product asks of a provider, in the product's own words.
 *
 * Every method that calls out throws {@link AccountError}: UPSTREAM_TIMEOUT, UPSTREAM_UNAVAILABLE, UPSTREAM_MALFORMED,
 * UPSTREAM_CREDENTIALS, UPSTREAM_REFUSED, RATE_LIMITED; a call that a provider does not offer, READ_NOT_SUPPORTED.
 */
export interface AccountDatasource<Wire = unknown> {
  readonly capabilities: DatasourceCapabilities;
  /** The one canonical spelling of an account's key at this provider, or null where it can be none of its keys. */
  canonicalId(externalId: string): string | null;
  /**
   * Reads one account. Null: the provider says that there is no such account. May be repeated. What was left out because
   * nobody wanted it is in the account's `notFetched`.
   */
  fetchAccount(externalId: string, options?: CallOptions): Promise<Reading<Wire> | null>;
  /** Reads a stretch of the list, in the provider's own order. May be repeated. */
  fetchPage(request: PageRequest, options?: CallOptions): Promise<ReadingPage<Wire>>;
  /** The unified fields in this provider's own words ("status" becomes "isActive"). Pure. */
  translatePatch(patch: Patch, current: Reading<Wire> | null): TranslatedPatch;
  /** What a patch means for an account: the changes, what speaks against them, and the one call. Pure. */
  planUpdate(request: UpdateRequest<Wire>): UpdatePlan;
  /**
   * Sends the plan's request, once, and answers what the provider then holds; null where that could not be learned
   * although the provider accepted the write. Must not be repeated by itself.
   * @throws AccountError NOT_FOUND, INVALID_VALUE, CONFLICT and the upstream codes; `details.dispatched` tells a write
   * that never left from one that may have been carried out.
   */
  sendUpdate(request: UpdateRequest<Wire>, plan: UpdatePlan, options?: WriteOptions): Promise<Reading<Wire> | null>;
  /** Each change with the effect that a later reading shows. Pure. */
  verifyChanges(changes: readonly FieldChange[], reading: Reading<Wire>): readonly FieldChange[];
}

export interface TranslatedPatch {
  readonly patch: Patch;
  /** For each field of `patch` whose name differs, the unified name that the caller used. */
  readonly names: Readonly<Record<string, string>>;
  readonly problems: UpdatePlan['problems'];
  readonly warnings: UpdatePlan['warnings'];
}
