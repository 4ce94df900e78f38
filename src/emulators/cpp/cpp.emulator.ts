/**
 * CPP's account service (ASP.NET Web API), as far as accounts go.
 *
 * From the page "PUT api/account": the ten fields in PascalCase and their types, Username as the lookup key with the
 * default domain cpp.hr, the names of Status and Role, AccountId only below 5000, free, and for a SystemAdmin, Google
 * addresses unique in the whole system, DepartmentId 0 for no restriction. The answer has the shape of the request.
 *
 * From other pages of the same help: `GET api/account/users` with its filters, a bare array and 50 rows unless told;
 * `GET api/account/email`; the read model with `DeparmentName` (sic) and `IsEnabled`. From the framework's source:
 * HttpError with Message, MessageDetail and ModelState, paths and query names without regard to case.
 *
 * Assumed, because no source says it (each an option where the product could care):
 * - callers present one fixed bearer token (option `auth`: also Basic, and OAuth2 with `POST /Token`);
 * - the PUT replaces: a string left out becomes null, DepartmentId and TranslationLanguage become 0; an AccountId left
 *   out or 0 stays; the answer merely echoes what was sent (option `echo`);
 * - reads show Status and Role as numbers in the page's order (option `enums`), user names without the default domain
 *   (option `usernames`); writes take names only;
 * - text filters match parts without regard to case (option `textFilters`), pages have no maximum (option `maxTake`);
 * - an unknown address is 404 (option `unknownEmail`); an unknown user name is 404; a caller who is no SystemAdmin and
 *   changes an AccountId gets 403 (option `callerRole`); ModelState keys start with "account." (`modelStatePrefix`);
 * - AccountId is 1 to 4999 ("[1-5000]" and "below 5000" disagree about 5000); Email may be empty and need not be unique.
 *
 * XML and form bodies, which the page also lists, are not served.
 */
import type { AccountState } from '../shared/account-state.ts';
import { createEmulator } from '../shared/emulator-server.ts';
import type { Emulator, EmulatorOptions } from '../shared/emulator.ts';
import { jsonAnswer, mediaTypeOf } from '../shared/exchange.ts';
import type { EmulatorAnswer, EmulatorRequest, Route } from '../shared/exchange.ts';
import { createPeople } from '../shared/people.ts';
import { createCppAccounts } from './cpp.accounts.ts';
import { errorAnswer, invalidAnswer, toAccountInfo, toSimpleInfo, unknownPathAnswer } from './cpp.answers.ts';
import type { CppReadForm } from './cpp.answers.ts';
import { listCppAccounts } from './cpp.list.ts';
import type { CppListRules } from './cpp.list.ts';
import { createCppSignIn } from './cpp.sign-in.ts';
import type { CppAuth, CppSignIn } from './cpp.sign-in.ts';
import { readCppUpdate } from './cpp.update.ts';
import type { CppUpdateRules } from './cpp.update.ts';

/** Credentials of the demo; good for nothing else. */
export const demoCredentials = { type: 'bearer', token: 'demo-cpp-token' } as const satisfies CppAuth;

/** What can be set for this emulator, beside the options of all. */
export interface CppEmulatorOptions
  extends EmulatorOptions, Partial<CppReadForm>, Partial<CppListRules>, Partial<CppUpdateRules> {
  /** Default {@link demoCredentials}. OAuth2 tokens last an hour unless told otherwise. */
  readonly auth?: CppAuth;
  /** Whether the answer to a PUT is what was sent, even where it did not take effect. Default true. */
  readonly echo?: boolean;
  /** What an unknown address gives: 404, or 200 with the body `null`. Default "not-found". */
  readonly unknownEmail?: 'not-found' | 'null';
}

type Settings = Required<Omit<CppEmulatorOptions, keyof EmulatorOptions | 'auth'>>;
/** The request formats of the page that carry JSON; text/html is one of them. */
const JSON_TYPES = ['application/json', 'text/json', 'text/html'];

type Handle = Route['handle'];

