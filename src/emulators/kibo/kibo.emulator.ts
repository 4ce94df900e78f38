/**
 * Emulates Kibo's admin user service: the page "PUT /platform/adminuser/accounts/{userId}", and around it reading,
 * listing, unlocking, roles, tenants and all three kinds of tickets, as the vendor's SDKs call them. Creating and
 * deleting users, changing roles and passwords, and groups are left out.
 *
 * From the page: the call, the 15 fields with their types and nulls, Bearer tokens, `responseFields`, and that the site
 * goes into a header.
 *
 * From the vendor's SDKs: everything under "/api"; x-vol-tenant and x-vol-site; Bearer or x-vol-app-claims with
 * x-vol-user-claims; a slash before the query and an empty `responseFields=` are fine; error bodies, x-vol-correlation,
 * ITEM_NOT_FOUND; 404 without a body for a URL that does not exist; 429 without a body and Retry-After: 60.
 *
 * Assumed, and what to change it with:
 * - PUT replaces, so what is left out is lost; a missing password is fine: `requirePassword`
 * - another user's e-mail address is 409: `duplicateEmailStatus`
 * - the password is never in an answer: `echoPassword`
 * - pages hold at most 200: `maxPageSize`; filters ignore case: `filterCase`
 * - tokens last an hour: `tokenLifetimeSeconds`; no rate limit: `limits`
 * - refusals carry no stack trace: `stackTrace`
 * - fixed: x-vol-tenant missing is 400, a foreign tenant or site is 403, a body that is not JSON is 400; and what
 *   kibo.errors, kibo.listing, kibo.response-fields, kibo.tickets, kibo.ticket-routes and kibo.update say of themselves.
 */
import { createEmulator } from '../shared/emulator-server.ts';
import type { Emulator, EmulatorOptions, Fields } from '../shared/emulator.ts';
import type { EmulatorAnswer, EmulatorRequest } from '../shared/exchange.ts';
import { createPeople } from '../shared/people.ts';
import { createRateLimit } from '../shared/rate-limit.ts';
import type { RateWindow } from '../shared/rate-limit.ts';
import { createAccountRoutes } from './kibo.account-routes.ts';
import { createKiboAccounts } from './kibo.accounts.ts';
import type { KiboAdminUser, KiboTenant } from './kibo.accounts.ts';
import { createKiboAnswers } from './kibo.errors.ts';
import type { KiboAnswers } from './kibo.errors.ts';
import type { KiboListRules } from './kibo.listing.ts';
import { createTicketRoutes } from './kibo.ticket-routes.ts';
import { createKiboTickets } from './kibo.tickets.ts';
import type { KiboUpdateRules } from './kibo.update.ts';

/** Credentials of the demo, and the tenant they are for. They open nothing but this emulator. */
export const demoCredentials = {
  clientId: 'demo.accord.1.0.0.release',
  clientSecret: 'demo-kibo-shared-secret',
  tenantId: 100,
  siteId: 200,
  /** One of the invented people, the only one who can sign in for a user ticket. */
  adminUser: { emailAddress: 'ivana.horvat@adriatic.example', password: 'demo-kibo-password' },
} as const;

/** What the Kibo emulator can be given besides the options of all emulators. */
export interface KiboEmulatorOptions extends EmulatorOptions, Partial<KiboListRules>, Partial<KiboUpdateRules> {
  /** The application, for OAuth and legacy tickets alike. Default {@link demoCredentials}. */
  readonly credentials?: { readonly clientId: string; readonly clientSecret: string };
  /** Default {@link demoCredentials}. */
  readonly tenant?: KiboTenant;
  /** Default {@link demoCredentials}. */
  readonly adminUser?: KiboAdminUser;
  /** Whether answers show the stored password, as the page's example answer does. Default false. */
  readonly echoPassword?: boolean;
  /** Put into the `exceptionDetail` of each refusal, as the SDKs know it; to prove that it leaks nowhere. Default none. */
  readonly stackTrace?: string;
  /** Rate limits; beyond them 429 with `Retry-After: 60`. Default none. */
  readonly limits?: readonly RateWindow[];
}

