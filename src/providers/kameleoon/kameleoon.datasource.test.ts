import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { RecordingHttpClient, toResponse, type PreparedAnswer } from '../../../test/support/recording-http-client.ts';
import { NO_FILTER, type AccountFilter } from '../../domain/account-filter.ts';
import type { Patch } from '../../domain/update.ts';
import type { HttpClient, HttpRequest } from '../../http/http-client.ts';
import { KameleoonDatasource } from './kameleoon.datasource.ts';

/** The page's response example, as it stands. */
const account = {
  ...{ amClientId: '<string>', amClientSecret: '<string>', dateCreated: '2023-11-07T05:31:56Z', email: '<string>' },
  ...{ firstName: '<string>', id: 123, imageURL: '<string>', isPasswordExpired: true, isProductRecoAllowed: true },
  ...{ lastName: '<string>', passwordBlocked: true, preferredLocale: 'fr', solutions: ['WEB_EXPERIMENTATION'] },
  roles: [{ customers: [123], name: 'ROLE_CUSTOMER_ADMIN', privileges: ['GETONE_CUSTOM_DATA'], sites: [123] }],
  ...{ status: 'CREATED', teamId: 123 },
};

function create(http: HttpClient) {
  return new KameleoonDatasource({ sourceId: 'kameleoon', http, clock: new ManualClock() });
}

function answering(...answers: readonly PreparedAnswer[]) {
  const http = new RecordingHttpClient(...answers);
  return { http, datasource: create(http) };
}

describe('the Kameleoon datasource, reading one account', () => {
  it('asks for it and reads the answer', async () => {
    const { http, datasource } = answering({ json: account });
    const { signal } = new AbortController();
    const reading = await datasource.fetchAccount('123', { signal });
    expect(http.requests).toEqual([{ method: 'GET', path: '/accounts/123', signal }]);
    expect(reading?.account).toMatchObject({
      ...{ id: 'kameleoon:123', kind: 'USER', status: 'PENDING', locked: true, freshness: 'LIVE' },
      observedAt: new Date(Date.UTC(2025, 0, 2, 3, 4, 5)),
    });
    expect(reading?.wire).not.toHaveProperty('amClientSecret');
  });

  it('answers null for an unknown account', async () => {
    expect(await answering({ status: 404 }).datasource.fetchAccount('123')).toBeNull();
  });

  it.each([
    ['another account', { json: { ...account, id: 124 } }, 'UPSTREAM_MALFORMED'],
    ['a list', { json: [account] }, 'UPSTREAM_MALFORMED'],
    ['HTML', { text: '<html>' }, 'UPSTREAM_MALFORMED'],
    ['an empty body', { text: '' }, 'UPSTREAM_MALFORMED'],
    ['bad credentials', { status: 401 }, 'UPSTREAM_CREDENTIALS'],
    ['a failure', { status: 500 }, 'UPSTREAM_UNAVAILABLE'],
  ])('throws for %s', async (_what, answer, code) => {
    await expect(answering(answer).datasource.fetchAccount('123')).rejects.toMatchObject({ code });
  });

  it.each([
    ['123', '123'],
    ['9223372036854775807', '9223372036854775807'],
    ['9223372036854775808', null],
    ['0', null],
    ['0123', null],
    ['12a', null],
    ['', null],
  ])('takes %j for the key %j', (externalId, key) => {
    expect(answering().datasource.canonicalId(externalId)).toBe(key);
  });
});

