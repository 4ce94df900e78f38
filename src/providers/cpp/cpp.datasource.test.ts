import { describe, expect, it } from '@jest/globals';
import { cppReplacement, cppRow } from '../../../test/support/cpp-account.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { RecordingHttpClient, type PreparedAnswer } from '../../../test/support/recording-http-client.ts';
import { NO_FILTER, type AccountFilter } from '../../domain/account-filter.ts';
import type { Patch } from '../../domain/update.ts';
import { CppDatasource, type CppSettings } from './cpp.datasource.ts';

const ID = 'ana.kovac@cpp.hr';
const LIST = '/api/account/users';
const headers = { accept: 'application/json' };

function open(...answers: readonly PreparedAnswer[]) {
  return openWith({}, ...answers);
}

function openWith(given: Partial<CppSettings>, ...answers: readonly PreparedAnswer[]) {
  const http = new RecordingHttpClient(...answers);
  const settings = { defaultDomain: 'cpp.hr', ...given };
  return { http, datasource: new CppDatasource({ sourceId: 'cpp', http, clock: new ManualClock(), settings }) };
}

/** An answer with other users' rows. */
function others(count: number, ...more: readonly object[]): PreparedAnswer {
  const rows = Array.from({ length: count }, (_, index) => ({ ...cppRow, Username: `x.ana.kovac${index}` }));
  return { json: [...rows, ...more] };
}

describe('reading one CPP account', () => {
  const find = (username: string, skip = 0) => `${LIST}?username=${username}&skip=${skip}&take=50`;

  it('asks for its short name, and takes the row of that very name', async () => {
    const { http, datasource } = open({
      json: [
        { ...cppRow, Username: 'ana.kovac2' },
        { ...cppRow, Username: 'Ana.Kovac' },
      ],
    });
    const reading = await datasource.fetchAccount(ID);
    expect(http.requests).toEqual([{ method: 'GET', path: find('ana.kovac'), headers }]);
    expect(reading?.account).toMatchObject({ id: `cpp:${ID}`, username: 'Ana.Kovac', externalId: ID });
  });

  it('asks for its full name where the short one finds nobody', async () => {
    const { http, datasource } = open({ json: [] }, { json: [{ ...cppRow, Username: ID }] });
    expect((await datasource.fetchAccount(ID))?.account.externalId).toBe(ID);
    expect(http.requests.map(({ path }) => path)).toEqual([find('ana.kovac'), find('ana.kovac%40cpp.hr')]);
  });

  it('asks once for a name of another domain, and takes no namesake', async () => {
    const { http, datasource } = open({ json: [cppRow] });
    expect(await datasource.fetchAccount('ana.kovac@partner.example')).toBeNull();
    expect(http.requests.map(({ path }) => path)).toEqual([find('ana.kovac%40partner.example')]);
  });

  it('answers null only when both names have been looked for', async () => {
    const { http, datasource } = open(others(3), { json: [] });
    expect(await datasource.fetchAccount(ID)).toBeNull();
    expect(http.requests).toHaveLength(2);
  });

  it('reads on while pages are full, and passes the signal on', async () => {
    const { http, datasource } = open(others(50), others(7, cppRow));
    const { signal } = new AbortController();
    expect((await datasource.fetchAccount(ID, { signal }))?.account.externalId).toBe(ID);
    expect(http.requests.map(({ path }) => path)).toEqual([find('ana.kovac'), find('ana.kovac', 50)]);
    expect(http.requests.every((request) => request.signal === signal)).toBe(true);
  });

  it('gives up after a thousand others without calling the account unknown', async () => {
    const { http, datasource } = open(...Array.from({ length: 20 }, () => others(50)), { json: [] });
    await expect(datasource.fetchAccount(ID)).rejects.toMatchObject({ code: 'UPSTREAM_MALFORMED' });
    expect(http.requests).toHaveLength(21);
    const full = open(...Array.from({ length: 20 }, () => others(50)), { json: [cppRow] });
    expect((await full.datasource.fetchAccount(ID))?.account.externalId).toBe(ID);
  });

  it('is not disturbed by rows that are none', async () => {
    const { datasource } = open({ json: [null, 7, {}, { Username: 'a b' }, cppRow] });
    expect((await datasource.fetchAccount(ID))?.account.externalId).toBe(ID);
  });

  it.each([
    ['an object', { text: '{}' }, 'UPSTREAM_MALFORMED'],
    ['HTML', { text: '<html></html>' }, 'UPSTREAM_MALFORMED'],
    ['404', { status: 404 }, 'UPSTREAM_REFUSED'],
    ['401', { status: 401 }, 'UPSTREAM_CREDENTIALS'],
  ])('refuses %s', async (_what, answer, code) => {
    await expect(open(answer).datasource.fetchAccount(ID)).rejects.toMatchObject({ code });
  });
});

