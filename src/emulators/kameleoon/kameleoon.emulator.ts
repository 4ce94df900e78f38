/**
 * Kameleoon's Automation API, as far as accounts go.
 *
 * From the page "Update account fields": `PATCH /accounts/{accountId}` with a 64-bit id and a bearer token, the sixteen
 * fields of the account with their types, and the values of `preferredLocale`, `solutions` and `status`. The answer is
 * the whole account, amClientSecret included.
 *
 * From other pages and the vendor's own clients: `POST /oauth/token` with a form body, tokens of two hours, `GET
 * /accounts/{id}`, `GET /accounts` with `page`, `perPage`, `filter` and `sort` and a bare array, the role names, and
 * the limits of 50 requests in 10 seconds and 1,000 in an hour.
 *
 * Assumed, because no source says it (each an option where the product could care):
 * - a PATCH changes the named fields only, arrays as a whole; unknown and read-only members are ignored;
 * - null clears (option `nulls`), but not for email, status and the booleans;
 * - e-mail addresses are unique without regard to case;
 * - pages count from 1, hold 20 accounts unless told (option `defaultPerPage`), and at most 200 (option `maxPerPage`);
 * - errors are plain text: 400 for bad input, 401 for the token, 404 for an unknown id (option `unknownAccountStatus`),
 *   415 for a body that is not JSON, 429 beyond the limits, without Retry-After (option `rateLimit`);
 * - token errors look like RFC 6749.
 *
 * 403 and 423 are documented without a reason, so nothing here causes them: use a `status` fault.
 */
import type { AccountState } from '../shared/account-state.ts';
import { createAccessTokens } from '../shared/access-tokens.ts';
import type { AccessTokens } from '../shared/access-tokens.ts';
import { createEmulator } from '../shared/emulator-server.ts';
import type { Emulator, EmulatorOptions, Fields } from '../shared/emulator.ts';
import { jsonAnswer, mediaTypeOf, textAnswer } from '../shared/exchange.ts';
import type { EmulatorAnswer, EmulatorRequest } from '../shared/exchange.ts';
import { createPeople } from '../shared/people.ts';
import { createRateLimit } from '../shared/rate-limit.ts';
import { createKameleoonAccounts } from './kameleoon.accounts.ts';
import { BadQuery, listKameleoonAccounts } from './kameleoon.list.ts';
import type { KameleoonListRules } from './kameleoon.list.ts';
import { isKameleoonEmailTaken, readKameleoonChanges } from './kameleoon.update.ts';
import type { KameleoonNulls } from './kameleoon.update.ts';

/** Credentials of the demo; good for nothing else. */
export const demoCredentials = { clientId: 'demo-kameleoon', clientSecret: 'demo-kameleoon-secret' } as const;

/** What can be set for this emulator, beside the options of all. */
export interface KameleoonEmulatorOptions extends EmulatorOptions, Partial<KameleoonListRules> {
  /** Default {@link demoCredentials}. */
  readonly credentials?: { readonly clientId: string; readonly clientSecret: string };
  /** The secret that every account carries and no one may ever see again. Default "emulated-am-secret". */
  readonly amClientSecret?: string;
  /** Default "clear". */
  readonly nulls?: KameleoonNulls;
  /** Default 404. */
  readonly unknownAccountStatus?: 400 | 403 | 404;
  /** Whether 50 requests in 10 s and 1,000 in 1 h are enforced. Default "off". */
  readonly rateLimit?: 'off' | 'on' | 'with-retry-after';
}

const TOKEN_LIFETIME_SECONDS = 7200;
const LIMITS = [
  { requests: 50, perSeconds: 10 },
  { requests: 1000, perSeconds: 3600 },
];

