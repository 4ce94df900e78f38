import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { RecordingHttpClient, toResponse, type PreparedAnswer } from '../../../test/support/recording-http-client.ts';
import type { HttpClient, HttpRequest } from '../../http/http-client.ts';
import { HuaweiCloudDatasource } from './huawei-cloud.datasource.ts';

const id = '05261f923e80d3890f33c0056e9b3f80';
const ACCOUNT_PATH = `/v1/organizations/accounts/${id}`;
const QUERY = 'with_register_contact_info=true';
/** The page's response example. */
const account = {
  id,
  urn: `organizations::0a6d25d23900d45c0faac010e0fb4de0:account:o-fhkmi6mek7wlqdp6nideqhb47qwtjdsv/${id}`,
  join_method: 'invited',
  status: 'active',
  joined_at: '2022-08-24T06:41:15Z',
  name: 'paas_iam_573331',
  description: 'string',
};
const contact = { mobile_phone: '13800138000', intl_number_prefix: '0086', email: 'owner@example.com' };

function create(http: HttpClient, settings: { readonly domainId?: string } = {}) {
  return new HuaweiCloudDatasource({ sourceId: 'huawei', http, clock: new ManualClock(), settings });
}

function answering(...answers: readonly PreparedAnswer[]) {
  const http = new RecordingHttpClient(...answers);
  return { http, datasource: create(http) };
}

describe('the Huawei Cloud datasource, reading one account', () => {
  it('asks for the contact information with it', async () => {
    const { http, datasource } = answering({ json: { account: { ...account, ...contact } } });
    const reading = await datasource.fetchAccount(id);
    expect(http.requests).toEqual([{ method: 'GET', path: `${ACCOUNT_PATH}?${QUERY}`, headers: {} }]);
    expect(reading?.account).toMatchObject({
      id: `huawei:${id}`,
      kind: 'TENANT',
      displayName: 'paas_iam_573331',
      email: 'owner@example.com',
      freshness: 'LIVE',
      observedAt: new Date(Date.UTC(2025, 0, 2, 3, 4, 5)),
    });
  });

  it.each([[['id', 'displayName', 'description']], [[]]])('leaves contact information out for %j', async (fields) => {
    const { http, datasource } = answering({ json: { account } });
    const reading = await datasource.fetchAccount(id, { fields: new Set(fields) });
    expect(http.requests).toMatchObject([{ method: 'GET', path: ACCOUNT_PATH }]);
    expect(reading?.account).toMatchObject({
      displayName: 'paas_iam_573331',
      email: null,
      notFetched: ['email', 'phone', 'mobilePhone', 'intlNumberPrefix'],
    });
  });

  it.each(['email', 'phone', 'mobilePhone', 'intlNumberPrefix', 'version'])('asks for it for %s', async (field) => {
    const { http, datasource } = answering({ json: { account: { ...account, ...contact } } });
    const reading = await datasource.fetchAccount(id, { fields: new Set([field]) });
    expect(http.requests).toMatchObject([{ path: `${ACCOUNT_PATH}?${QUERY}` }]);
    expect(reading?.account.email).toBe('owner@example.com');
    expect(reading?.account).not.toHaveProperty('notFetched');
  });

  it('answers null for an unknown account, and throws for a wrong address', async () => {
    expect(await answering({ status: 404 }).datasource.fetchAccount(id)).toBeNull();
    const gateway = answering({ status: 404, text: '{"error_code":"APIGW.0101"}' });
    await expect(gateway.datasource.fetchAccount(id)).rejects.toMatchObject({ code: 'UPSTREAM_REFUSED' });
  });

  it.each([
    ['another account', { json: { account: { ...account, id: 'other' } } }],
    ['no envelope', { json: account }],
    ['HTML', { text: '<html>' }],
    ['an empty body', { text: '' }],
  ])('takes %s for malformed', async (_what, answer) => {
    await expect(answering(answer).datasource.fetchAccount(id)).rejects.toMatchObject({ code: 'UPSTREAM_MALFORMED' });
  });

  it('sends the domain id where it is configured, and passes the signal on', async () => {
    const http = new RecordingHttpClient({ json: { account } });
    const { signal } = new AbortController();
    await create(http, { domainId: 'domain-1' }).fetchAccount(id, { signal });
    expect(http.requests[0]).toMatchObject({ headers: { 'x-domain-id': 'domain-1' }, signal });
  });

  it.each([
    [id, id],
    ['a', 'a'],
    ['A_b-9'.padEnd(64, 'x'), 'A_b-9'.padEnd(64, 'x')],
    ['x'.repeat(65), null],
    ['a.b', null],
    ['..', null],
    ['', null],
    ['a/b', null],
    ['ž', null],
  ])('takes %j for the key %j', (externalId, key) => {
    expect(answering().datasource.canonicalId(externalId)).toBe(key);
  });
});

