import { afterEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../shared/emulator.ts';
import { parseJsonText } from '../shared/json-text.ts';
import { createKameleoonEmulator, demoCredentials } from './kameleoon.emulator.ts';
import type { KameleoonEmulatorOptions } from './kameleoon.emulator.ts';

const FIRST = '100001';
const LARGE = '9007199254740993';

describe('the Kameleoon emulator', () => {
  let emulator: Emulator;
  let origin: string;
  let nowMs = 0;

  async function start(options: KameleoonEmulatorOptions = {}): Promise<void> {
    nowMs = Date.UTC(2025, 0, 1);
    emulator = createKameleoonEmulator({ now: () => nowMs, ...options });
    origin = await emulator.listen();
  }
  afterEach(() => emulator.close());

  function askToken(form: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> {
    const { clientId, clientSecret } = demoCredentials;
    const whole = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, ...form };
    return fetch(`${origin}/oauth/token`, { method: 'POST', headers, body: new URLSearchParams(whole) });
  }

  async function signIn(): Promise<Record<string, string>> {
    const { access_token: token } = (await (await askToken()).json()) as { access_token: string };
    return { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  }

  async function list(query: Record<string, string>): Promise<Record<string, unknown>[]> {
    const headers = await signIn();
    const answer = await fetch(`${origin}/accounts?${new URLSearchParams(query).toString()}`, { headers });
    return (await answer.json()) as Record<string, unknown>[];
  }

  async function patch(id: string, body: unknown): Promise<{ status: number; text: string }> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${origin}/accounts/${id}`, { method: 'PATCH', headers: await signIn(), body: text });
    return { status: answer.status, text: await answer.text() };
  }

  describe('tokens', () => {
    it('EMU-KAMELEOON-AUTH-01 come for client credentials in a form, for two hours', async () => {
      await start({ tokenPrefix: 'canary-' });
      const answer = await askToken();
      expect([answer.status, await answer.json()]).toEqual([
        200,
        { access_token: expect.stringMatching(/^canary-.{32}$/), token_type: 'bearer', expires_in: 7200 },
      ]);
      expect(emulator.requests.map(({ kind, path }) => [kind, path])).toEqual([['token', '/oauth/token']]);
    });

    it('EMU-KAMELEOON-AUTH-02 are refused to wrong credentials, other grants and other bodies', async () => {
      await start();
      const wrong = await askToken({ client_secret: 'wrong' });
      expect([wrong.status, await wrong.json()]).toMatchObject([401, { error: 'invalid_client' }]);
      expect((await askToken({ client_id: 'wrong' })).status).toBe(401);
      const grant = await askToken({ grant_type: 'password' });
      expect([grant.status, await grant.json()]).toMatchObject([400, { error: 'unsupported_grant_type' }]);
      const notForm = await askToken({}, { 'content-type': 'application/json' });
      expect([notForm.status, await notForm.json()]).toMatchObject([400, { error: 'invalid_request' }]);
    });

    it.each([
      ['none', undefined],
      ['unknown', 'Bearer nonsense'],
      ['Basic', 'Basic ZGVtbzpkZW1v'],
    ])('EMU-KAMELEOON-AUTH-03 are required: %s', async (_name, authorization) => {
      await start();
      const headers = authorization === undefined ? {} : { authorization };
      const answer = await fetch(`${origin}/accounts/${FIRST}`, { headers });
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    });

    it('EMU-KAMELEOON-AUTH-04 expire after their lifetime, and can be revoked', async () => {
      await start({ tokenLifetimeSeconds: 60 });
      const headers = await signIn();
      const status = async () => (await fetch(`${origin}/accounts/${FIRST}`, { headers })).status;
      nowMs += 59_999;
      expect(await status()).toBe(200);
      nowMs += 1;
      expect(await status()).toBe(401);
      nowMs -= 1;
      emulator.revokeTokens();
      expect(await status()).toBe(401);
    });
  });

  describe('reading', () => {
    it('EMU-KAMELEOON-READ-01 shows the whole account with the page’s fields', async () => {
      await start({ amClientSecret: 'canary-secret' });
      const answer = await fetch(`${origin}/accounts/${FIRST}`, { headers: await signIn() });
      const account = (await answer.json()) as Record<string, unknown>;
      expect(account).toMatchObject({
        id: 100001,
        email: 'ivana.horvat@adriatic.example',
        firstName: 'Ivana',
        status: 'ACTIVATED',
        preferredLocale: 'en',
        amClientSecret: 'canary-secret',
        dateCreated: '2019-01-01T00:00:00Z',
      });
      expect(Object.keys(account).sort()).toEqual(PAGE_FIELDS);
    });

    it('EMU-KAMELEOON-READ-02 writes 64-bit ids with all their digits', async () => {
      await start();
      const answer = await fetch(`${origin}/accounts/${LARGE}`, { headers: await signIn() });
      const text = await answer.text();
      expect(text).toContain(`"id":${LARGE}`);
      expect(text).toContain('"teamId":9007199254740995');
    });

    it('EMU-KAMELEOON-READ-03 refuses unknown and impossible ids', async () => {
      await start();
      const headers = await signIn();
      const statuses = ['999', 'abc', '-1', '99999999999999999999'].map(
        async (id) => (await fetch(`${origin}/accounts/${id}`, { headers })).status,
      );
      expect(await Promise.all(statuses)).toEqual([404, 400, 400, 400]);
      expect((await fetch(`${origin}/accounts/${FIRST}/roles`, { headers })).status).toBe(404);
    });

    it('EMU-KAMELEOON-READ-04 answers 403 for an unknown id where told to', async () => {
      await start({ unknownAccountStatus: 403 });
      expect((await fetch(`${origin}/accounts/1`, { headers: await signIn() })).status).toBe(403);
    });

    it('EMU-KAMELEOON-LIST-01 answers bare pages that together hold every account once', async () => {
      await start();
      const pages = [await list({ page: '1', perPage: '9' })];
      while (pages.at(-1)?.length === 9) pages.push(await list({ page: String(pages.length + 1), perPage: '9' }));
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.flat()).toHaveLength(emulator.accounts().length);
      expect(new Set(pages.flat().map(({ email }) => email)).size).toBe(emulator.accounts().length);
    });

    it('EMU-KAMELEOON-LIST-02 cuts a page at the maximum, and defaults where nothing is asked', async () => {
      await start({ defaultPerPage: 3, maxPerPage: 5 });
      expect(await list({})).toHaveLength(3);
      expect(await list({ perPage: '100' })).toHaveLength(5);
    });

    it.each([
      [{ page: '0' }, 'page must be a positive integer'],
      [{ perPage: '-1' }, 'perPage must be a positive integer'],
      [{ perPage: 'x' }, 'perPage must be a positive integer'],
      [{ filter: '{' }, 'filter must be a JSON array of objects'],
      [{ filter: '{"field":"email"}' }, 'filter must be a JSON array of objects'],
      [{ filter: '[{"field":"password","operator":"EQUAL","parameters":[]}]' }, 'filter on an unknown field'],
      [{ filter: '[{"field":"email","parameters":[]}]' }, 'filter without an operator'],
      [{ filter: '[{"field":"email","operator":"MAYBE","parameters":[]}]' }, 'operator MAYBE is not supported'],
      [{ sort: '[{"field":"email","direction":"UP"}]' }, 'sort direction must be ASC or DESC'],
      [{ sort: '[{"field":"nose","direction":"ASC"}]' }, 'sort on an unknown field'],
    ])('EMU-KAMELEOON-LIST-03 refuses %j', async (query: Record<string, string | undefined>, message) => {
      await start();
      const search = new URLSearchParams(query as Record<string, string>).toString();
      const answer = await fetch(`${origin}/accounts?${search}`, { headers: await signIn() });
      expect([answer.status, await answer.text()]).toEqual([400, message]);
    });

    it.each([
      ['EQUAL', 'email', ['ivana.horvat@adriatic.example', 'zeljko.saric@lumiere.example.com'], [100001, 100002]],
      ['EQUAL', 'email', ['IVANA.HORVAT@adriatic.example'], []],
      ['IN', 'id', [100001, 7], [100001]],
      ['LIKE', 'lastName', ['%ŠARI%'], [100002]],
      ['CONTAINS', 'email', ['ivana.'], [100001]],
      ['BETWEEN', 'id', [100001, 100004], [100001, 100002]],
      ['LESS', 'id', [100002], [100001]],
      ['LESS_OR_EQUAL', 'id', [100002], [100001, 100002]],
      ['GREATER', 'id', [9007199254740992], [LARGE]],
    ])('EMU-KAMELEOON-LIST-04 filters %s on %s by %j', async (operator, field, parameters, expected) => {
      await start();
      const filter = JSON.stringify([{ field, operator, parameters }]);
      const headers = await signIn();
      const answer = await fetch(`${origin}/accounts?filter=${encodeURIComponent(filter)}`, { headers });
      const found = parseJsonText(await answer.text()) as { id: number | bigint }[];
      expect(found.map(({ id }) => String(id))).toEqual(expected.map(String));
    });

    it('EMU-KAMELEOON-LIST-05 knows the operators without parameters and their opposites', async () => {
      await start();
      const count = async (operator: string, field: string, parameters: unknown[] = []) =>
        (await list({ perPage: '200', filter: JSON.stringify([{ field, operator, parameters }]) })).length;
      const all = emulator.accounts().length;
      const pairs: [string, string, string, unknown[]?][] = [
        ['IS_NULL', 'IS_NOT_NULL', 'imageURL'],
        ['IS_EMPTY', 'IS_NOT_EMPTY', 'imageURL'],
        ['IS_TRUE', 'IS_FALSE', 'isProductRecoAllowed'],
        ['EQUAL', 'NOT_EQUAL', 'status', ['ACTIVATED']],
        ['IN', 'NOT_IN', 'status', ['ACTIVATED']],
        ['LIKE', 'NOT_LIKE', 'status', ['DEACT']],
        ['GREATER_OR_EQUAL', 'LESS', 'id', [100020]],
      ];
      for (const [operator, opposite, field, parameters] of pairs) {
        const found = await count(operator, field, parameters);
        expect([operator, found > 0 && found < all]).toEqual([operator, true]);
        expect([opposite, await count(opposite, field, parameters)]).toEqual([opposite, all - found]);
      }
    });

    it('EMU-KAMELEOON-LIST-06 joins filters with AND, sorts, and ignores case where told to', async () => {
      await start({ filterIgnoresCase: true });
      const both = JSON.stringify([
        { field: 'email', operator: 'EQUAL', parameters: ['IVANA.HORVAT@adriatic.example'] },
        { field: 'status', operator: 'EQUAL', parameters: ['ACTIVATED'] },
      ]);
      expect(await list({ filter: both })).toHaveLength(1);
      const sort = JSON.stringify([{ field: 'email', direction: 'DESC' }]);
      const emails = (await list({ sort, perPage: '200' })).map(({ email }) => String(email));
      expect(emails).toEqual(emails.toSorted().reverse());
    });
  });

  describe('PATCH', () => {
    it('EMU-KAMELEOON-PATCH-01 changes the named fields only, and answers the whole account', async () => {
      await start();
      const before = emulator.account(FIRST);
      const { status, text } = await patch(FIRST, { firstName: 'Ana-Marija', solutions: ['FEATURE_EXPERIMENTATION'] });
      const after = { ...before, firstName: 'Ana-Marija', solutions: ['FEATURE_EXPERIMENTATION'] };
      expect([status, JSON.parse(text)]).toEqual([200, after]);
      expect(emulator.account(FIRST)).toEqual(after);
      expect(emulator.requests.at(-1)).toMatchObject({ kind: 'write', applied: true, status: 200 });
    });

    it('EMU-KAMELEOON-PATCH-02 changes nothing for {} and ignores what cannot be written', async () => {
      await start();
      const before = emulator.account(FIRST);
      const readOnly = { id: 1, dateCreated: 'x', amClientId: 'x', amClientSecret: 'x', password: 'p', nonsense: 1 };
      for (const body of [{}, readOnly]) expect((await patch(FIRST, body)).status).toBe(200);
      expect(emulator.account(FIRST)).toEqual(before);
    });

    it('EMU-KAMELEOON-PATCH-03 keeps 64-bit numbers whole', async () => {
      await start();
      const { text } = await patch(LARGE, '{"teamId":9223372036854775807}');
      expect(text).toContain('"teamId":9223372036854775807');
      expect(emulator.account(LARGE)).toMatchObject({ id: 9007199254740993n, teamId: 9223372036854775807n });
    });

    it('EMU-KAMELEOON-PATCH-04 clears with null where there can be nothing', async () => {
      await start();
      await patch(FIRST, { firstName: null, teamId: null, roles: null, preferredLocale: null });
      expect(emulator.account(FIRST)).toMatchObject({
        firstName: null,
        teamId: null,
        roles: [],
        preferredLocale: null,
      });
    });

    it('EMU-KAMELEOON-PATCH-05 ignores or refuses null where told to', async () => {
      await start({ nulls: 'ignore' });
      expect((await patch(FIRST, { firstName: null, email: null })).status).toBe(200);
      expect(emulator.account(FIRST)?.firstName).toBe('Ivana');
      await emulator.close();
      await start({ nulls: 'refuse' });
      expect(await patch(FIRST, { firstName: null })).toEqual({ status: 400, text: 'firstName must not be null' });
    });

    it.each<[unknown, string]>([
      [{ email: null }, 'email must not be null.'],
      [{ status: null }, 'status must not be null.'],
      [{ isPasswordExpired: null }, 'isPasswordExpired must not be null.'],
      [{ email: 'no address' }, 'email must be a valid e-mail address.'],
      [{ email: 'Zeljko.Saric@Lumiere.example.com' }, 'email is already used'],
      [{ email: 7 }, 'email must be a string.'],
      [{ status: 'GONE' }, 'status must be one of CREATED, ACTIVATED, DEACTIVATED.'],
      [{ preferredLocale: 'en-GB' }, 'preferredLocale must be one of fr, en, de.'],
      [{ solutions: ['X'] }, 'solutions must be one of WEB_EXPERIMENTATION, FEATURE_EXPERIMENTATION.'],
      [{ solutions: 'WEB_EXPERIMENTATION' }, 'solutions must be an array of strings.'],
      [{ passwordBlocked: 'true' }, 'passwordBlocked must be a boolean.'],
      [{ teamId: '7' }, 'teamId must be a 64-bit integer.'],
      [{ teamId: 1.5 }, 'teamId must be a 64-bit integer.'],
      ['{"teamId":9223372036854775808}', 'teamId must be a 64-bit integer.'],
      [{ roles: {} }, 'roles must be an array of objects.'],
      [{ roles: [{ name: 7 }] }, 'roles: name must be a string.'],
      [{ roles: [{ sites: ['1'] }] }, 'roles: sites must be an array of 64-bit integers.'],
      [{ firstName: 'x'.repeat(4001) }, 'firstName must have at most 4000 characters.'],
      ['[]', 'Request body must be a JSON object'],
      ['{', 'Request body must be a JSON object'],
      ['', 'Request body must be a JSON object'],
    ])('EMU-KAMELEOON-PATCH-06 refuses %j', async (body, message) => {
      await start();
      const before = emulator.account(FIRST);
      expect(await patch(FIRST, body)).toEqual({ status: 400, text: message });
      expect(emulator.account(FIRST)).toEqual(before);
    });

    it('EMU-KAMELEOON-PATCH-07 takes an address the account has already, and 4,000 characters', async () => {
      await start();
      const body = { email: 'Ivana.Horvat@adriatic.example', firstName: 'x'.repeat(4000) };
      expect((await patch(FIRST, body)).status).toBe(200);
    });

    it('EMU-KAMELEOON-PATCH-08 wants JSON, and is the only way to write', async () => {
      await start();
      const headers = { ...(await signIn()), 'Content-Type': 'text/plain' };
      const ask = async (method: string) => (await fetch(`${origin}/accounts/${FIRST}`, { method, headers })).status;
      expect(await Promise.all(['PATCH', 'PUT', 'DELETE'].map(ask))).toEqual([415, 404, 404]);
    });

    it('EMU-KAMELEOON-PATCH-09 drops the fields it was told to drop', async () => {
      await start({ dropFields: ['lastName'] });
      const { text } = await patch(FIRST, { firstName: 'New', lastName: 'New' });
      expect(JSON.parse(text)).toMatchObject({ firstName: 'New', lastName: 'Horvat' });
    });

    it('EMU-KAMELEOON-PATCH-10 shows the unchanged account under ok-without-apply', async () => {
      await start();
      emulator.faults.add({ match: { kind: 'write' }, fault: { type: 'ok-without-apply' } });
      const { status, text } = await patch(FIRST, { firstName: 'New' });
      expect([status, JSON.parse(text)]).toEqual([200, emulator.account(FIRST)]);
      expect(emulator.account(FIRST)?.firstName).toBe('Ivana');
    });
  });

  it('EMU-KAMELEOON-LIMIT-01 refuses the 51st request in ten seconds where limits are on', async () => {
    await start({ rateLimit: 'with-retry-after' });
    const headers = await signIn();
    const ask = () => fetch(`${origin}/accounts/${FIRST}`, { headers });
    for (let index = 0; index < 50; index += 1) expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    nowMs += 10_000;
    expect((await ask()).status).toBe(200);
  });

  it('EMU-KAMELEOON-LIMIT-02 refuses the 1,001st request in an hour, without Retry-After unless told', async () => {
    await start({ rateLimit: 'on' });
    const headers = await signIn();
    const ask = () => fetch(`${origin}/accounts/${FIRST}`, { headers });
    for (let index = 0; index < 1000; index += 1) {
      nowMs += 250;
      expect((await ask()).status).toBe(200);
    }
    const refused = await ask();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, null]);
    emulator.reset();
    expect((await ask()).status).toBe(200);
  });
});

const PAGE_FIELDS = [
  ...['amClientId', 'amClientSecret', 'dateCreated', 'email', 'firstName', 'id', 'imageURL', 'isPasswordExpired'],
  ...[
    'isProductRecoAllowed',
    'lastName',
    'passwordBlocked',
    'preferredLocale',
    'roles',
    'solutions',
    'status',
    'teamId',
  ],
];