describe('the Kameleoon datasource, updating', () => {
  async function update(patch: Patch, answer: PreparedAnswer) {
    const { http, datasource } = answering({ json: account }, answer);
    const current = await datasource.fetchAccount('123');
    const request = { externalId: '123', patch, current };
    const plan = datasource.planUpdate(request);
    const reading = await datasource.sendUpdate(request, plan);
    return { sent: http.requests.slice(1), changes: datasource.verifyChanges(plan.changes, reading) };
  }

  it('sends one PATCH with the changed fields alone', async () => {
    const { sent, changes } = await update(
      { firstName: 'Ana', status: 'CREATED', locked: false, teamId: '9007199254740993' },
      { text: JSON.stringify({ ...account, firstName: 'Ana' }).replace('"teamId":123', '"teamId":9007199254740993') },
    );
    expect(sent).toEqual([
      {
        method: 'PATCH',
        path: '/accounts/123',
        body: '{"firstName":"Ana","passwordBlocked":false,"teamId":9007199254740993}',
        headers: { 'content-type': 'application/json' },
      },
    ]);
    expect(changes.map(({ field, effect }) => [field, effect])).toEqual([
      ['firstName', 'APPLIED'],
      ['locked', 'DROPPED_BY_PROVIDER'],
      ['teamId', 'APPLIED'],
    ]);
  });

  it.each([{ roles: [] }, { roles: null }, { roles: undefined }])(
    'sees roles emptied in the answer %j',
    async (shown) => {
      const { sent, changes } = await update({ roles: null }, { json: { ...account, ...shown } });
      expect(sent[0]?.body).toBe('{"roles":null}');
      expect(changes).toMatchObject([{ field: 'roles', to: null, effect: 'APPLIED' }]);
    },
  );

  it.each([{ lastName: null }, { lastName: '' }])('sees a text emptied in the answer %j', async (shown) => {
    const { changes } = await update({ lastName: null }, { json: { ...account, ...shown } });
    expect(changes).toMatchObject([{ field: 'lastName', to: null, effect: 'APPLIED' }]);
  });

  it('does not know what became of a write that is answered with another account', async () => {
    await expect(update({ firstName: 'A' }, { json: { ...account, id: 5 } })).rejects.toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      details: { status: 200, dispatched: true },
    });
  });

  it('names the account where a write found none', async () => {
    await expect(update({ firstName: 'A' }, { status: 404 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { field: 'id', status: 404 },
    });
  });

  it('sends nothing without a request', async () => {
    const { http, datasource } = answering();
    const request = { externalId: '123', patch: {}, current: null };
    await expect(datasource.sendUpdate(request, datasource.planUpdate(request))).rejects.toThrow(TypeError);
    expect(http.requests).toEqual([]);
  });

  it('leaves a status alone that is so already', async () => {
    const { datasource } = answering({ json: { ...account, status: 'ACTIVATED' } });
    const current = await datasource.fetchAccount('123');
    expect(datasource.translatePatch({ status: 'ACTIVE' }, current).patch).toEqual({});
    expect(datasource.translatePatch({ status: 'ACTIVE' }, null).patch).toEqual({ status: 'ACTIVATED' });
  });
});

/** A list of pages by number, as Kameleoon's, or one that ignores them and gives everything. */
function listOf(count: number, isPaged = true): HttpClient & { readonly paths: string[] } {
  const all = Array.from({ length: count }, (_none, index) => ({ id: index + 1 }));
  const paths: string[] = [];
  const send = ({ path }: HttpRequest) => {
    paths.push(path);
    const query = new URL(path, 'http://localhost').searchParams;
    const perPage = Number(query.get('perPage'));
    const start = (Number(query.get('page')) - 1) * perPage;
    return Promise.resolve(toResponse({ json: isPaged ? all.slice(start, start + perPage) : all }));
  };
  return Object.assign(new RecordingHttpClient(), { send, paths });
}

