import { describe, expect, it } from '@jest/globals';
import { kiboReplacementJson, kiboUserJson } from '../../../test/support/kibo-user.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { RecordingHttpClient, type PreparedAnswer } from '../../../test/support/recording-http-client.ts';
import { NO_FILTER, type AccountFilter } from '../../domain/account-filter.ts';
import type { Patch } from '../../domain/update.ts';
import { KiboDatasource, type KiboSettings } from './kibo.datasource.ts';

const ID = '1f0c9a7e55d04b0c8e21';
const PATH = `/platform/adminuser/accounts/${ID}`;
const headers = { 'x-vol-tenant': '100', 'x-vol-site': '200' };
const user = { text: kiboUserJson };

function open(answers: readonly PreparedAnswer[], settings: KiboSettings = { tenantId: 100, siteId: 200 }) {
  const http = new RecordingHttpClient(...answers);
  const datasource = new KiboDatasource({ sourceId: 'kibo-eu', http, clock: new ManualClock(), settings });
  return { http, datasource };
}

async function update(patch: Patch, answers: readonly PreparedAnswer[]) {
  const { http, datasource } = open([user, ...answers]);
  const current = await datasource.fetchAccount(ID);
  const request = { externalId: ID, patch, current };
  const plan = datasource.planUpdate(request);
  return { http, datasource, plan, send: () => datasource.sendUpdate(request, plan) };
}

describe('reading one Kibo user', () => {
  it('asks for the whole user, with tenant and site', async () => {
    const { http, datasource } = open([user]);
    const reading = await datasource.fetchAccount(ID);
    expect(http.requests).toEqual([{ method: 'GET', path: PATH, headers }]);
    expect(reading?.account).toMatchObject({
      id: `kibo-eu:${ID}`,
      firstName: 'Ana',
      observedAt: new Date('2025-01-02T03:04:05Z'),
    });
    expect(
      JSON.stringify(reading, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('canary');
  });

  it('sends no site where none is configured, and passes the signal on', async () => {
    const { http, datasource } = open([user], { tenantId: 7 });
    const { signal } = new AbortController();
    await datasource.fetchAccount(ID, { signal });
    expect(http.requests).toEqual([{ method: 'GET', path: PATH, headers: { 'x-vol-tenant': '7' }, signal }]);
  });

  it('answers null for an unknown user, and fails for an unknown URL', async () => {
    const { datasource } = open([{ status: 404, text: '{"errorCode":"ITEM_NOT_FOUND"}' }, { status: 404 }]);
    expect(await datasource.fetchAccount(ID)).toBeNull();
    await expect(datasource.fetchAccount(ID)).rejects.toMatchObject({ code: 'UPSTREAM_REFUSED' });
  });

  it.each([
    ['another user', kiboUserJson.replaceAll(ID, 'someone-else')],
    ['a user without an id', kiboUserJson.replace(`"id": "${ID}"`, '"id": null')],
    ['an empty object', '{}'],
    ['a list', `[${kiboUserJson}]`],
    ['HTML', '<html></html>'],
    ['nothing', ''],
  ])('refuses %s', async (_what, text) => {
    const { datasource } = open([{ text }]);
    await expect(datasource.fetchAccount(ID)).rejects.toMatchObject({ code: 'UPSTREAM_MALFORMED' });
  });

  it.each([
    [ID, ID],
    ['6B29FC40-CA47-1067-B31D-00DD010662DA', '6B29FC40-CA47-1067-B31D-00DD010662DA'],
    ['', null],
    ['a/b', null],
    ['..', null],
    ['a%2e', null],
    ['a'.repeat(65), null],
    ['č', null],
    ['a\n', null],
  ])('takes %j for the key %j', (given, expected) => {
    expect(open([]).datasource.canonicalId(given)).toBe(expected);
  });
});

describe('listing Kibo users', () => {
  const item = (id: string) => ({ id, isActive: true });
  const page = (ids: readonly string[], totalCount?: number) => ({ json: { items: ids.map(item), totalCount } });

  it('asks by item offset, and counts positions from there', async () => {
    const { http, datasource } = open([page(['a', 'b'], 5), page(['c'], 3)]);
    const first = await datasource.fetchPage({ after: null, limit: 2 });
    expect(first.items.map(({ reading, position }) => [reading.account.externalId, position])).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    expect(first.hasMore).toBe(true);
    const rest = await datasource.fetchPage({ after: '2', limit: 2 });
    expect([rest.items[0]?.position, rest.hasMore]).toEqual(['3', false]);
    expect(http.requests).toEqual([
      { method: 'GET', path: '/platform/adminuser/accounts?startIndex=0&pageSize=2', headers },
      { method: 'GET', path: '/platform/adminuser/accounts?startIndex=2&pageSize=2', headers },
    ]);
  });

  it('asks for 200 at most', async () => {
    const { http, datasource } = open([page([], 0)]);
    expect(await datasource.fetchPage({ after: '400', limit: 500 })).toEqual({ items: [], hasMore: false });
    expect(http.requests[0]?.path).toBe('/platform/adminuser/accounts?startIndex=400&pageSize=200');
  });

  it.each([
    ['a full page', ['a', 'b'], undefined, true],
    ['a short page', ['a'], undefined, false],
    ['an empty page that claims more', [], 9, false],
    ['a page cut by the server', ['a'], 9, true],
  ])('tells whether more follows %s', async (_what, ids, total, hasMore) => {
    const { datasource } = open([page(ids, total)]);
    expect(await datasource.fetchPage({ after: null, limit: 2 })).toMatchObject({ hasMore });
  });

  it.each([['[]'], ['{}'], ['{"items":{}}'], ['{"items":[{}]}'], ['{"items":[{"id":"a/b"}]}']])(
    'refuses %s',
    async (text) => {
      const { datasource } = open([{ text }]);
      await expect(datasource.fetchPage({ after: null, limit: 2 })).rejects.toMatchObject({
        code: 'UPSTREAM_MALFORMED',
      });
    },
  );

  it('refuses a made-up position before any call', async () => {
    const { http, datasource } = open([]);
    await expect(datasource.fetchPage({ after: '-1', limit: 2 })).rejects.toMatchObject({ code: 'INVALID_VALUE' });
    expect(http.requests).toEqual([]);
  });
});

describe('updating a Kibo user', () => {
  it('puts the whole user, and verifies by the answer', async () => {
    const answer = kiboUserJson.replace('"Ana"', '"Iva"');
    const { http, datasource, plan, send } = await update({ firstName: 'Iva', externalId: 'X' }, [{ text: answer }]);
    const reading = await send();
    expect(http.requests[1]).toEqual({
      method: 'PUT',
      path: PATH,
      headers: { ...headers, 'content-type': 'application/json' },
      body: kiboReplacementJson.replace('"Ana"', '"Iva"').replace('"ERP-000017"', '"X"'),
    });
    expect(datasource.verifyChanges(plan.changes, reading)).toEqual([
      { field: 'firstName', from: 'Ana', to: 'Iva', effect: 'APPLIED' },
      { field: 'externalId', from: 'ERP-000017', to: 'X', effect: 'DROPPED_BY_PROVIDER' },
    ]);
  });

  it('cannot verify a password', async () => {
    const { datasource, plan, send } = await update({ password: 'canary' }, [user]);
    expect(datasource.verifyChanges(plan.changes, await send())).toMatchObject([
      { to: '[secret]', effect: 'UNVERIFIED' },
    ]);
  });

  it('names the field of a refusal', async () => {
    const text = '{"errorCode":"MISSING_OR_INVALID_PARAMETER","message":"EmailAddress is not valid"}';
    const { send } = await update({ email: 'a@b.hr' }, [{ status: 400, text }]);
    await expect(send()).rejects.toMatchObject({ code: 'INVALID_VALUE', details: { field: 'email', status: 400 } });
  });

  it('leaves it open what became of a write whose answer makes no sense', async () => {
    const { send } = await update({ firstName: 'Iva' }, [{ text: '{"ok":true}' }]);
    await expect(send()).rejects.toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      details: { status: 200, dispatched: true },
    });
  });

  it('sends nothing without a request', async () => {
    const { http, send } = await update({ firstName: 'Ana' }, []);
    await expect(send()).rejects.toThrow(TypeError);
    expect(http.requests).toHaveLength(1);
  });
});