/** Creates a Kameleoon that knows the given people; tokens last two hours unless told otherwise. */
export function createKameleoonEmulator(options: KameleoonEmulatorOptions = {}): Emulator {
  const now = options.now ?? Date.now;
  const state = createKameleoonAccounts({
    people: options.people ?? createPeople(),
    amClientSecret: options.amClientSecret ?? 'emulated-am-secret',
    dropFields: options.dropFields ?? [],
  });
  const tokens = createAccessTokens({
    now,
    lifetimeSeconds: options.tokenLifetimeSeconds ?? TOKEN_LIFETIME_SECONDS,
    prefix: options.tokenPrefix ?? 'emulated-',
  });
  const limit = createRateLimit((options.rateLimit ?? 'off') === 'off' ? [] : LIMITS, now);
  const guard = createGuard(tokens, () => limit.take(), options.rateLimit === 'with-retry-after');
  const accounts = createAccountHandlers(state, options);

  return createEmulator({
    provider: 'kameleoon',
    state,
    options,
    routes: [
      { method: 'POST', path: '/oauth/token', kind: 'token', handle: createTokenHandler(tokens, options) },
      { method: 'GET', path: '/accounts', kind: 'read', handle: guard(accounts.list) },
      { method: 'GET', path: '/accounts/:accountId', kind: 'read', handle: guard(accounts.get) },
      { method: 'PATCH', path: '/accounts/:accountId', kind: 'write', handle: guard(accounts.patch) },
    ],
    notFound: () => textAnswer(404, 'Not Found'),
    internalError: () => textAnswer(500, 'Internal Server Error'),
    revokeTokens: () => {
      tokens.revokeIssued();
    },
    onReset: () => {
      limit.reset();
    },
  });
}

type Handle = (request: EmulatorRequest) => EmulatorAnswer;

/** Refuses requests without a good token or beyond the limits. */
function createGuard(tokens: AccessTokens, takeTurn: () => number | undefined, tellsWhen: boolean) {
  return (handle: Handle): Handle =>
    (request) => {
      const verdict = tokens.check(request.headers.authorization);
      if (verdict !== 'valid') {
        return textAnswer(401, `Full authentication is required (token ${verdict})`, { 'www-authenticate': 'Bearer' });
      }
      const waitSeconds = takeTurn();
      if (waitSeconds === undefined) return handle(request);
      return textAnswer(429, 'Too many requests', tellsWhen ? { 'retry-after': String(waitSeconds) } : {});
    };
}

function createTokenHandler(tokens: AccessTokens, options: KameleoonEmulatorOptions): Handle {
  const { clientId, clientSecret } = options.credentials ?? demoCredentials;
  return (request) => {
    if (mediaTypeOf(request) !== 'application/x-www-form-urlencoded') {
      return jsonAnswer(400, { error: 'invalid_request', error_description: 'The body must be a form' });
    }
    const form = new URLSearchParams(request.text);
    if (form.get('grant_type') !== 'client_credentials') {
      return jsonAnswer(400, { error: 'unsupported_grant_type', error_description: 'Use client_credentials' });
    }
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) {
      return jsonAnswer(401, { error: 'invalid_client', error_description: 'Bad client credentials' });
    }
    const expiresIn = tokens.lifetimeSeconds;
    return jsonAnswer(200, { access_token: tokens.issue(), token_type: 'bearer', expires_in: expiresIn });
  };
}

function createAccountHandlers(state: AccountState, options: KameleoonEmulatorOptions) {
  const unknownAccount = () => textAnswer(options.unknownAccountStatus ?? 404, 'Account not found');
  const listRules: KameleoonListRules = {
    defaultPerPage: options.defaultPerPage ?? 20,
    maxPerPage: options.maxPerPage ?? 200,
    filterIgnoresCase: options.filterIgnoresCase ?? false,
  };

  const withId = (
    handle: (id: string, account: Readonly<Fields>, request: EmulatorRequest) => EmulatorAnswer,
  ): Handle => {
    return (request) => {
      const id = request.params.accountId ?? '';
      if (!/^\d{1,19}$/.test(id)) return textAnswer(400, 'accountId must be a 64-bit integer');
      const account = state.get(id);
      return account === undefined ? unknownAccount() : handle(id, account, request);
    };
  };

  const list: Handle = ({ query }) => {
    try {
      const accounts = Array.from(state.entries(), ([, account]) => account);
      return jsonAnswer(200, listKameleoonAccounts(accounts, query, listRules));
    } catch (error) {
      if (error instanceof BadQuery) return textAnswer(400, error.message);
      throw error;
    }
  };

  const get = withId((_id, account) => jsonAnswer(200, account));

  const patch = withId((id, account, request) => {
    if (mediaTypeOf(request) !== 'application/json') return textAnswer(415, 'Content type must be application/json');
    const changes = readKameleoonChanges(request.text, options.nulls ?? 'clear');
    if (typeof changes === 'string') return textAnswer(400, changes);
    if (isKameleoonEmailTaken(state, id, changes.email)) return textAnswer(400, 'email is already used');
    return jsonAnswer(200, state.save(id, { ...account, ...changes }));
  });

  return { list, get, patch };
}
