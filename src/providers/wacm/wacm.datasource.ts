import type { Clock } from '../../domain/clock.ts';
import type {
  AccountDatasource,
  Reading,
  TranslatedPatch,
  UpdateRequest,
  WriteOptions,
} from '../../domain/datasource.ts';
import { AccountError, ErrorCode } from '../../domain/errors.ts';
import { isInt64Id } from '../../domain/fields/codec.ts';
import { toCapabilities } from '../../domain/fields/field.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import { translateUnified } from '../../domain/fields/translate-unified.ts';
import { verifyFields } from '../../domain/fields/verify-fields.ts';
import type { FieldChange, Patch, UpdatePlan } from '../../domain/update.ts';
import { malformedAnswer } from '../../domain/upstream-status.ts';
import type { HttpClient, HttpResponse } from '../../http/http-client.ts';
import { parseAnswer } from '../../http/json.ts';
import { wacmError } from './wacm.errors.ts';
import { emptyWacmDetails, wacmFields, wacmUnified } from './wacm.mapping.ts';
import { planWacmUpdate, staleBase } from './wacm.plan.ts';
import { parseWacmAnswer, type WacmUser } from './wacm.wire.ts';

export interface WacmDatasourceOptions {
  readonly sourceId: string;
  readonly http: HttpClient;
  readonly clock: Clock;
}

type WacmReading = Reading<WacmUser>;

/**
 * WACM's channel account users: the page's `PUT /v1/channel-accounts/users/{userId}` and nothing else, since no version
 * of the reference has a read or a list of users. The base URL carries the `/api` before it.
 */
export class WacmDatasource implements AccountDatasource<WacmUser> {
  readonly capabilities = { readOne: false, list: false, listFilters: [], fields: toCapabilities(wacmFields) };
  readonly #sourceId: string;
  readonly #http: HttpClient;
  readonly #clock: Clock;

  constructor(options: WacmDatasourceOptions) {
    this.#sourceId = options.sourceId;
    this.#http = options.http;
    this.#clock = options.clock;
  }

  canonicalId(externalId: string): string | null {
    return isInt64Id(externalId) ? externalId : null;
  }

  fetchAccount(): Promise<never> {
    return Promise.reject(notSupported('read a user'));
  }

  fetchPage(): Promise<never> {
    return Promise.reject(notSupported('list users'));
  }

  translatePatch(patch: Patch, current: WacmReading | null): TranslatedPatch {
    const translated = translateUnified(wacmFields, patch, wacmUnified(current?.account.status ?? null));
    // A status that the user has already is gone from the patch: planUpdate cannot say any more what that rests on.
    const isLeftOut = current !== null && patch.status === current.account.status;
    if (!isLeftOut) return translated;
    return { ...translated, warnings: [...translated.warnings, staleBase('status', 'status', current)] };
  }

  planUpdate(request: UpdateRequest<WacmUser>): UpdatePlan {
    return planWacmUpdate(request);
  }

  async sendUpdate(
    request: UpdateRequest<WacmUser>,
    plan: UpdatePlan,
    options: WriteOptions = {},
  ): Promise<WacmReading> {
    if (plan.request === null) throw new TypeError('There is nothing to send.');
    const { method, path, body } = plan.request;
    const response = await this.#http.send({
      method,
      path,
      body,
      headers: { 'content-type': 'application/json' },
      ...options,
    });
    if (response.status < 200 || response.status > 299) throw this.#refusal(response, request);
    // The guide allows an empty body, and no read can tell what it leaves out.
    if (response.text.trim() === '') throw malformedAnswer(response.status);
    const answer = parseWacmAnswer(parseAnswer(response));
    if (answer.kind === 'refused') throw this.#refusal(response, request);
    if (answer.kind === 'malformed' || answer.user?.id !== request.externalId) throw malformedAnswer(response.status);
    return this.#toReading(answer.user);
  }

  verifyChanges(changes: readonly FieldChange[], reading: WacmReading): readonly FieldChange[] {
    const { status } = reading.account;
    const tellsActive = status === 'ACTIVE' || status === 'DEACTIVATED';
    return verifyFields(wacmFields, changes, reading.wire).map((change) =>
      // A pending or locked user may well have been (de)activated: such a status is no sign of either.
      tellsActive || (change.field !== 'active' && change.field !== 'reinstate')
        ? change
        : { ...change, effect: 'UNVERIFIED' },
    );
  }

  #refusal(response: HttpResponse, { patch }: UpdateRequest<WacmUser>): AccountError {
    return wacmError(response, { nowMs: this.#clock.now(), patch });
  }

  #toReading(wire: WacmUser): WacmReading {
    const account = readAccount(
      wacmFields,
      { wire, details: emptyWacmDetails() },
      {
        sourceId: this.#sourceId,
        provider: 'WACM',
        externalId: wire.id,
        kind: 'USER',
        observedAt: new Date(this.#clock.now()),
        freshness: 'LIVE',
      },
    );
    return { account, wire };
  }
}

function notSupported(what: string): AccountError {
  return new AccountError(ErrorCode.READ_NOT_SUPPORTED, `WACM offers no way to ${what}.`, { dispatched: false });
}