describe('the Kameleoon datasource, listing', () => {
  it('always names the page, and asks for one more than wanted', async () => {
    const http = listOf(3);
    const { items, hasMore } = await create(http).fetchPage({ after: null, limit: 2 });
    expect(http.paths).toEqual(['/accounts?page=1&perPage=3']);
    expect(items.map(({ reading, position }) => [reading.account.externalId, position])).toEqual([
      ['1', '1'],
      ['2', '2'],
    ]);
    expect(hasMore).toBe(true);
  });

  it('asks for 200 at most', async () => {
    const http = listOf(500);
    expect((await create(http).fetchPage({ after: null, limit: 400 })).items).toHaveLength(200);
    expect(http.paths).toEqual(['/accounts?page=1&perPage=200']);
  });

  it.each(['x', '-1', '1.5', '', 'NaN', '1e9', '1'.repeat(16)])(
    'refuses the position %j, without asking',
    async (after) => {
      const http = listOf(3);
      await expect(create(http).fetchPage({ after, limit: 2 })).rejects.toMatchObject({
        code: 'INVALID_VALUE',
        details: { field: 'after' },
      });
      expect(http.paths).toEqual([]);
    },
  );

  it.each([{ json: { accounts: [] } }, { json: null }, { json: [{ name: 'without an id' }] }, { text: '' }])(
    'takes %j for malformed',
    async (answer) => {
      const { datasource } = answering(answer);
      await expect(datasource.fetchPage({ after: null, limit: 2 })).rejects.toMatchObject({
        code: 'UPSTREAM_MALFORMED',
      });
    },
  );

  it('reads a list that comes whole, whatever page was asked for', async () => {
    const datasource = create(listOf(30, false));
    const { items, hasMore } = await datasource.fetchPage({ after: '25', limit: 3 });
    expect(items.map(({ reading }) => reading.account.externalId)).toEqual(['26', '27', '28']);
    expect(hasMore).toBe(true);
    expect(await datasource.fetchPage({ after: '29', limit: 10 })).toMatchObject({ hasMore: false, items: [{}] });
  });

  it('lists each account once, in order, however a reader stops and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(450),
        fc.array(fc.record({ limit: fc.integer({ min: 1, max: 200 }), stop: fc.nat(199) }), { minLength: 1 }),
        async (count, steps) => {
          const datasource = create(listOf(count));
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
          expect(seen).toEqual(Array.from({ length: count }, (_none, index) => String(index + 1)));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the Kameleoon datasource, filtering its list', () => {
  const filterOf = (path: string | undefined) =>
    JSON.parse(new URLSearchParams(path?.split('?')[1]).get('filter') ?? 'null') as unknown;

  it.each<[Partial<AccountFilter>, unknown]>([
    [{}, null],
    [{ search: 'ana' }, null],
    [{ status: ['ACTIVE', 'UNKNOWN'] }, null],
    [{ email: '1@x.hr' }, [{ field: 'email', operator: 'EQUAL', parameters: ['1@x.hr', '1@X.HR'] }]],
    [
      { email: 'Ž@x.hr' },
      [{ field: 'email', operator: 'EQUAL', parameters: ['Ž@x.hr', 'ž@x.hr', 'Ž@X.HR', 'Z\u030c@x.hr'] }],
    ],
    [
      { email: '1@x', status: ['PENDING', 'ACTIVE', 'CLOSING'] },
      [
        { field: 'email', operator: 'EQUAL', parameters: ['1@x', '1@X'] },
        { field: 'status', operator: 'EQUAL', parameters: ['CREATED', 'ACTIVATED'] },
      ],
    ],
  ])('sends of %j what Kameleoon can evaluate', async (filter, expected) => {
    const { http, datasource } = answering({ json: [account] });
    const page = await datasource.fetchPage({ after: null, limit: 10, filter: { ...NO_FILTER, ...filter } });
    expect(page.items).toHaveLength(1);
    expect(http.requests[0]?.path).toMatch(/^\/accounts\?page=1&perPage=11(?:&filter=[^&]+)?$/);
    expect(filterOf(http.requests[0]?.path)).toEqual(expected);
  });

  it('asks nothing where nobody can pass', async () => {
    const { http, datasource } = answering();
    const page = await datasource.fetchPage({
      after: null,
      limit: 10,
      filter: { ...NO_FILTER, status: ['SUSPENDED'] },
    });
    expect([page, http.requests]).toEqual([{ items: [], hasMore: false }, []]);
  });
});
