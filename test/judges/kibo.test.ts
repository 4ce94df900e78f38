/**
 * The Kibo emulator before clients that nobody here wrote: the vendor's current SDK (@kibocommerce/rest-sdk with
 * @kibocommerce/sdk-authentication) and its legacy one (mozu-node-sdk).
 */
import { AdminAuthTicketApi, AdminUserApi } from '@kibocommerce/rest-sdk/clients/AdminUser/index.js';
import type { User } from '@kibocommerce/rest-sdk/clients/AdminUser/index.js';
import { ResponseError } from '@kibocommerce/rest-sdk/client-runtime/index.js';
import { Configuration } from '@kibocommerce/rest-sdk/index.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import sdk from 'mozu-node-sdk';
import createMozuAdminUsers from 'mozu-node-sdk/clients/platform/adminuser/adminUser.js';
import { createKiboEmulator, demoCredentials } from '../../src/emulators/kibo/kibo.emulator.ts';
import type { KiboEmulatorOptions } from '../../src/emulators/kibo/kibo.emulator.ts';
import type { Emulator, Fields } from '../../src/emulators/shared/emulator.ts';

const ACCOUNTS = '/api/platform/adminuser/accounts';
const OAUTH = '/api/platform/applications/authtickets/oauth';

let emulator: Emulator;
let origin: string;
/** The vendor's token cache is one for the whole process and keyed by this alone: each test has its own. */
let clientId: string;
let testNumber = 0;

async function start(options: KiboEmulatorOptions = {}): Promise<void> {
  emulator = createKiboEmulator({
    credentials: { clientId, clientSecret: demoCredentials.clientSecret },
    ...options,
  });
  origin = await emulator.listen();
}

function createConfiguration(sharedSecret: string = demoCredentials.clientSecret): Configuration {
  return new Configuration({
    tenantId: '100',
    siteId: '200',
    clientId,
    sharedSecret,
    authHost: new URL(origin).host,
    // The SDK knows https only.
    fetchApi: (url: string, init: RequestInit) => fetch(url.replace(/^https:/, 'http:'), init),
  });
}

const createAdminUsers = (sharedSecret?: string) => new AdminUserApi(createConfiguration(sharedSecret));

async function list(parameters: Parameters<AdminUserApi['getUsersRaw']>[0]) {
  // getUsers() throws the answer away: its specification has no schema.
  const { raw } = await createAdminUsers().getUsersRaw(parameters);
  return (await raw.json()) as { totalCount: number; pageCount: number; items: User[] };
}

function firstAccount(): Fields {
  return emulator.accounts()[0] ?? {};
}

const firstId = () => String(firstAccount().id);

/** The calls that reached the emulator, as "METHOD path". */
const calls = () => emulator.requests.map(({ method, path }) => `${method} ${path}`);

async function refusalOf(call: Promise<unknown>): Promise<ResponseError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ResponseError) return error;
  throw new Error('Expected a ResponseError', { cause: error });
}

beforeEach(async () => {
  testNumber += 1;
  clientId = `judge.${testNumber}`;
  await start();
});
afterEach(() => emulator.close());