describe('filtering the list of Kibo users', () => {
  it.each<[Partial<AccountFilter>, string]>([
    [{}, ''],
    [{ search: 'ana' }, ''],
    [{ status: ['ACTIVE', 'DEACTIVATED'] }, ''],
    [{ status: ['UNKNOWN'] }, ''],
    [{ email: 'z\u030c+1@x.hr' }, '&emailAddress=%C5%BE%2B1%40x.hr'],
    [{ status: ['DEACTIVATED', 'CLOSING'] }, '&filter=isActive%20eq%20false'],
    [{ email: '1@x.hr', status: ['ACTIVE'] }, '&emailAddress=1%40x.hr&filter=isActive%20eq%20true'],
  ])('sends of %j what Kibo can evaluate', async (filter, expected) => {
    const { http, datasource } = open([{ json: { items: [], totalCount: 0 } }]);
    await datasource.fetchPage({ after: null, limit: 10, filter: { ...NO_FILTER, ...filter } });
    expect(http.requests[0]?.path).toBe(`/platform/adminuser/accounts?startIndex=0&pageSize=10${expected}`);
  });

  it('asks nothing where nobody can pass', async () => {
    const { http, datasource } = open([]);
    const empty = await datasource.fetchPage({ after: null, limit: 10, filter: { ...NO_FILTER, status: ['PENDING'] } });
    expect([empty, http.requests]).toEqual([{ items: [], hasMore: false }, []]);
  });
});
