import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator, Fields } from '../shared/emulator.ts';
import { createKiboEmulator, demoCredentials } from './kibo.emulator.ts';
import type { KiboEmulatorOptions } from './kibo.emulator.ts';
import { throttled } from './kibo.errors.ts';

const ACCOUNTS = '/api/platform/adminuser/accounts';
const OAUTH = '/api/platform/applications/authtickets/oauth';
const GRANT = {
  client_id: demoCredentials.clientId,
  client_secret: demoCredentials.clientSecret,
  grant_type: 'client_credentials',
};
const PAGE_FIELDS = [
  ...['emailAddress', 'userName', 'phoneNumber', 'externalId', 'localeCode', 'firstName', 'lastName', 'password'],
  ...['optInToEmail', 'optInToTextMessage', 'id', 'systemData', 'roles', 'isActive', 'identityProviderId'],
];

let emulator: Emulator;
let origin: string;
let now: number;

async function start(options: KiboEmulatorOptions = {}): Promise<void> {
  await emulator.close();
  emulator = createKiboEmulator({ now: () => now, ...options });
  origin = await emulator.listen();
}

async function send(method: string, path: string, headers: Record<string, string>, body?: unknown) {
  const answer = await fetch(origin + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    body: (text === '' ? undefined : JSON.parse(text)) as Fields,
  };
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}) => send('POST', path, headers, body);

async function signIn(): Promise<Record<string, string>> {
  const { body } = await post(OAUTH, GRANT);
  return { authorization: `Bearer ${String(body.access_token)}`, 'x-vol-tenant': '100' };
}

const get = async (path: string, headers?: Record<string, string>) => send('GET', path, headers ?? (await signIn()));

function firstAccount(): Fields {
  return emulator.accounts()[0] ?? {};
}

beforeEach(async () => {
  now = Date.UTC(2026, 0, 2, 3, 4, 5);
  emulator = createKiboEmulator({ now: () => now });
  origin = await emulator.listen();
});
afterEach(() => emulator.close());