describe('listing CPP accounts', () => {
  const row = (index: number) => ({ ...cppRow, Username: `user.${index}` });
  const rows = (count: number): PreparedAnswer => ({ json: Array.from({ length: count }, (_, index) => row(index)) });
  const pathsOf = (http: RecordingHttpClient) => http.requests.map(({ path }) => path);

  it('asks for one more than wanted', async () => {
    const { http, datasource } = open(rows(3), rows(2));
    const first = await datasource.fetchPage({ after: null, limit: 2 });
    expect(first.items.map(({ reading, position }) => [reading.account.externalId, position])).toEqual([
      ['user.0@cpp.hr', '1'],
      ['user.1@cpp.hr', '2'],
    ]);
    expect(first.hasMore).toBe(true);
    const second = await datasource.fetchPage({ after: '2', limit: 2 });
    expect([second.items.at(-1)?.position, second.hasMore]).toEqual(['4', false]);
    expect(pathsOf(http)).toEqual([`${LIST}?skip=0&take=3`, `${LIST}?skip=2&take=3`]);
    expect(http.requests[0]?.headers).toEqual(headers);
  });

  it('finds out whether a long page was cut by the server', async () => {
    const cut = open(rows(100), rows(1));
    expect(await cut.datasource.fetchPage({ after: '10', limit: 200 })).toMatchObject({ hasMore: true });
    expect(pathsOf(cut.http)).toEqual([`${LIST}?skip=10&take=201`, `${LIST}?skip=110&take=1`]);
    const whole = open(rows(100), rows(0));
    expect(await whole.datasource.fetchPage({ after: null, limit: 200 })).toMatchObject({ hasMore: false });
    const short = open(rows(49));
    expect(await short.datasource.fetchPage({ after: null, limit: 200 })).toMatchObject({ hasMore: false });
  });

  it('ends', async () => {
    expect(await open(rows(0)).datasource.fetchPage({ after: '40', limit: 2 })).toEqual({ items: [], hasMore: false });
  });

  it('refuses a row that no id can be made for, and a made-up position', async () => {
    for (const text of ['[{}]', '[{"Username":"a b"}]', '{}']) {
      const { datasource } = open({ text });
      await expect(datasource.fetchPage({ after: null, limit: 2 })).rejects.toMatchObject({
        code: 'UPSTREAM_MALFORMED',
      });
    }
    const { http, datasource } = open();
    await expect(datasource.fetchPage({ after: '1e9', limit: 2 })).rejects.toMatchObject({ code: 'INVALID_VALUE' });
    expect(http.requests).toEqual([]);
  });
});