/** No source names a lifetime. */
const DEFAULT_TOKEN_LIFETIME_SECONDS = 3600;

/** Creates the Kibo emulator; accounts are keyed by user id. */
export function createKiboEmulator(options: KiboEmulatorOptions = {}): Emulator {
  const now = options.now ?? Date.now;
  const tenant = options.tenant ?? { id: demoCredentials.tenantId, siteId: demoCredentials.siteId };
  const answers = createKiboAnswers(options.stackTrace);
  const limit = createRateLimit(options.limits ?? [], now);
  const tickets = createKiboTickets({
    now,
    lifetimeSeconds: options.tokenLifetimeSeconds ?? DEFAULT_TOKEN_LIFETIME_SECONDS,
    prefix: options.tokenPrefix ?? 'emulated-',
  });
  const state = createKiboAccounts({
    people: options.people ?? createPeople(),
    tenant,
    adminUser: options.adminUser ?? demoCredentials.adminUser,
    dropFields: options.dropFields,
  });
  const shared = { state, answers, now, tenant: toTenant(tenant) };

  function admit(request: EmulatorRequest): EmulatorAnswer | undefined {
    if (limit.take() !== undefined) return answers.refuseTooMany();
    const problem = tickets.findProblem(request.headers);
    return problem === undefined ? refuseScope(request.headers, tenant, answers) : answers.refuseCredentials(problem);
  }

  return createEmulator({
    provider: 'kibo',
    basePath: '/api',
    state,
    routes: [
      ...createTicketRoutes({ ...shared, tickets, application: options.credentials ?? demoCredentials }),
      ...createAccountRoutes({
        ...shared,
        admit,
        echoPassword: options.echoPassword ?? false,
        rules: {
          maxPageSize: options.maxPageSize ?? 200,
          filterCase: options.filterCase ?? 'ignored',
          requirePassword: options.requirePassword ?? false,
          duplicateEmailStatus: options.duplicateEmailStatus ?? 409,
        },
      }),
    ],
    ignoreTrailingSlash: true,
    notFound: () => answers.refuseUnknownPath(),
    internalError: () => answers.refuseInternally(),
    revokeTokens: () => {
      tickets.revokeIssued();
    },
    onReset: () => {
      limit.reset();
    },
    options,
  });
}

/** x-vol-tenant must be there and right; x-vol-site, if there, must be right. */
function refuseScope(
  headers: EmulatorRequest['headers'],
  tenant: KiboTenant,
  answers: KiboAnswers,
): EmulatorAnswer | undefined {
  const given = {
    'x-vol-tenant': headers['x-vol-tenant'],
    'x-vol-site': headers['x-vol-site'] ?? String(tenant.siteId),
  };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) return answers.refuseParameters([{ name, reason: 'is required' }]);
    if (!/^\d+$/.test(value)) return answers.refuseParameters([{ name, reason: 'must be an integer' }]);
  }
  const isOurs = Number(given['x-vol-tenant']) === tenant.id && Number(given['x-vol-site']) === tenant.siteId;
  return isOurs ? undefined : answers.refuseAccess('Token Not Authorized');
}

/** A tenant with one site, as lists of tenants show it. */
function toTenant({ id, siteId }: KiboTenant): Fields & { readonly id: number } {
  const site = { id: siteId, name: 'Adriatic Outfitters EU', tenantId: id, domain: `t${id}-s${siteId}.kibo.example` };
  return {
    id,
    name: 'Adriatic Outfitters',
    domain: `t${id}.kibo.example`,
    isDevTenant: true,
    isUnified: false,
    attributes: null,
    masterCatalogs: [],
    sites: [{ ...site, catalogId: 1, countryCode: 'HR', currencyCode: 'EUR', localeCode: 'hr-HR', attributes: null }],
  };
}