describe('@kibocommerce/rest-sdk judges the Kibo emulator', () => {
  it('JUDGE-KIBO-01 signs in by OAuth and reads a user', async () => {
    const user = await createAdminUsers().getUser({ userId: firstId() });
    expect(user).toEqual({ ...firstAccount(), password: null });
    expect(calls()).toEqual([`POST ${OAUTH}`, `GET ${ACCOUNTS}/${firstId()}`]);
    expect(emulator.requests[1]?.headers).toMatchObject({
      authorization: expect.stringMatching(/^Bearer emulated-/),
      'x-vol-tenant': '100',
      'x-vol-site': '200',
    });
  });

  it('JUDGE-KIBO-02 keeps a ticket as long as expires_in says', async () => {
    const read = () => createAdminUsers().getUser({ userId: firstId() });
    const tickets = () => emulator.requests.filter(({ kind }) => kind === 'token').length;
    await read();
    await read();
    expect(tickets()).toBe(1);

    await emulator.close();
    clientId += '.brief';
    // Over at once by the client's clock, which is the machine's; the emulator's own stands still.
    await start({ tokenLifetimeSeconds: 0.001, now: () => 0 });
    await read();
    // Two reads can fit into one millisecond, in which the ticket is still good.
    const readAt = Date.now();
    while (Date.now() - readAt < 2) await Promise.resolve();
    await read();
    expect(tickets()).toBe(2);
  });

  it('JUDGE-KIBO-03 lists pages, sorted and filtered', async () => {
    emulator.put(firstId(), { emailAddress: "siobhan.o'neill+a&b=c%20d@example.org" });
    const page = await list({ startIndex: 2, pageSize: 5, sortBy: 'emailAddress desc' });
    const emails = emulator.accounts().map((account) => String(account.emailAddress));
    emails.sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? 1 : -1));
    expect(page.items.map((user) => user.emailAddress)).toEqual(emails.slice(2, 7));
    expect([page.totalCount, page.pageCount]).toEqual([emails.length, Math.ceil(emails.length / 5)]);

    for (const email of emails) {
      const byFilter = await list({ filter: `emailAddress eq ${email}` });
      expect(byFilter.items.map((user) => user.emailAddress)).toEqual([email]);
      const byParameter = await list({ emailAddress: email });
      expect(byParameter.items.map((user) => user.emailAddress)).toEqual([email]);
    }
  });

  it('JUDGE-KIBO-04 replaces a whole user', async () => {
    const user: User = { emailAddress: 'ž@example.org', firstName: '秀英 𠮷', lastName: "O'Čović", isActive: true };
    const answer = await createAdminUsers().updateUser({ userId: firstId(), user });
    expect(answer).toMatchObject({ ...user, userName: null, phoneNumber: null, optInToEmail: null });
    expect(emulator.account(firstId())).toMatchObject({ ...user, localeCode: null });
    delete user.isActive;
    await createAdminUsers().updateUser({ userId: firstId(), user, responseFields: 'id,emailAddress' });
    expect(emulator.account(firstId())?.isActive).toBe(false);
    expect(calls().at(-1)).toBe(`PUT ${ACCOUNTS}/${firstId()}?responseFields=id%2CemailAddress`);
  });

  it('JUDGE-KIBO-05 changes nothing when it sends back what it read', async () => {
    const before = firstAccount();
    const user = await createAdminUsers().getUser({ userId: firstId() });
    const updated = await createAdminUsers().updateUser({ userId: firstId(), user });
    const { updatedOn } = (firstAccount().systemData ?? {}) as Fields;
    expect(firstAccount()).toEqual({ ...before, systemData: { ...(before.systemData as Fields), updatedOn } });
    expect(updated.systemData?.updatedOn).toBe(updatedOn);
  });

  it('JUDGE-KIBO-06 understands refusals', async () => {
    const users = createAdminUsers();
    const unknown = await refusalOf(users.getUser({ userId: 'nobody' }));
    expect(unknown.response).toMatchObject({ status: 404, correlationId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(unknown.apiError).toMatchObject({ errorCode: 'ITEM_NOT_FOUND', message: unknown.message });

    const invalid = await refusalOf(users.updateUser({ userId: firstId(), user: { emailAddress: 'x@example.org' } }));
    expect(invalid.response.status).toBe(400);
    expect(invalid.message).toBe('Missing or invalid parameter: firstName is required');
    expect(invalid.apiError.additionalErrorData).toBe('[{"name":"ParameterName","value":"firstName"}]');

    const taken = String(emulator.accounts()[1]?.emailAddress);
    const user = { emailAddress: taken, firstName: 'A', lastName: 'B' };
    expect((await refusalOf(users.updateUser({ userId: firstId(), user }))).response.status).toBe(409);
  });

  it('JUDGE-KIBO-07 understands refused credentials', async () => {
    await expect(createAdminUsers('wrong').getUser({ userId: firstId() })).rejects.toThrow(
      'The client id or secret is wrong',
    );
    await createAdminUsers().getUser({ userId: firstId() });
    emulator.revokeTokens();
    const refusal = await refusalOf(createAdminUsers().getUser({ userId: firstId() }));
    expect([refusal.response.status, refusal.apiError.errorCode]).toEqual([401, 'UNAUTHORIZED']);
  });

  it('JUDGE-KIBO-08 unlocks a user and reads roles and tenants', async () => {
    const locked = emulator.accounts().find(({ systemData }) => (systemData as Fields).isLocked === true) ?? {};
    await createAdminUsers().unlockUser({ userId: String(locked.id) });
    expect(emulator.account(String(locked.id))?.systemData).toMatchObject({ isLocked: false });
    const roles = await createAdminUsers().getUserRoles({ userId: firstId() });
    expect(roles.items).toEqual(firstAccount().roles);
    const tenants = await createAdminUsers().getTenantScopesForUser({ userId: firstId() });
    expect(tenants.items?.map((tenant) => tenant.id)).toEqual([100]);
  });

  it('JUDGE-KIBO-09 gets a ticket for an admin user', async () => {
    const tickets = new AdminAuthTicketApi(createConfiguration());
    const ticket = await tickets.createUserAuthTicket({
      tenantId: 100,
      userAuthInfo: { ...demoCredentials.adminUser },
    });
    expect(ticket).toMatchObject({ user: { userId: firstId() }, tenant: { id: 100 } });
    const renewed = await tickets.refreshAuthTicket({ tenantId: 100, tenantAdminUserAuthTicket: ticket });
    expect(renewed.user).toEqual(ticket.user);
    expect(renewed.accessToken).not.toBe(ticket.accessToken);
  });
});

