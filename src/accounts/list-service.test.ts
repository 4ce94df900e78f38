import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeDatasource, fakeSource } from '../../test/support/fake-datasource.ts';
import { systemClock } from '../domain/clock.ts';
import { anonymous, createCaller } from '../domain/caller.ts';
import { AccountError } from '../domain/errors.ts';
import { Secret } from '../domain/secret.ts';
import { createStore } from '../store/create-store.ts';
import type { Store } from '../store/store.ts';
import { ListService, type ListQuery } from './list-service.ts';

let store: Store;
beforeAll(async () => {
  store = await createStore({ url: new Secret('pglite:memory'), clock: systemClock });
});
afterAll(() => store.close());

const all: ListQuery = { first: 200, after: null, sources: null, providers: null };

function start(sizes: Readonly<Record<string, number>>) {
  const fakes = Object.fromEntries(
    Object.entries(sizes).map(([id, size]) => {
      const records = Array.from({ length: size }, (_, index) => ({ id: `${id}${index}`, name: null, note: null }));
      return [id, new FakeDatasource(records, { list: id !== 'silent' })];
    }),
  );
  const sources = new Map(Object.entries(fakes).map(([id, fake]) => [id, fakeSource(id, fake)]));
  return { fakes, list: new ListService({ sources, store, now: () => 1000 }) };
}

const idsOf = (page: Awaited<ReturnType<ListService['list']>>) => page.edges.map((edge) => edge.node.externalId);

describe('walking the list', () => {
  it.each([1, 2, 3, 7, 10, 200])('visits every account once, %d at a time', async (first) => {
    const { list } = start({ a: 5, b: 0, c: 10, d: 3 });
    const seen: string[] = [];
    let after: string | null = null;
    let page;
    do {
      page = await list.list(anonymous, { ...all, first, after });
      expect(page.hasPreviousPage).toBe(after !== null);
      seen.push(...idsOf(page));
      after = page.endCursor;
    } while (page.hasNextPage && after !== null);
    const expected = [
      ['a', 5],
      ['c', 10],
      ['d', 3],
    ] as const;
    expect(seen).toEqual(expected.flatMap(([id, size]) => Array.from({ length: size }, (_, index) => `${id}${index}`)));
  });

  it('asks each source once for a page, and for no more than is missing', async () => {
    const { fakes, list } = start({ a: 25, b: 25, c: 25, d: 25 });
    const page = await list.list(anonymous, { ...all, first: 100 });
    expect(page.edges).toHaveLength(100);
    expect(Object.values(fakes).map((fake) => fake.calls)).toEqual([
      ['page - 100'],
      ['page - 75'],
      ['page - 50'],
      ['page - 25'],
    ]);
  });

  it('goes on after any edge, not only the last', async () => {
    const { list } = start({ a: 5, b: 5 });
    const page = await list.list(anonymous, all);
    const cursor = page.edges[2]?.cursor ?? '';
    expect(idsOf(await list.list(anonymous, { ...all, after: cursor }))).toEqual([
      'a3',
      'a4',
      'b0',
      'b1',
      'b2',
      'b3',
      'b4',
    ]);
  });
});

describe('sources that cannot answer', () => {
  it('become problems, and the list goes on behind them', async () => {
    const { fakes, list } = start({ a: 2, b: 2, silent: 2, c: 2 });
    if (fakes.b) {
      fakes.b.failing = { page: new AccountError('RATE_LIMITED', 'Too many.', { retryAfterSeconds: 60 }) };
    }
    const page = await list.list(anonymous, all);
    expect(idsOf(page)).toEqual(['a0', 'a1', 'c0', 'c1']);
    expect(page.problems).toMatchObject([
      { source: { id: 'silent' }, code: 'READ_NOT_SUPPORTED', retryAt: null },
      { source: { id: 'b' }, code: 'RATE_LIMITED', message: 'Too many.', retryAt: new Date(61_000) },
    ]);
    expect(fakes.silent?.calls).toEqual([]);
  });

  it('list what was last heard of, where they offer no list', async () => {
    const { fakes, list } = start({ a: 1, silent: 3 });
    for (const id of ['silent2', 'silent0']) {
      const reading = await fakes.silent?.fetchAccount(id);
      if (reading)
        await store.putSnapshot({
          ...reading,
          account: { ...reading.account, id: `silent:${id}`, sourceId: 'silent' },
        });
    }
    const page = await list.list(anonymous, { ...all, first: 2 });
    expect(idsOf(page)).toEqual(['a0', 'silent0']);
    expect(page.edges[1]?.node).toMatchObject({ freshness: 'SNAPSHOT' });
    expect(idsOf(await list.list(anonymous, { ...all, after: page.endCursor }))).toEqual(['silent2']);
  });
});