describe('the Kibo emulator, issuing tickets', () => {
  it('EMU-KIBO-TOKEN-01 grants an OAuth token for client credentials in JSON', async () => {
    const { status, body } = await post(OAUTH, GRANT);
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^emulated-/),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^emulated-/),
    });
    expect(emulator.requests[0]).toMatchObject({ kind: 'token', status: 200, method: 'POST', path: OAUTH });
  });

  it.each([
    ['a wrong secret', { ...GRANT, client_secret: 'wrong' }, 401, 'UNAUTHORIZED'],
    ['a wrong id', { ...GRANT, client_id: 'wrong' }, 401, 'UNAUTHORIZED'],
    ['another grant', { ...GRANT, grant_type: 'password' }, 400, 'MISSING_OR_INVALID_PARAMETER'],
    ['an unknown refresh token', { ...GRANT, refresh_token: 'x' }, 401, 'UNAUTHORIZED'],
    ['names in camel case', { clientId: GRANT.client_id, grant_type: GRANT.grant_type }, 401, 'UNAUTHORIZED'],
  ])('EMU-KIBO-TOKEN-02 refuses %s, always with an errorCode', async (_what, grant, status, errorCode) => {
    expect(await post(OAUTH, grant)).toMatchObject({ status, body: { errorCode } });
  });

  it('EMU-KIBO-TOKEN-03 refuses a form', async () => {
    const body = new URLSearchParams(GRANT).toString();
    const answer = await fetch(origin + OAUTH, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(400);
  });

  it('EMU-KIBO-TOKEN-04 renews with the refresh token, which outlives the access token', async () => {
    const { body } = await post(OAUTH, GRANT);
    now += 3600_000;
    const renewed = await post(OAUTH, { ...GRANT, refresh_token: body.refresh_token });
    expect(renewed.status).toBe(200);
    expect(renewed.body.access_token).not.toBe(body.access_token);
    now += 24 * 3600_000;
    expect((await post(OAUTH, { ...GRANT, refresh_token: body.refresh_token })).status).toBe(401);
  });

  it('EMU-KIBO-TOKEN-05 issues legacy app tickets, renews and forgets them', async () => {
    const path = '/api/platform/applications/authtickets';
    const ticket = await post(`${path}/?responseFields=`, {
      applicationId: demoCredentials.clientId,
      sharedSecret: demoCredentials.clientSecret,
    });
    expect(ticket.body).toMatchObject({ environmentScope: null, accessTokenExpiration: '2026-01-02T04:04:05.000Z' });
    const refreshToken = String(ticket.body.refreshToken);
    const refresh = () => send('PUT', `${path}/refresh-ticket`, {}, { refreshToken });
    // Each kind of refresh token renews its own kind only.
    expect((await post(OAUTH, { ...GRANT, refresh_token: refreshToken })).status).toBe(401);
    expect((await refresh()).status).toBe(200);
    expect((await send('DELETE', `${path}/${refreshToken}`, {})).status).toBe(200);
    expect((await refresh()).status).toBe(401);
    expect((await post(path, { applicationId: demoCredentials.clientId, sharedSecret: 'wrong' })).status).toBe(401);

    const claims = { 'x-vol-app-claims': String(ticket.body.accessToken), 'x-vol-tenant': '100' };
    expect((await get(ACCOUNTS, claims)).status).toBe(200);
    // Each kind of token is good in its own header only.
    expect((await get(ACCOUNTS, { ...claims, 'x-vol-user-claims': 'unknown' })).status).toBe(401);
    expect((await get(ACCOUNTS, { ...claims, authorization: 'Bearer unknown' })).status).toBe(401);
    const asBearer = { authorization: `Bearer ${claims['x-vol-app-claims']}`, 'x-vol-tenant': '100' };
    expect((await get(ACCOUNTS, asBearer)).status).toBe(401);
  });

  it('EMU-KIBO-TOKEN-06 issues user tickets to an application that names a user and the password', async () => {
    const path = '/api/platform/adminuser/authtickets/tenants?tenantId=100';
    const { adminUser } = demoCredentials;
    const headers = await signIn();
    expect((await post(path, adminUser)).status).toBe(401);
    expect((await post(path, { ...adminUser, password: 'wrong' }, headers)).status).toBe(401);
    expect((await post(path.replace('100', '101'), adminUser, headers)).status).toBe(403);
    // Users without a password cannot sign in with none, nor inactive ones at all.
    const { emailAddress } = emulator.accounts()[1] ?? {};
    expect((await post(path, { emailAddress, password: null }, headers)).status).toBe(401);
    emulator.put(String(firstAccount().id), { isActive: false });
    expect((await post(path, adminUser, headers)).status).toBe(401);
    emulator.put(String(firstAccount().id), { isActive: true });

    const { body } = await post(path, adminUser, headers);
    expect(body.user).toEqual({
      userId: firstAccount().id,
      userName: firstAccount().userName,
      emailAddress: adminUser.emailAddress,
      firstName: 'Ivana',
      lastName: 'Horvat',
    });
    expect(body.availableTenants).toEqual([expect.objectContaining({ id: 100, sites: [expect.anything()] })]);
    const jwt = { authorization: `Bearer ${String(body.jwtAccessToken)}`, 'x-vol-tenant': '100' };
    expect((await get(ACCOUNTS, jwt)).status).toBe(200);

    const renew = () => send('PUT', path, headers, body);
    expect((await renew()).body.user).toEqual(body.user);
    await send('DELETE', `/api/platform/adminuser/authtickets/?refreshToken=${String(body.refreshToken)}`, headers);
    expect((await renew()).status).toBe(401);
  });
});