describe('updating a CPP account', () => {
  async function update(patch: Patch, ...answers: readonly PreparedAnswer[]) {
    const { http, datasource } = open({ json: [cppRow] }, ...answers);
    const current = await datasource.fetchAccount(ID);
    const request = { externalId: ID, patch, current };
    const plan = datasource.planUpdate(request);
    return { http, datasource, plan, send: () => datasource.sendUpdate(request, plan) };
  }

  it('puts the whole account, and believes a new read rather than the echo', async () => {
    const echo = { json: { ...cppReplacement, Name: 'Iva', Surname: 'Horvat' } };
    const { http, datasource, plan, send } = await update({ firstName: 'Iva', lastName: 'Horvat' }, echo, {
      json: [{ ...cppRow, Name: 'Iva' }],
    });
    const reading = await send();
    expect(http.requests[1]).toEqual({
      method: 'PUT',
      path: '/api/account',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ ...cppReplacement, Name: 'Iva', Surname: 'Horvat' }),
    });
    expect(http.requests).toHaveLength(3);
    expect(reading && datasource.verifyChanges(plan.changes, reading)).toMatchObject([
      { field: 'firstName', to: 'Iva', effect: 'APPLIED' },
      { field: 'lastName', to: 'Horvat', effect: 'DROPPED_BY_PROVIDER' },
    ]);
  });

  it.each([
    ['fails', [{ status: 500 }]],
    ['is refused', [{ status: 403 }]],
    ['finds nobody', [{ json: [] }, { json: [] }]],
    ['makes no sense', [{ text: '<html></html>' }]],
  ])('answers null where the new read %s: the write itself was accepted', async (_what, answers) => {
    const { send } = await update({ firstName: 'Iva' }, { status: 200 }, ...answers);
    expect(await send()).toBeNull();
  });

  it('does not read again after a refusal', async () => {
    const text = '{"Message":"The request is invalid.","ModelState":{"account.Name":["Too long."]}}';
    const { http, send } = await update({ firstName: 'Iva' }, { status: 400, text });
    await expect(send()).rejects.toMatchObject({ code: 'INVALID_VALUE', details: { field: 'firstName', status: 400 } });
    expect(http.requests).toHaveLength(2);
  });

  it('sends nothing without a request', async () => {
    const { http, send } = await update({ firstName: 'Ana' });
    await expect(send()).rejects.toThrow(TypeError);
    expect(http.requests).toHaveLength(1);
  });

  it('takes short names for the ids of their accounts', () => {
    expect(open().datasource.canonicalId('Ana.Kovac')).toBe(ID);
    expect(open().datasource.canonicalId('a/b')).toBeNull();
  });
});

describe('filtering the list of CPP users', () => {
  const statusNumbers = { Enabled: 7, Disabled: 1, Expired: 2, NotPaid: 3 };

  it.each<[Partial<AccountFilter>, string]>([
    [{}, ''],
    [{ search: 'ana' }, ''],
    [{ status: ['ACTIVE', 'DEACTIVATED'] }, ''],
    // Three of CPP's own, and its filter takes one.
    [{ status: ['DEACTIVATED'] }, ''],
    [{ email: 'z\u030c+1@x.hr' }, '&email=%C5%BE%2B1%40x.hr'],
    [{ email: '1@x.hr', status: ['ACTIVE'] }, '&email=1%40x.hr&status=7'],
  ])('sends of %j what CPP can evaluate', async (filter, expected) => {
    const { http, datasource } = openWith({ statusNumbers }, { json: [cppRow] });
    await datasource.fetchPage({ after: null, limit: 10, filter: { ...NO_FILTER, ...filter } });
    expect(http.requests[0]?.path).toBe(`${LIST}?skip=0&take=11${expected}`);
    expect(datasource.capabilities.listFilters).toEqual(['EMAIL', 'STATUS']);
  });

  it('sends no status by numbers that nobody has told, and keeps the filter when it looks for more', async () => {
    const { http, datasource } = open({ json: Array.from({ length: 50 }, () => cppRow) }, { json: [] });
    const filter = { email: '1@x.hr', status: ['ACTIVE'], search: null } as const;
    await datasource.fetchPage({ after: null, limit: 99, filter });
    expect(http.requests.map(({ path }) => path)).toEqual([
      `${LIST}?skip=0&take=100&email=1%40x.hr`,
      `${LIST}?skip=50&take=1&email=1%40x.hr`,
    ]);
    expect(datasource.capabilities.listFilters).toEqual(['EMAIL']);
  });

  it('asks nothing where nobody can pass', async () => {
    const { http, datasource } = open();
    const empty = await datasource.fetchPage({ after: null, limit: 10, filter: { ...NO_FILTER, status: ['PENDING'] } });
    expect([empty, http.requests]).toEqual([{ items: [], hasMore: false }, []]);
  });
});