describe('what is chosen', () => {
  it('keeps to sources and providers', async () => {
    const { fakes, list } = start({ a: 1, b: 1, c: 1 });
    expect(idsOf(await list.list(anonymous, { ...all, sources: ['c', 'a'] }))).toEqual(['a0', 'c0']);
    expect(idsOf(await list.list(anonymous, { ...all, providers: ['B'] }))).toEqual(['b0']);
    expect(idsOf(await list.list(anonymous, { ...all, sources: ['a'], providers: ['B'] }))).toEqual([]);
    expect(fakes.b?.calls).toHaveLength(1);
  });

  it.each<[string, Partial<ListQuery>, string]>([
    ['first: 0', { first: 0 }, 'first'],
    ['first: 201', { first: 201 }, 'first'],
    ['first: 1.5', { first: 1.5 }, 'first'],
    ['an unknown source', { sources: ['a', 'nope'] }, 'filter'],
    ['a cursor that is none', { after: 'nonsense' }, 'after'],
    ['an empty cursor', { after: '' }, 'after'],
    ['a cursor of JSON that is none of ours', { after: Buffer.from('["v2","a","1"]').toString('base64url') }, 'after'],
    [
      'a cursor of another selection',
      { after: Buffer.from('["v1","b","1"]').toString('base64url'), sources: ['a'] },
      'after',
    ],
  ])('refuses %s before any call', async (_name, query, field) => {
    const { fakes, list } = start({ a: 1, b: 1 });
    await expect(list.list(anonymous, { ...all, ...query })).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      details: { field },
    });
    expect([fakes.a?.calls, fakes.b?.calls]).toEqual([[], []]);
  });
});

describe('what a caller may not see', () => {
  const reader = createCaller('reader', ['accounts:read@b']);

  it('is left out, and nobody is asked for it', async () => {
    const { list, fakes } = start({ a: 1, b: 1, c: 1 });
    const page = await list.list(reader, all);
    expect({ ids: idsOf(page), problems: page.problems }).toEqual({ ids: ['b0'], problems: [] });
    expect([fakes.a?.calls, fakes.c?.calls]).toEqual([[], []]);
  });

  it('is a problem where it was asked for, once', async () => {
    const { list } = start({ a: 1, b: 2, c: 1 });
    const query = { ...all, first: 1, sources: ['a', 'b'] };
    const page = await list.list(reader, query);
    expect(idsOf(page)).toEqual(['b0']);
    expect(page.problems).toMatchObject([{ source: { id: 'a' }, code: 'FORBIDDEN', retryAt: null }]);
    expect((await list.list(reader, { ...query, after: page.endCursor })).problems).toEqual([]);
    expect((await list.list(reader, { ...all, providers: ['C'] })).problems).toMatchObject([{ source: { id: 'c' } }]);
  });

  it('is an error where it is everything', async () => {
    const { list, fakes } = start({ a: 1 });
    const nobody = createCaller('nobody', ['accounts:write', 'accounts:read@elsewhere']);
    await expect(list.list(nobody, all)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(fakes.a?.calls).toEqual([]);
  });

  it('is no way round with a cursor of another’s list', async () => {
    const { list } = start({ a: 2, b: 2 });
    const after = (await list.list(anonymous, { ...all, first: 1 })).endCursor;
    await expect(list.list(reader, { ...all, after })).rejects.toMatchObject({ code: 'INVALID_VALUE' });
  });
});