describe('the Kibo emulator, letting callers in', () => {
  it('EMU-KIBO-AUTH-01 wants a token that it issued and that has not expired', async () => {
    const headers = await signIn();
    const status = async (authorization: string) => (await get(ACCOUNTS, { ...headers, authorization })).status;
    expect((await get(ACCOUNTS, { 'x-vol-tenant': '100' })).status).toBe(401);
    expect(await status('Bearer unknown')).toBe(401);
    expect(await status(headers.authorization?.replace('Bearer', 'Basic') ?? '')).toBe(401);
    now += 3600_000 - 1;
    expect(await status(headers.authorization ?? '')).toBe(200);
    now += 1;
    expect(await status(headers.authorization ?? '')).toBe(401);
  });

  it('EMU-KIBO-AUTH-02 forgets tokens when told to', async () => {
    const headers = await signIn();
    emulator.revokeTokens();
    expect(await get(ACCOUNTS, headers)).toMatchObject({ status: 401, body: { errorCode: 'UNAUTHORIZED' } });
  });

  it.each([
    [{ 'x-vol-tenant': '' }, 400],
    [{ 'x-vol-tenant': 'abc' }, 400],
    [{ 'x-vol-tenant': '101' }, 403],
    [{ 'x-vol-site': '200' }, 200],
    [{ 'x-vol-site': '201' }, 403],
    [{ 'x-vol-site': 'x' }, 400],
  ])('EMU-KIBO-AUTH-03 judges the scope %j', async (scope, status) => {
    expect((await get(ACCOUNTS, { ...(await signIn()), ...scope })).status).toBe(status);
  });

  it('EMU-KIBO-AUTH-04 names the missing tenant header', async () => {
    const { authorization = '' } = await signIn();
    expect(await get(ACCOUNTS, { authorization })).toMatchObject({
      status: 400,
      body: { additionalErrorData: [{ name: 'ParameterName', value: 'x-vol-tenant' }] },
    });
  });
});

describe('the Kibo emulator, reading', () => {
  it('EMU-KIBO-READ-01 shows a user with the page’s 15 fields in their order, the password as null', async () => {
    const account = firstAccount();
    expect(account.password).toBe(demoCredentials.adminUser.password);
    const { body, headers } = await get(`${ACCOUNTS}/${String(account.id)}`);
    expect(Object.keys(body)).toEqual(PAGE_FIELDS);
    expect(body).toEqual({ ...account, password: null });
    expect(headers.get('x-vol-correlation')).toMatch(/^[0-9a-f]{32}$/);
    for (const user of emulator.accounts()) expect(Object.keys(user)).toEqual(PAGE_FIELDS);
  });

  it('EMU-KIBO-READ-02 takes a slash before the query and an empty responseFields', async () => {
    const path = `${ACCOUNTS}/${String(firstAccount().id)}`;
    expect((await get(`${path}/?responseFields=`)).body).toEqual((await get(path)).body);
    expect((await get(`${path}?responseFields=id,isActive`)).body).toEqual({ id: firstAccount().id, isActive: true });
  });

  it('EMU-KIBO-READ-03 answers 404 with a body for a user, and without for a URL', async () => {
    const user = await get(`${ACCOUNTS}/nobody`);
    expect(user).toMatchObject({ status: 404, body: { errorCode: 'ITEM_NOT_FOUND', items: [] } });
    const url = await get('/api/platform/adminuser/nothing');
    expect([url.status, url.text]).toEqual([404, '']);
    expect(url.headers.get('x-vol-correlation')).toMatch(/^[0-9a-f]{32}$/);
    expect((await get('/platform/adminuser/accounts')).text).toBe('');
  });

  it('EMU-KIBO-READ-04 lists in the envelope of its siblings', async () => {
    const { body } = await get(`${ACCOUNTS}/?pageSize=2&startIndex=0&responseFields=`);
    const [first, second, third] = emulator.accounts();
    expect(body).toEqual({
      startIndex: 0,
      pageSize: 2,
      pageCount: Math.ceil(emulator.accounts().length / 2),
      totalCount: emulator.accounts().length,
      items: [
        { ...first, password: null },
        { ...second, password: null },
      ],
    });
    const email = encodeURIComponent(String(third?.emailAddress));
    expect((await get(`${ACCOUNTS}?filter=emailAddress%20eq%20${email}`)).body).toMatchObject({
      totalCount: 1,
      items: [{ id: third?.id }],
    });
    expect((await get(`${ACCOUNTS}?pageSize=1000`)).status).toBe(400);
  });

  it('EMU-KIBO-READ-05 shows roles and tenants', async () => {
    const { id, roles } = firstAccount();
    expect((await get(`${ACCOUNTS}/${String(id)}/roles`)).body).toEqual({ items: roles, totalCount: 1 });
    const tenants = await get(`${ACCOUNTS}/${String(id)}/tenants?responseFields=`);
    expect(tenants.body).toMatchObject({ startIndex: 0, totalCount: 1, items: [{ id: 100 }] });
    expect((await get(`${ACCOUNTS}/nobody/tenants`)).status).toBe(404);
  });

  it('EMU-KIBO-READ-06 seeds users of all kinds', () => {
    const users = emulator.accounts();
    const some = (check: (user: Fields) => boolean) => users.some(check);
    expect(some((user) => user.isActive === false)).toBe(true);
    expect(some((user) => (user.systemData as Fields).isLocked === true)).toBe(true);
    expect(some((user) => (user.systemData as Fields).isPasswordChangeRequired === true)).toBe(true);
    expect(some((user) => user.roles === null)).toBe(true);
    expect(some((user) => user.identityProviderId !== null)).toBe(true);
    expect(some((user) => /^[0-9a-f]{8}-/.test(String(user.id)))).toBe(true);
    expect(some((user) => String(user.emailAddress) === String(user.emailAddress).toUpperCase())).toBe(true);
    expect(users.every((user) => /^[A-Za-z0-9-]{1,64}$/.test(String(user.id)))).toBe(true);
  });
});

