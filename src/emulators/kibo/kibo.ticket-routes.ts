/**
 * The endpoints that issue tickets: OAuth, the legacy app ticket, and the admin user's ticket.
 *
 * From the vendor's SDKs: paths, bodies and answers; OAuth is JSON in snake_case, and a refresh keeps
 * `grant_type: client_credentials`. ASSUMED: that signing in neither counts failures nor moves `lastLoginOn`.
 */
import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import type { EmulatorAnswer, EmulatorRequest, Route } from '../shared/exchange.ts';
import { findUserBy } from './kibo.accounts.ts';
import type { KiboAnswers } from './kibo.errors.ts';
import { parseBody } from './kibo.requests.ts';
import type { KiboTickets } from './kibo.tickets.ts';

/** What the ticket endpoints work with. */
export interface KiboTicketContext {
  readonly state: AccountState;
  readonly tickets: KiboTickets;
  readonly answers: KiboAnswers;
  readonly application: { readonly clientId: string; readonly clientSecret: string };
  /** As in lists of tenants. */
  readonly tenant: Fields & { readonly id: number };
  readonly now: () => number;
}

const APPLICATION_TICKETS = '/api/platform/applications/authtickets';
const USER_TICKETS = '/api/platform/adminuser/authtickets';

/** Creates the ticket endpoints. */
export function createTicketRoutes(context: KiboTicketContext): Route[] {
  const { tickets, answers } = context;
  const token = (
    method: Route['method'],
    path: string,
    handle: (body: Fields, request: EmulatorRequest) => EmulatorAnswer,
  ) =>
    ({
      method,
      path,
      kind: 'token',
      handle(request) {
        if (method === 'DELETE') return handle({}, request);
        const body = parseBody(request);
        return body === undefined
          ? answers.refuseParameters([{ name: 'body', reason: 'must be a JSON object' }])
          : handle(body, request);
      },
    }) satisfies Route;

  return [
    token('POST', `${APPLICATION_TICKETS}/oauth`, (body) => grantOauth(context, body)),
    token('POST', APPLICATION_TICKETS, (body) => grantAppTicket(context, body)),
    token('PUT', `${APPLICATION_TICKETS}/refresh-ticket`, (body) =>
      tickets.findRefreshToken('app', body.refreshToken) === undefined
        ? answers.refuseCredentials('The refresh token is unknown')
        : answers.ok(toAppTicket(context)),
    ),
    token('DELETE', `${APPLICATION_TICKETS}/:refreshToken`, (_body, { params }) =>
      forget(context, params.refreshToken),
    ),
    token('POST', `${USER_TICKETS}/tenants`, (body, request) => grantUserTicket(context, body, request)),
    token('PUT', `${USER_TICKETS}/tenants`, (body, request) => renewUserTicket(context, body, request)),
    token('DELETE', USER_TICKETS, (_body, { query }) => forget(context, query.get('refreshToken') ?? undefined)),
  ];
}

function forget({ tickets, answers }: KiboTicketContext, refreshToken: string | undefined): EmulatorAnswer {
  if (refreshToken !== undefined) tickets.forgetRefreshToken(refreshToken);
  return answers.done();
}

function grantOauth({ tickets, answers, application }: KiboTicketContext, body: Fields): EmulatorAnswer {
  if (body.grant_type !== 'client_credentials') {
    return answers.refuseParameters([{ name: 'grant_type', reason: 'must be client_credentials' }]);
  }
  if (body.client_id !== application.clientId || body.client_secret !== application.clientSecret) {
    return answers.refuseCredentials('The client id or secret is wrong');
  }
  const renews = body.refresh_token !== undefined && body.refresh_token !== null;
  if (renews && tickets.findRefreshToken('oauth', body.refresh_token) === undefined) {
    return answers.refuseCredentials('The refresh token is unknown');
  }
  return answers.ok({
    access_token: tickets.bearer.issue(),
    token_type: 'Bearer',
    expires_in: tickets.lifetimeSeconds,
    refresh_token: tickets.issueRefreshToken('oauth'),
  });
}

function grantAppTicket(context: KiboTicketContext, body: Fields): EmulatorAnswer {
  const { clientId, clientSecret } = context.application;
  return body.applicationId === clientId && body.sharedSecret === clientSecret
    ? context.answers.ok(toAppTicket(context))
    : context.answers.refuseCredentials('The application id or shared secret is wrong');
}

function toAppTicket({ tickets }: KiboTicketContext): Fields {
  return {
    accessToken: tickets.appClaims.issue(),
    refreshToken: tickets.issueRefreshToken('app'),
    ...tickets.expirations(),
    environmentScope: null,
  };
}

function grantUserTicket(context: KiboTicketContext, body: Fields, request: EmulatorRequest): EmulatorAnswer {
  const refusal = refuseApplication(context, request);
  if (refusal !== undefined) return refusal;
  const user = findUser(context.state, body);
  const mayEnter = user?.isActive === true && typeof user.password === 'string' && user.password === body.password;
  return mayEnter
    ? context.answers.ok(toUserTicket(context, user))
    : context.answers.refuseCredentials('The user name or password is wrong');
}

function renewUserTicket(context: KiboTicketContext, body: Fields, request: EmulatorRequest): EmulatorAnswer {
  const refusal = refuseApplication(context, request);
  if (refusal !== undefined) return refusal;
  const renewed = context.tickets.findRefreshToken('user', body.refreshToken);
  const user = renewed === undefined ? undefined : context.state.get(renewed.userId);
  return user === undefined
    ? context.answers.refuseCredentials('The refresh token is unknown')
    : context.answers.ok(toUserTicket(context, user));
}

/** A user signs in through an application, which must prove itself first. */
function refuseApplication({ tickets, answers, tenant }: KiboTicketContext, request: EmulatorRequest) {
  const problem = tickets.findProblem(request.headers);
  if (problem !== undefined) return answers.refuseCredentials(problem);
  const tenantId = request.query.get('tenantId') ?? '';
  return tenantId === '' || tenantId === String(tenant.id) ? undefined : answers.refuseAccess('Token Not Authorized');
}

function findUser(state: AccountState, body: Fields): Readonly<Fields> | undefined {
  if (typeof body.emailAddress === 'string') return findUserBy(state, 'emailAddress', body.emailAddress);
  return typeof body.userName === 'string' ? findUserBy(state, 'userName', body.userName) : undefined;
}

function toUserTicket({ tickets, tenant, now }: KiboTicketContext, user: Readonly<Fields>): Fields {
  const { userName, emailAddress, firstName, lastName } = user;
  return {
    accessToken: tickets.userClaims.issue(),
    refreshToken: tickets.issueRefreshToken('user', String(user.id)),
    ...tickets.expirations(),
    jwtAccessToken: tickets.bearer.issue(),
    createdOn: new Date(now()).toISOString(),
    user: { userId: user.id, userName, emailAddress, firstName, lastName },
    tenant,
    availableTenants: [tenant],
    grantedBehaviors: [],
    redirect: null,
    ssoNameId: null,
    ssoSession: null,
  };
}