describe('the Huawei Cloud datasource, updating', () => {
  async function update(description: string | null, answer: PreparedAnswer) {
    const { http, datasource } = answering({ json: { account: { ...account, ...contact } } }, answer);
    const current = await datasource.fetchAccount(id);
    const request = { externalId: id, patch: { description }, current };
    const plan = datasource.planUpdate(request);
    const reading = await datasource.sendUpdate(request, plan);
    return { sent: http.requests.slice(1), reading, changes: datasource.verifyChanges(plan.changes, reading) };
  }

  it.each([
    ['new', '{"description":"new"}'],
    ['', '{"description":""}'],
    [null, '{"description":""}'],
    ['žć 组织 "q" /é', '{"description":"žć 组织 \\"q\\" /é"}'],
  ])('sends %j as %s', async (description, body) => {
    const { sent, reading, changes } = await update(description, {
      json: { account: { ...account, description: description ?? '' } },
    });
    expect(sent).toEqual([
      { method: 'PATCH', path: ACCOUNT_PATH, body, headers: { 'content-type': 'application/json' } },
    ]);
    expect(changes).toMatchObject([{ field: 'description', from: 'string', effect: 'APPLIED' }]);
    // The answer to a write has no contact information; it is not lost for that.
    expect(reading.account).toMatchObject({ email: 'owner@example.com', phone: { raw: '+86 13800138000' } });
  });

  it('sees a description that did not take', async () => {
    const { changes } = await update('new', { json: { account } });
    expect(changes).toMatchObject([{ effect: 'DROPPED_BY_PROVIDER' }]);
  });

  it('names the description where its value was refused', async () => {
    const refusal = { status: 400, text: '{"error_code":"Organizations.1011","error_msg":"description is too long"}' };
    await expect(update('x', refusal)).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      message: 'The provider refused: description is too long',
      details: { field: 'description', status: 400, dispatched: true },
    });
  });

  it('does not know what became of a write that is answered with another account', async () => {
    const other = { json: { account: { ...account, id: 'other' } } };
    await expect(update('x', other)).rejects.toMatchObject({ code: 'UPSTREAM_MALFORMED', details: { status: 200 } });
  });

  it('plans nothing for what is so already, and sends nothing without a request', async () => {
    const { http, datasource } = answering({ json: { account } });
    const current = await datasource.fetchAccount(id);
    const request = { externalId: id, patch: { description: 'string' }, current };
    const plan = datasource.planUpdate(request);
    expect(plan).toEqual({ changes: [], warnings: [], problems: [], request: null });
    await expect(datasource.sendUpdate(request, plan)).rejects.toThrow(TypeError);
    expect(http.requests).toHaveLength(1);
  });

  it('takes the description from a unified patch, and nothing else', () => {
    const { datasource } = answering();
    const { patch, problems } = datasource.translatePatch({ description: 'x', status: 'ACTIVE', email: 'a@b.co' });
    expect(patch).toEqual({ description: 'x' });
    expect(problems.map(({ code, field }) => [code, field])).toEqual([
      ['FIELD_NOT_WRITABLE', 'status'],
      ['FIELD_NOT_WRITABLE', 'email'],
    ]);
  });
});

