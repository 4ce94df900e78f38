/**
 * Emulates the Huawei Cloud Organizations API: the page "Updating an Account", and ShowAccount, ListAccounts and
 * ShowOrganization as the vendor's SDK and reference have them. Moving, closing, inviting and creating accounts, tags
 * and quotas are left out.
 *
 * From the page: PATCH /v1/organizations/accounts/{account_id} takes only `description`; "" empties it, null does
 * nothing; the answer is `{account}`; it is for the management account only; temporary credentials need X-Security-Token.
 *
 * From the SDK and the reference: SDK-HMAC-SHA256 (huawei-cloud.signature.ts); limit 1 to 2000, default 200, at most 200
 * with contact information; `email`, `mobile_phone` and `intl_number_prefix` only in reads that ask for them; the error
 * body; 401 APIGW.0301 for a bad signature, and 401 Organizations.1001 or .1002 for the wrong account.
 *
 * Assumed, and what to change it with:
 * - a PATCH with keys other than `description` is refused: `unknownKeys`
 * - the last page has `next_marker: null`: `lastMarker`
 * - no rate limit: `limits`; where there is one, 429 and Retry-After
 * - fixed: the codes of 404, 429 and 500 and of single bad parameters (see huawei-cloud.errors.ts); that an absent body
 *   counts as `{}`; that an unknown parent has no accounts; that 4,000 characters is the longest description; that a
 *   security token is ignored beside permanent keys.
 */
import { createRateLimit } from '../shared/rate-limit.ts';
import type { RateWindow } from '../shared/rate-limit.ts';
import { createEmulator } from '../shared/emulator-server.ts';
import type { Emulator, EmulatorOptions } from '../shared/emulator.ts';
import type { EmulatorAnswer, EmulatorRequest, Route } from '../shared/exchange.ts';
import { createPeople } from '../shared/people.ts';
import { createHuaweiCloudAccounts, organization, toAccountDto } from './huawei-cloud.accounts.ts';
import {
  answer,
  refuseAccount,
  refuseAction,
  refuseInternally,
  refuseParameter,
  refuseSignature,
  refuseTooMany,
  refuseUnknownAccount,
  refuseUnknownPath,
} from './huawei-cloud.errors.ts';
import { listAccounts, parseFlag } from './huawei-cloud.listing.ts';
import type { LastMarker } from './huawei-cloud.listing.ts';
import { findSignatureProblem } from './huawei-cloud.signature.ts';
import type { SigningKey } from './huawei-cloud.signature.ts';
import { updateAccount } from './huawei-cloud.update.ts';

/** A pair of keys; with a security token it is a temporary one. */
export interface HuaweiCloudCredentials extends SigningKey {
  readonly accessKey: string;
}

/** The keys that the demo signs with. They open nothing but this emulator. */
export const demoCredentials = {
  accessKey: 'DEMOHUAWEIACCESSKEY0',
  secretKey: 'demo-huawei-secret-key-that-opens-nothing',
} as const satisfies HuaweiCloudCredentials;

/** What the Huawei Cloud emulator can be given besides the options of all emulators; tokens do not exist here. */
export interface HuaweiCloudEmulatorOptions extends EmulatorOptions {
  /** Default {@link demoCredentials} alone. */
  readonly credentials?: readonly HuaweiCloudCredentials[];
  /**
   * Whose keys these are. Default management. A delegated administrator may read but not update (401
   * Organizations.1001), any other member may only read the organization (401 Organizations.1002).
   */
  readonly caller?: 'management' | 'delegated-administrator' | 'member';
  /** IAM actions that a policy denies with 403, for example "organizations:accounts:update". Default none. */
  readonly deniedActions?: readonly string[];
  /** What becomes of keys other than `description` in a PATCH. Default refused with 400. */
  readonly unknownKeys?: 'refused' | 'ignored';
  /** Default null. */
  readonly lastMarker?: LastMarker;
  /** Rate limits. Default none. */
  readonly limits?: readonly RateWindow[];
}

/** Creates the Huawei Cloud emulator; accounts are keyed by account id. */
export function createHuaweiCloudEmulator(options: HuaweiCloudEmulatorOptions = {}): Emulator {
  const now = options.now ?? Date.now;
  const credentials = options.credentials ?? [demoCredentials];
  const keys = new Map(credentials.map((key) => [key.accessKey, key]));
  const limit = createRateLimit(options.limits ?? [], now);
  const state = createHuaweiCloudAccounts({
    people: options.people ?? createPeople(),
    dropFields: options.dropFields,
  });

  function admit(request: EmulatorRequest, action: string): EmulatorAnswer | undefined {
    const waitSeconds = limit.take();
    if (waitSeconds !== undefined) return refuseTooMany(waitSeconds);
    const problem = findSignatureProblem(request, { now: now(), keys });
    if (problem !== undefined) return refuseSignature(problem);
    if (options.deniedActions?.includes(action) === true) return refuseAction(action);
    return findAccountProblem(action, options.caller ?? 'management');
  }

  function show(request: EmulatorRequest): EmulatorAnswer {
    const withContactInfo = parseFlag(request.query.get('with_register_contact_info'));
    if (withContactInfo === undefined) return refuseParameter('with_register_contact_info', 'must be true or false.');
    const account = state.get(request.params.accountId ?? '');
    return account === undefined
      ? refuseUnknownAccount()
      : answer(200, { account: toAccountDto(account, withContactInfo) });
  }

  function route(method: Route['method'], path: string, rest: Guarded): Route {
    return {
      method,
      path,
      kind: method === 'PATCH' ? 'write' : 'read',
      handle: (request) => admit(request, rest.action) ?? rest.handle(request),
    };
  }

  const accountPath = '/v1/organizations/accounts/:accountId';
  return createEmulator({
    provider: 'huawei-cloud',
    state,
    routes: [
      route('GET', '/v1/organizations', { action: SHOW_ORGANIZATION, handle: () => answer(200, { organization }) }),
      route('GET', '/v1/organizations/accounts', {
        action: 'organizations:accounts:list',
        handle: (request) => listAccounts(state, request.query, options.lastMarker ?? 'null'),
      }),
      route('GET', accountPath, { action: 'organizations:accounts:get', handle: show }),
      route('PATCH', accountPath, {
        action: UPDATE_ACCOUNT,
        handle: (request) => updateAccount(state, request, options.unknownKeys ?? 'refused'),
      }),
    ],
    notFound: refuseUnknownPath,
    internalError: refuseInternally,
    onReset: () => {
      limit.reset();
    },
    options,
  });
}

interface Guarded {
  /** The IAM action that the call needs. */
  readonly action: string;
  readonly handle: Route['handle'];
}

const SHOW_ORGANIZATION = 'organizations:organizations:get';
const UPDATE_ACCOUNT = 'organizations:accounts:update';

function findAccountProblem(
  action: string,
  caller: NonNullable<HuaweiCloudEmulatorOptions['caller']>,
): EmulatorAnswer | undefined {
  if (caller === 'management' || action === SHOW_ORGANIZATION) return undefined;
  if (action === UPDATE_ACCOUNT) return refuseAccount('management');
  return caller === 'delegated-administrator' ? undefined : refuseAccount('management-or-delegated');
}
