/**
 * Wasabi Account Control Manager, as far as the users of channel accounts go.
 *
 * From the page "Update Channel Account User": `PUT /v1/channel-accounts/users/{userId}` with HTTP Basic (user name and
 * API key); email is required, well formed and unique; SSO users are refused; `active: false` never goes with
 * `reinstate: true`; a password only for verified users; `mfa: false` switches MFA off; the envelope, its code and
 * message, and the fields of the user; 400 and 404. The minimal example sends email alone, so the update is partial.
 *
 * From other pages and open clients: the prefix `/api`, the two error forms (the guide's for authentication and unknown
 * paths, the envelope for everything else), the words for status and role beside the page's. There is no read endpoint
 * in any of them, so GET answers 404 here too.
 *
 * Assumed, because no source says it (each an option where the product could care):
 * - booleans and numbers are real on the wire; with `stringScalars` they look like the page's examples ("True");
 * - null is ignored (option `nulls`), "" clears (option `emptyStrings`);
 * - `active: true` does not bring a deactivated user back (option `activeReinstates`), `reinstate: true` does, to ACTIVE;
 * - `mfa: true` switches MFA on (option `mfaCanBeEnabled`);
 * - e-mail addresses are unique without regard to case; unknown members are ignored; any role name is taken;
 * - error codes of the form RES-E-0017; 415 for a body that is not JSON.
 *
 * The documented limit of 5 GET requests a second has nothing here to apply to.
 */
import type { AccountState } from '../shared/account-state.ts';
import { hasBasicCredentials } from '../shared/basic-credentials.ts';
import type { BasicCredentials } from '../shared/basic-credentials.ts';
import { createEmulator } from '../shared/emulator-server.ts';
import type { Emulator, EmulatorOptions } from '../shared/emulator.ts';
import { mediaTypeOf } from '../shared/exchange.ts';
import type { EmulatorAnswer, EmulatorRequest } from '../shared/exchange.ts';
import { createPeople } from '../shared/people.ts';
import { createWacmAccounts } from './wacm.accounts.ts';
import { envelopeError, plainError, updatedAnswer } from './wacm.answers.ts';
import { applyWacmUpdate, isRefusal } from './wacm.update.ts';
import type { WacmUpdateRules } from './wacm.update.ts';

/** Credentials of the demo; good for nothing else. The password is the API key. */
export const demoCredentials: BasicCredentials = { username: 'demo@wacm.example', password: 'demo-wacm-api-key' };

/** What can be set for this emulator, beside the options of all. */
export interface WacmEmulatorOptions extends EmulatorOptions, Partial<WacmUpdateRules> {
  /** User name and API key. Default {@link demoCredentials}. */
  readonly credentials?: BasicCredentials;
}

const BASE_PATH = '/api';

/** Creates a WACM that knows the given people. */
export function createWacmEmulator(options: WacmEmulatorOptions = {}): Emulator {
  const state = createWacmAccounts(options.people ?? createPeople(), options.dropFields ?? []);
  const rules: WacmUpdateRules = {
    stringScalars: options.stringScalars ?? false,
    nulls: options.nulls ?? 'ignore',
    emptyStrings: options.emptyStrings ?? 'clear',
    activeReinstates: options.activeReinstates ?? false,
    mfaCanBeEnabled: options.mfaCanBeEnabled ?? true,
  };
  const credentials = options.credentials ?? demoCredentials;

  return createEmulator({
    provider: 'wacm',
    basePath: BASE_PATH,
    state,
    options,
    routes: [
      {
        method: 'PUT',
        path: `${BASE_PATH}/v1/channel-accounts/users/:userId`,
        kind: 'write',
        handle: (request) =>
          hasBasicCredentials(request.headers.authorization, credentials)
            ? updateUser(request, state, rules)
            : plainError(401, 'Invalid API key', { 'www-authenticate': 'Basic realm="WACM", charset="UTF-8"' }),
      },
    ],
    notFound: () => plainError(404, 'Not Found'),
    internalError: () => plainError(500, 'Internal Server Error'),
  });
}

function updateUser(request: EmulatorRequest, state: AccountState, rules: WacmUpdateRules): EmulatorAnswer {
  const id = request.params.userId ?? '';
  if (!/^\d{1,19}$/.test(id)) return envelopeError(400, 'userId must be an integer');
  if (mediaTypeOf(request) !== 'application/json') return plainError(415, 'Content type must be application/json');
  const user = state.get(id);
  if (user === undefined) return envelopeError(404, 'User not found');
  const result = applyWacmUpdate(request.text, { id, user, state }, rules);
  return isRefusal(result) ? result : updatedAnswer(state.save(id, result), rules.stringScalars);
}