/** Creates a CPP that knows the given people. */
export function createCppEmulator(options: CppEmulatorOptions = {}): Emulator {
  const state = createCppAccounts(options.people ?? createPeople(), options.dropFields ?? []);
  const signIn = createCppSignIn(options.auth ?? demoCredentials, options);
  const settings = withDefaults(options);
  const guard =
    (handle: Handle): Handle =>
    (request) =>
      signIn.isSignedIn(request) ? handle(request) : refuseCaller(signIn);

  return createEmulator({
    provider: 'cpp',
    state,
    options,
    caseSensitivePaths: false,
    routes: [
      ...tokenRoutes(signIn),
      {
        method: 'PUT',
        path: '/api/account',
        kind: 'write',
        handle: guard((request) => putAccount(request, state, settings)),
      },
      {
        method: 'GET',
        path: '/api/account/users',
        kind: 'read',
        handle: guard(({ query }) => listUsers(query, state, settings)),
      },
      {
        method: 'GET',
        path: '/api/account/email',
        kind: 'read',
        handle: guard(({ query }) => findByEmail(query, state, settings)),
      },
    ],
    notFound: refuseUnknownPath,
    internalError: () => errorAnswer(500, 'An error has occurred.'),
    revokeTokens: () => {
      signIn.revokeTokens();
    },
  });
}

function withDefaults(options: CppEmulatorOptions): Settings {
  return {
    enums: options.enums ?? 'numbers',
    usernames: options.usernames ?? 'short',
    textFilters: options.textFilters ?? 'substring',
    maxTake: options.maxTake ?? Infinity,
    callerRole: options.callerRole ?? 'SystemAdmin',
    modelStatePrefix: options.modelStatePrefix ?? 'account.',
    echo: options.echo ?? true,
    unknownEmail: options.unknownEmail ?? 'not-found',
  };
}

function tokenRoutes({ handleToken }: CppSignIn): Route[] {
  return handleToken === undefined ? [] : [{ method: 'POST', path: '/token', kind: 'token', handle: handleToken }];
}

function refuseCaller({ challenge }: CppSignIn): EmulatorAnswer {
  return errorAnswer(401, 'Authorization has been denied for this request.', { 'www-authenticate': challenge });
}

function refuseUnknownPath(request: EmulatorRequest): EmulatorAnswer {
  const isKnown = ['/api/account', '/api/account/users', '/api/account/email'].includes(request.path.toLowerCase());
  if (!isKnown) return unknownPathAnswer(request);
  return errorAnswer(405, `The requested resource does not support http method '${request.method}'.`);
}

function putAccount(request: EmulatorRequest, state: AccountState, settings: Settings): EmulatorAnswer {
  if (!JSON_TYPES.includes(mediaTypeOf(request))) {
    return errorAnswer(415, "The request entity's media type is not supported for this resource.");
  }
  const update = readCppUpdate(request.text, state, settings);
  if ('status' in update) return update;
  const stored = state.save(String(update.account.Username), update.account);
  if (settings.echo) return jsonAnswer(200, update.dto);
  return jsonAnswer(200, Object.fromEntries(Object.keys(update.dto).map((field) => [field, stored[field]])));
}

function listUsers(query: URLSearchParams, state: AccountState, settings: Settings): EmulatorAnswer {
  const accounts = Array.from(state.entries(), ([, account]) => account);
  const found = listCppAccounts(accounts, query, settings);
  if ('invalid' in found) return invalidAnswer({ [found.invalid]: ['The value is not valid.'] });
  return jsonAnswer(
    200,
    found.map((account) => toAccountInfo(account, settings)),
  );
}

function findByEmail(query: URLSearchParams, state: AccountState, settings: Settings): EmulatorAnswer {
  const wanted = query.get('emailaddress')?.toLowerCase();
  if (wanted === undefined || wanted === '') return invalidAnswer({ emailAddress: ['A value is required.'] });
  for (const [, account] of state.entries()) {
    if (String(account.Email).toLowerCase() === wanted) return jsonAnswer(200, toSimpleInfo(account, settings));
  }
  return settings.unknownEmail === 'null' ? jsonAnswer(200, null) : errorAnswer(404, 'The user was not found.');
}
