import { afterEach, describe, expect, it } from '@jest/globals';
import type { Emulator, Fields } from '../shared/emulator.ts';
import { createPeople } from '../shared/people.ts';
import { createCppEmulator, demoCredentials } from './cpp.emulator.ts';
import type { CppEmulatorOptions } from './cpp.emulator.ts';

const IVANA = 'ivana.horvat';
const MESSAGE = 'The request is invalid.';

describe('the CPP emulator', () => {
  let emulator: Emulator;
  let origin: string;
  let nowMs = 0;

  async function start(options: CppEmulatorOptions = {}): Promise<void> {
    nowMs = 0;
    emulator = createCppEmulator({ now: () => nowMs, ...options });
    origin = await emulator.listen();
  }
  afterEach(() => emulator.close());

  const signedIn = { Authorization: `Bearer ${demoCredentials.token}`, 'Content-Type': 'application/json' };

  async function get(path: string, headers: Record<string, string> = signedIn) {
    const answer = await fetch(`${origin}/api/account/${path}`, { headers });
    return { status: answer.status, body: (await answer.json()) as unknown };
  }

  async function list(query: Record<string, string> = {}): Promise<Fields[]> {
    return (await get(`users?${new URLSearchParams(query).toString()}`)).body as Fields[];
  }

  async function put(body: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(`${origin}/api/account`, {
      method: 'PUT',
      headers: { ...signedIn, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Fields };
  }

  /** The whole document of an account as a careful caller would send it back, with changes. */
  function documentOf(username: string, changes: Fields = {}): Fields {
    const stored = Object.entries(emulator.account(username) ?? {});
    const writable = stored.filter(([field]) => field !== 'OrganizationName' && field !== 'AccountId');
    return { ...Object.fromEntries(writable), ...changes };
  }

  describe('signing in', () => {
    it.each([
      ['nothing', {}],
      ['another token', { Authorization: 'Bearer demo-cpp-token2' }],
      ['Basic', { Authorization: `Basic ${Buffer.from('demo:demo').toString('base64')}` }],
    ])('EMU-CPP-AUTH-01 refuses %s', async (_name, headers: Record<string, string>) => {
      await start();
      const answer = await fetch(`${origin}/api/account/users`, { headers });
      expect([answer.status, answer.headers.get('www-authenticate'), await answer.json()]).toEqual([
        ...[401, 'Bearer', { Message: 'Authorization has been denied for this request.' }],
      ]);
      expect((await put({ Username: IVANA }, { Authorization: '', ...headers })).status).toBe(401);
    });

    it('EMU-CPP-AUTH-02 takes Basic credentials where told to', async () => {
      await start({ auth: { type: 'basic', username: 'šef', password: 'tajna:1' } });
      const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` });
      expect((await get('users', basic('šef:tajna:1'))).status).toBe(200);
      expect((await get('users', basic('šef:tajna'))).status).toBe(401);
      expect((await get('users')).status).toBe(401);
    });

    it('EMU-CPP-AUTH-03 gives out tokens for client credentials, in the form or in a header, where told to', async () => {
      await start({ auth: { type: 'oauth2', clientId: 'id', clientSecret: 'secret' }, tokenPrefix: 'canary-' });
      const ask = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
        const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
        const answer = await fetch(`${origin}/Token`, { method: 'POST', body, headers });
        return { status: answer.status, body: (await answer.json()) as Fields };
      };
      const given = await ask({ client_id: 'id', client_secret: 'secret' });
      expect(given).toMatchObject({ status: 200, body: { token_type: 'bearer', expires_in: 3600 } });
      const headers = { Authorization: `Bearer ${String(given.body.access_token)}` };
      expect(headers.Authorization).toMatch(/^Bearer canary-/);
      expect((await get('users', headers)).status).toBe(200);
      expect((await get('users')).status).toBe(401);
      const basic = `Basic ${Buffer.from('id:secret').toString('base64')}`;
      expect((await ask({}, { Authorization: basic })).status).toBe(200);

      const refused = [
        await ask({ client_id: 'id', client_secret: 'wrong' }),
        await ask({ client_id: 'id', client_secret: 'secret', grant_type: 'password' }),
        await ask({ client_id: 'id', client_secret: 'secret' }, { 'Content-Type': 'application/json' }),
      ];
      expect(refused.map(({ status, body }) => [status, body.error])).toEqual([
        [400, 'invalid_client'],
        [400, 'unsupported_grant_type'],
        [400, 'invalid_request'],
      ]);
      nowMs += 3_600_000;
      expect((await get('users', headers)).status).toBe(401);
      nowMs = 0;
      emulator.revokeTokens();
      expect((await get('users', headers)).status).toBe(401);
      expect(emulator.requests[0]?.kind).toBe('token');
    });

    it('EMU-CPP-AUTH-04 has no token endpoint where tokens are fixed', async () => {
      await start();
      expect((await fetch(`${origin}/Token`, { method: 'POST' })).status).toBe(404);
    });
  });

  describe('reading', () => {
    it('EMU-CPP-READ-01 shows the read model: numbers for enums, DeparmentName, IsEnabled', async () => {
      await start();
      const [first, third] = [(await list({ username: IVANA }))[0], (await list({ username: 'durdica' }))[0]];
      expect(first).toEqual({
        ...{ Username: IVANA, Email: 'ivana.horvat@adriatic.example', GoogleLoginEmails: null, Name: 'Ivana' },
        ...{ OrganizationName: 'Jadranska računovodstvena zadruga', Surname: 'Horvat', Status: 0, Role: 1 },
        ...{ DepartmentId: 0, DeparmentName: null, AccountId: 10_001, TranslationLanguage: 0, IsEnabled: true },
      });
      expect(third).toMatchObject({ AccountId: 3, DepartmentId: 3, DeparmentName: 'Prodaja – Čakovec', Role: 3 });
    });

    it('EMU-CPP-READ-02 shows names and whole user names where told to', async () => {
      await start({ enums: 'names', usernames: 'full' });
      expect((await list({ username: IVANA }))[0]).toMatchObject({
        ...{ Username: 'ivana.horvat@cpp.hr', Status: 'Enabled', Role: 'OrganizationAdmin' },
      });
      expect((await list({ username: 'durdica' }))[0]?.Username).toBe('durdica.covic@partner.example');
    });

    it('EMU-CPP-LIST-01 pages with skip and take, 50 rows unless told, and no total', async () => {
      await start({ people: createPeople(200) });
      const all = await list({ take: '1000' });
      expect(all).toHaveLength(emulator.accounts().length);
      expect(await list()).toEqual(all.slice(0, 50));
      expect(await list({ skip: '10', take: '7' })).toEqual(all.slice(10, 17));
      expect(await list({ skip: String(all.length) })).toEqual([]);
      expect(await list({ take: '0' })).toEqual([]);
    });

    it('EMU-CPP-LIST-02 cuts pages at the maximum where there is one', async () => {
      await start({ maxTake: 5 });
      expect(await list({ take: '1000' })).toHaveLength(5);
    });

    it.each<[Record<string, string>, string[]]>([
      [{ username: 'IVANA.HOR' }, [IVANA]],
      [{ UserName: '.ZUZUL', skip: '0' }, ['kresimir.zuzul-babic']],
      [
        { username: '@partner', skip: '1', take: '2' },
        ['elodie.dubois@partner.example', 'coeur.boeuf@partner.example'],
      ],
      [{ email: 'omer+admin@' }, ['omer.admin']],
      [{ name: 'élo' }, ['elodie.dubois@partner.example']],
      [{ surname: 'žužul-babić' }, ['kresimir.zuzul-babic']],
      [{ name: 'Ivana', status: '0', username: '' }, [IVANA]],
      [{ name: 'Ivana', status: '1' }, []],
      [{ name: 'Ivana', status: '9' }, []],
    ])('EMU-CPP-LIST-03 filters by parts without regard to case: %j', async (query, usernames) => {
      await start();
      expect((await list(query)).map(({ Username }) => Username)).toEqual(usernames);
    });

    it('EMU-CPP-LIST-04 filters by whole texts where told to', async () => {
      await start({ textFilters: 'exact' });
      expect((await list({ username: IVANA.toUpperCase() })).map(({ Username }) => Username)).toEqual([IVANA]);
      expect(await list({ username: 'ivana' })).toEqual([]);
    });

    it.each(['skip', 'take', 'status'])('EMU-CPP-LIST-05 refuses a %s that is no number', async (name) => {
      await start();
      for (const value of ['-1', 'x', '1.5']) {
        const expected = { Message: MESSAGE, ModelState: { [name]: ['The value is not valid.'] } };
        expect(await get(`users?${name}=${value}`)).toEqual({ status: 400, body: expected });
      }
    });

    it('EMU-CPP-EMAIL-01 finds by the whole address, in whatever case', async () => {
      await start();
      const found = await get('email?emailAddress=IVANA.HORVAT@adriatic.example');
      const body = { Username: IVANA, Name: 'Ivana', Surname: 'Horvat', AccountId: 10_001 };
      expect(found).toEqual({ status: 200, body });
      expect(await get('email?emailAddress=ivana')).toEqual({
        ...{ status: 404, body: { Message: 'The user was not found.' } },
      });
      expect((await get('email')).status).toBe(400);
    });

    it('EMU-CPP-EMAIL-02 answers null for an unknown address where told to', async () => {
      await start({ unknownEmail: 'null' });
      expect(await get('email?emailAddress=nobody@example.org')).toEqual({ status: 200, body: null });
    });

    it('EMU-CPP-PATH-01 ignores the case of paths, and names unknown paths and methods', async () => {
      await start();
      expect((await fetch(`${origin}/API/Account/Users?TAKE=1`, { headers: signedIn })).status).toBe(200);
      const unknown = await get('42');
      expect(unknown).toMatchObject({ status: 404, body: { Message: expect.stringContaining('/api/account/42') } });
      const posted = await fetch(`${origin}/api/account`, { method: 'POST', headers: signedIn, body: '{}' });
      expect([posted.status, await posted.json()]).toEqual([
        ...[405, { Message: "The requested resource does not support http method 'POST'." }],
      ]);
    });
  });

  describe('PUT', () => {
    it('EMU-CPP-PUT-01 replaces the account and echoes the document', async () => {
      await start();
      const before = emulator.account(IVANA);
      const sent = documentOf(IVANA, { Name: 'Ana-Marija', Status: 'NotPaid', DepartmentId: 2 });
      expect(await put(sent)).toEqual({ status: 200, body: { ...sent, AccountId: 0 } });
      expect(emulator.account(IVANA)).toEqual({ ...before, Name: 'Ana-Marija', Status: 'NotPaid', DepartmentId: 2 });
      expect((await list({ username: IVANA }))[0]).toMatchObject({
        ...{ Status: 3, IsEnabled: false, DeparmentName: 'Računovodstvo', AccountId: 10_001 },
      });
      expect(emulator.requests[0]).toMatchObject({ kind: 'write', applied: true, status: 200 });
    });

    it('EMU-CPP-PUT-02 wipes what is left out', async () => {
      await start();
      const { OrganizationName, AccountId } = emulator.account('durdica.covic@partner.example') ?? {};
      await put({ Username: 'durdica.covic@partner.example' });
      expect(emulator.account('durdica.covic@partner.example')).toEqual({
        ...{ Username: 'durdica.covic@partner.example', Email: null, GoogleLoginEmails: null, Name: null },
        ...{ Surname: null, Status: null, Role: null, TranslationLanguage: 0, DepartmentId: 0 },
        ...{ OrganizationName, AccountId },
      });
    });

    it.each(['IVANA.Horvat', 'ivana.horvat@cpp.hr', 'Ivana.Horvat@CPP.HR'])(
      'EMU-CPP-PUT-03 finds the account by %s and never renames it',
      async (username) => {
        await start();
        expect((await put(documentOf(IVANA, { Username: username, Name: 'New' }))).status).toBe(200);
        expect(emulator.account(IVANA)).toMatchObject({ Username: IVANA, Name: 'New' });
      },
    );

    it('EMU-CPP-PUT-04 shows what is stored instead of an echo where told to', async () => {
      await start({ echo: false, dropFields: ['Surname'] });
      const { body } = await put(documentOf(IVANA, { Name: 'New', Surname: 'New' }));
      expect(body).toMatchObject({ Name: 'New', Surname: 'Horvat', Status: 'Enabled', AccountId: 10_001 });
    });

    it('EMU-CPP-PUT-05 echoes even what was dropped or not applied', async () => {
      await start();
      emulator.faults.add({ times: 1, fault: { type: 'drop-fields', fields: ['Surname'] } });
      expect((await put(documentOf(IVANA, { Name: 'New', Surname: 'New' }))).body.Surname).toBe('New');
      expect(emulator.account(IVANA)).toMatchObject({ Name: 'New', Surname: 'Horvat' });
      emulator.faults.add({ times: 1, fault: { type: 'ok-without-apply' } });
      expect((await put(documentOf(IVANA, { Name: 'Newer' }))).body.Name).toBe('Newer');
      expect(emulator.account(IVANA)?.Name).toBe('New');
    });

    it('EMU-CPP-PUT-06 changes an AccountId to a free one below 5000', async () => {
      await start();
      for (const AccountId of [1, 4999]) expect((await put(documentOf(IVANA, { AccountId }))).status).toBe(200);
      expect(emulator.account(IVANA)?.AccountId).toBe(4999);
      expect((await put(documentOf('elodie.dubois@partner.example', { AccountId: 9 }))).status).toBe(200);
      expect((await put(documentOf('wei.wang', { AccountId: 4999 }))).status).toBe(400);
    });

    it('EMU-CPP-PUT-07 keeps an AccountId that is sent unchanged, even above 5000', async () => {
      await start({ callerRole: 'User' });
      expect((await put(documentOf(IVANA, { AccountId: 10_001 }))).status).toBe(200);
      expect((await put(documentOf(IVANA, { AccountId: 7 }))).status).toBe(403);
      expect(emulator.account(IVANA)?.AccountId).toBe(10_001);
    });

    it('EMU-CPP-PUT-08 keeps Google addresses unique in the whole system', async () => {
      await start();
      const google = (GoogleLoginEmails: unknown) => put(documentOf(IVANA, { GoogleLoginEmails }));
      const owner = emulator.accounts().find(({ GoogleLoginEmails }) => GoogleLoginEmails !== null);
      const [taken = ''] = String(owner?.GoogleLoginEmails).split(', ');
      expect(taken).toContain('@');
      for (const value of [`a@gmail.example, ${taken.toUpperCase()}`, 'a@gmail.example,A@gmail.example']) {
        expect((await google(value)).body.ModelState).toEqual({
          'account.GoogleLoginEmails': ['Each Google address must be unique.'],
        });
      }
      expect((await google('a@gmail.example, nonsense')).status).toBe(400);
      for (const value of ['a@gmail.example , b@gmail.example', '', null]) {
        expect((await google(value)).status).toBe(200);
        expect(emulator.account(IVANA)?.GoogleLoginEmails).toBe(value);
      }
      expect((await put(documentOf(String(owner?.Username)))).status).toBe(200);
    });

    it.each<[Fields, string, string]>([
      [{ Username: '' }, 'Username', 'The Username field is required.'],
      [{ Username: null }, 'Username', 'The Username field is required.'],
      [{ Username: 7 }, 'Username', 'Username must be a string.'],
      [{ Email: 'nonsense' }, 'Email', 'The e-mail address is not valid.'],
      [{ Status: 'Gone' }, 'Status', 'Status must be one of Enabled, Disabled, Expired, NotPaid.'],
      [{ Status: 'enabled' }, 'Status', 'Status must be one of Enabled, Disabled, Expired, NotPaid.'],
      [{ Status: 1 }, 'Status', 'Status must be a string.'],
      [{ Role: 'Root' }, 'Role', 'Role must be one of SystemAdmin, OrganizationAdmin, User, LightUser.'],
      [{ AccountId: 5000 }, 'AccountId', 'The account ID must be below 5000.'],
      [{ AccountId: -1 }, 'AccountId', 'The account ID must be below 5000.'],
      [{ AccountId: 3 }, 'AccountId', 'The account ID is already in use.'],
      [{ AccountId: '7' }, 'AccountId', 'AccountId must be a 32-bit integer.'],
      [{ DepartmentId: null }, 'DepartmentId', 'DepartmentId must not be null.'],
      [{ DepartmentId: 2 ** 31 }, 'DepartmentId', 'DepartmentId must be a 32-bit integer.'],
      [{ TranslationLanguage: 'Croatian' }, 'TranslationLanguage', 'TranslationLanguage must be a 32-bit integer.'],
      [{ Name: 'x'.repeat(4001) }, 'Name', 'Name must have at most 4000 characters.'],
    ])('EMU-CPP-PUT-09 refuses %j', async (changes, field, message) => {
      await start();
      const before = emulator.accounts();
      expect(await put(documentOf(IVANA, changes))).toEqual({
        status: 400,
        body: { Message: MESSAGE, ModelState: { [`account.${field}`]: [message] } },
      });
      expect(emulator.accounts()).toEqual(before);
    });

    it('EMU-CPP-PUT-10 refuses unknown users, bodies that are no object, and other formats', async () => {
      await start({ modelStatePrefix: 'model.' });
      expect(await put({ Username: 'nobody' })).toEqual({ status: 404, body: { Message: 'The user was not found.' } });
      for (const text of ['', '{', '[]', 'null']) expect((await put(text)).status).toBe(400);
      expect((await put('<a/>', { 'Content-Type': 'application/xml' })).status).toBe(415);
      expect((await put(documentOf(IVANA), { 'Content-Type': 'text/html; charset=utf-8' })).status).toBe(200);
      expect((await put({})).body.ModelState).toEqual({ 'model.Username': ['The Username field is required.'] });
    });
  });
});