describe('the Kibo emulator, misbehaving', () => {
  it('EMU-KIBO-FAULT-01 answers 429 without a body and with Retry-After: 60, as a fault and beyond its limits', async () => {
    const headers = await signIn();
    emulator.faults.add({ match: { kind: 'read' }, times: 1, fault: throttled });
    const struck = await get(ACCOUNTS, headers);
    expect([struck.status, struck.text, struck.headers.get('retry-after')]).toEqual([429, '', '60']);
    expect((await get(ACCOUNTS, headers)).status).toBe(200);

    await start({ limits: [{ requests: 1, perSeconds: 5 }] });
    const again = await signIn();
    expect((await get(ACCOUNTS, again)).status).toBe(200);
    const limited = await get(ACCOUNTS, again);
    expect([limited.status, limited.text, limited.headers.get('retry-after')]).toEqual([429, '', '60']);
    now += 5000;
    expect((await get(ACCOUNTS, again)).status).toBe(200);
  });

  it('EMU-KIBO-FAULT-02 carries a stack trace in refusals only when told to', async () => {
    expect((await get(`${ACCOUNTS}/nobody`)).body).not.toHaveProperty('exceptionDetail');
    await start({ stackTrace: 'at Mozu.Canary.Find(String id)' });
    expect((await get(`${ACCOUNTS}/nobody`)).body.exceptionDetail).toMatchObject({
      stackTrace: 'at Mozu.Canary.Find(String id)',
    });
  });

  it('EMU-KIBO-FAULT-03 goes back to its seed', async () => {
    const before = emulator.accounts();
    const path = `${ACCOUNTS}/${String(firstAccount().id)}`;
    const fields = { emailAddress: 'new@example.org', firstName: 'N', lastName: 'N' };
    expect((await send('PUT', path, await signIn(), fields)).status).toBe(200);
    expect(emulator.accounts()).not.toEqual(before);
    emulator.reset();
    expect(emulator.accounts()).toEqual(before);
    expect(emulator.requests).toEqual([]);
  });
});