describe('the Huawei Cloud datasource, listing', () => {
  const page = (ids: readonly string[], nextMarker: string | null = null): PreparedAnswer => ({
    json: {
      accounts: ids.map((one) => ({ id: one })),
      page_info: { next_marker: nextMarker, current_count: ids.length },
    },
  });
  const pathsOf = (http: RecordingHttpClient) =>
    http.requests.map(({ path }) => path.replace('/v1/organizations/accounts?', '').replace(`&${QUERY}`, ''));

  it('asks for as many as are wanted, and goes on at the marker', async () => {
    const { http, datasource } = answering(page(['a', 'b'], 'm/1+='), page(['c']));
    const first = await datasource.fetchPage({ after: null, limit: 2 });
    expect(first.items.map(({ reading, position }) => [reading.account.externalId, position])).toEqual([
      ['a', '1'],
      ['b', '0:m%2F1%2B%3D'],
    ]);
    expect(first.hasMore).toBe(true);
    const second = await datasource.fetchPage({ after: '0:m%2F1%2B%3D', limit: 2 });
    expect(second.items.map(({ position }) => position)).toEqual(['1:m%2F1%2B%3D']);
    expect(second.hasMore).toBe(false);
    expect(http.requests[0]).toEqual({
      method: 'GET',
      path: `/v1/organizations/accounts?limit=2&${QUERY}`,
      headers: {},
    });
    expect(pathsOf(http)).toEqual(['limit=2', 'limit=2&marker=m%2F1%2B%3D']);
  });

  it('asks for 200 at most, and answers fewer', async () => {
    const ids = Array.from({ length: 200 }, (_none, index) => `a${index}`);
    const { http, datasource } = answering(page(ids, 'm'), page(ids, 'm'));
    expect((await datasource.fetchPage({ after: null, limit: 500 })).items).toHaveLength(200);
    expect((await datasource.fetchPage({ after: '150', limit: 100 })).items).toHaveLength(50);
    expect(pathsOf(http)).toEqual(['limit=200', 'limit=200']);
  });

  it('passes over empty pages, and carries on with what is to be skipped', async () => {
    const { http, datasource } = answering(page([], 'm1'), page(['a'], 'm2'), page(['b', 'c'], 'm3'));
    const { items, hasMore } = await datasource.fetchPage({ after: '2', limit: 1 });
    expect(items.map(({ reading }) => reading.account.externalId)).toEqual(['c']);
    expect(items[0]?.position).toBe('0:m3');
    expect(hasMore).toBe(true);
    expect(pathsOf(http)).toEqual(['limit=3', 'limit=3&marker=m1', 'limit=2&marker=m2']);
  });

  it('answers nothing, and no more, where accounts were removed behind the position', async () => {
    const { datasource } = answering(page(['a']));
    expect(await datasource.fetchPage({ after: '3', limit: 5 })).toEqual({ items: [], hasMore: false });
  });

  it('never loops: neither on a page that leads to itself nor through pages without end', async () => {
    const same = answering(page(['a'], 'm'));
    await expect(same.datasource.fetchPage({ after: '0:m', limit: 1 })).rejects.toMatchObject({
      code: 'UPSTREAM_MALFORMED',
    });
    const empty = answering(...Array.from({ length: 100 }, (_none, index) => page([], `m${index}`)));
    await expect(empty.datasource.fetchPage({ after: null, limit: 1 })).rejects.toMatchObject({
      code: 'UPSTREAM_MALFORMED',
    });
    expect(empty.http.requests).toHaveLength(21);
  });

  it('refuses a position that is none, without asking', async () => {
    const { http, datasource } = answering();
    await expect(datasource.fetchPage({ after: 'x', limit: 1 })).rejects.toMatchObject({ code: 'INVALID_VALUE' });
    expect(http.requests).toEqual([]);
  });

  it('throws what the provider refuses', async () => {
    const { datasource } = answering({ status: 401, text: '{"error_code":"Organizations.1002"}' });
    await expect(datasource.fetchPage({ after: null, limit: 1 })).rejects.toMatchObject({
      code: 'UPSTREAM_CREDENTIALS',
    });
  });

  it('lists each account once, in order, however a reader stops and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(60),
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.record({ limit: fc.integer({ min: 1, max: 12 }), stop: fc.nat(11) }), { minLength: 1 }),
        async (count, maxPerPage, steps) => {
          const ids = Array.from({ length: count }, (_none, index) => `a${index}`);
          const datasource = create(listOf(ids, maxPerPage));
          const seen: string[] = [];
          let after: string | null = null;
          for (let step = 0, more = true; more; step += 1) {
            const { limit, stop } = steps[step % steps.length] ?? { limit: 1, stop: 0 };
            const { items, hasMore } = await datasource.fetchPage({ after, limit });
            expect(items.length).toBeLessThanOrEqual(limit);
            expect(hasMore && items.length === 0).toBe(false);
            const taken = items.slice(0, stop + 1);
            seen.push(...taken.map(({ reading }) => reading.account.externalId));
            after = taken.at(-1)?.position ?? after;
            more = hasMore || taken.length < items.length;
          }
          expect(seen).toEqual(ids);
        },
      ),
    );
  });
});

/** A list of its own pages: whatever limit is asked for, at most `maxPerPage` come, and markers are offsets. */
function listOf(ids: readonly string[], maxPerPage: number): HttpClient {
  const send = ({ path }: HttpRequest) => {
    const query = new URL(path, 'http://localhost').searchParams;
    const start = Number((query.get('marker') ?? 'm/0').slice(2));
    const end = Math.min(start + Number(query.get('limit')), start + maxPerPage);
    const next = end < ids.length ? `m/${end}` : null;
    const accounts = ids.slice(start, end).map((id) => ({ id }));
    return Promise.resolve(toResponse({ json: { accounts, page_info: { next_marker: next } } }));
  };
  return Object.assign(new RecordingHttpClient(), { send });
}