describe('mozu-node-sdk judges the Kibo emulator', () => {
  const createClient = (sharedSecret: string = demoCredentials.clientSecret) =>
    createMozuAdminUsers(
      sdk.client({
        appKey: clientId,
        sharedSecret,
        baseUrl: `${origin}/`,
        tenant: 100,
        adminUser: demoCredentials.adminUser,
      }),
    );

  it('JUDGE-KIBO-10 reads a user with app claims, a slash before the query and empty responseFields', async () => {
    const user = await createClient().getUser({ userId: firstId() });
    expect(user).toMatchObject({ id: firstId(), firstName: 'Ivana', lastName: 'Horvat' });
    expect(user.systemData.createdOn).toBeInstanceOf(Date);
    expect(calls()).toEqual([
      'POST /api/platform/applications/authtickets/?responseFields=',
      `GET ${ACCOUNTS}/${firstId()}?responseFields=`,
    ]);
    expect(emulator.requests[1]?.headers).not.toHaveProperty('authorization');
    expect(emulator.requests[1]?.headers).toHaveProperty('x-vol-app-claims');
  });

  it('JUDGE-KIBO-11 signs in as a user and reads its tenants', async () => {
    const tenants = await createClient().getTenantScopesForUser();
    expect([tenants.totalCount, tenants.items[0]?.id]).toEqual([1, 100]);
    expect(emulator.requests.at(-1)?.headers).toHaveProperty('x-vol-user-claims');
    expect(calls()).toContain('POST /api/platform/adminuser/authtickets/tenants?tenantId=100&responseFields=');
  });

  it('JUDGE-KIBO-12 understands refusals', async () => {
    await expect(createClient().getUser({ userId: 'nobody' })).rejects.toMatchObject({
      originalError: { statusCode: 404, errorCode: 'ITEM_NOT_FOUND' },
    });
    await expect(createClient('wrong').getUser({ userId: firstId() })).rejects.toMatchObject({
      originalError: { statusCode: 401, errorCode: 'UNAUTHORIZED' },
    });
  });
});
