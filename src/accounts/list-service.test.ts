import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allAccounts, idsOf, listSources, walk } from '../../test/support/listed-sources.ts';
import { systemClock } from '../domain/clock.ts';
import { anonymous, createCaller } from '../domain/caller.ts';
import { AccountError } from '../domain/errors.ts';
import { Secret } from '../domain/secret.ts';
import { createStore } from '../store/create-store.ts';
import type { Store } from '../store/store.ts';
import type { ListQuery } from './list-query.ts';

let store: Store;
beforeAll(async () => {
  store = await createStore({ url: new Secret('pglite:memory'), clock: systemClock });
});
afterAll(() => store.close());

const start = (listed: Parameters<typeof listSources>[0]) => listSources(listed, { store });

describe('walking the list', () => {
  it.each([1, 2, 3, 7, 10, 200])('visits every account once, %d at a time', async (first) => {
    const { list } = start({ a: 5, b: 0, c: 10, d: 3 });
    const seen: string[] = [];
    for await (const page of walk(list, { ...allAccounts, first })) {
      expect(page.hasPreviousPage).toBe(seen.length > 0);
      expect(page.endCursor).toBe(page.edges.at(-1)?.cursor ?? null);
      seen.push(...idsOf(page));
    }
    const expected = [
      ['a', 5],
      ['c', 10],
      ['d', 3],
    ] as const;
    expect(seen).toEqual(expected.flatMap(([id, size]) => Array.from({ length: size }, (_, index) => `${id}${index}`)));
  });

  it('asks each source once for a page, and for no more than is missing', async () => {
    const { fake, list } = start({ a: 25, b: 25, c: 25, d: 25 });
    // The first time, nobody knows how many each has; the second time, all are asked at once.
    for (let round = 0; round < 2; round += 1) {
      const page = await list.list(anonymous, { ...allAccounts, first: 100 });
      expect(page.edges).toHaveLength(100);
      expect(['a', 'b', 'c', 'd'].map((id) => fake(id).calls.splice(0))).toEqual([
        ['page - 100'],
        ['page - 75'],
        ['page - 50'],
        ['page - 25'],
      ]);
    }
  });

  it('goes on after any edge, not only the last', async () => {
    const { list } = start({ a: 5, b: 5 });
    const page = await list.list(anonymous, allAccounts);
    const cursor = page.edges[2]?.cursor ?? '';
    expect(idsOf(await list.list(anonymous, { ...allAccounts, after: cursor }))).toEqual([
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
    const { fake, list } = start({ a: 2, b: 2, silent: { records: 2, list: false }, c: 2 });
    fake('b').failing = { page: new AccountError('RATE_LIMITED', 'Too many.', { retryAfterSeconds: 60 }) };
    const page = await list.list(anonymous, allAccounts);
    expect(idsOf(page)).toEqual(['a0', 'a1', 'c0', 'c1']);
    expect(page.problems).toMatchObject([
      { source: { id: 'silent' }, code: 'READ_NOT_SUPPORTED', retryAt: null },
      { source: { id: 'b' }, code: 'RATE_LIMITED', message: 'Too many.', retryAt: new Date(61_000) },
    ]);
    expect(fake('silent').calls).toEqual([]);
  });

  it('list what was last heard of, where they offer no list', async () => {
    const { fake, list } = start({ a: 1, silent: { records: 3, list: false } });
    for (const id of ['silent2', 'silent0']) {
      const reading = await fake('silent').fetchAccount(id);
      if (reading) await store.putSnapshot(reading);
    }
    const page = await list.list(anonymous, { ...allAccounts, first: 2 });
    expect(idsOf(page)).toEqual(['a0', 'silent0']);
    expect(page.edges[1]?.node).toMatchObject({ freshness: 'SNAPSHOT' });
    expect(idsOf(await list.list(anonymous, { ...allAccounts, after: page.endCursor }))).toEqual(['silent2']);
  });
});

describe('what is chosen', () => {
  it('keeps to sources and providers', async () => {
    const { fake, list } = start({ a: 1, b: 1, c: 1 });
    expect(idsOf(await list.list(anonymous, { ...allAccounts, sources: ['c', 'a'] }))).toEqual(['a0', 'c0']);
    expect(idsOf(await list.list(anonymous, { ...allAccounts, providers: ['B'] }))).toEqual(['b0']);
    expect(idsOf(await list.list(anonymous, { ...allAccounts, sources: ['a'], providers: ['B'] }))).toEqual([]);
    expect(fake('b').calls).toHaveLength(1);
  });

  it.each<[string, Partial<ListQuery>, string]>([
    ['first: 0', { first: 0 }, 'first'],
    ['first: 201', { first: 201 }, 'first'],
    ['first: 1.5', { first: 1.5 }, 'first'],
    ['an unknown source', { sources: ['a', 'nope'] }, 'filter.sources'],
    ['an e-mail address that is none', { email: 'ana@' }, 'filter.email'],
    ['an empty e-mail address', { email: '' }, 'filter.email'],
    ['a search without end', { search: 'x'.repeat(257) }, 'filter.search'],
    ['a cursor that is none', { after: 'nonsense' }, 'after'],
    ['an empty cursor', { after: '' }, 'after'],
    ['a cursor of JSON that is none of ours', { after: cursor('v1', 'a', '1') }, 'after'],
    ['a cursor with a number in it', { after: cursor('v2', '', 'a', 1) }, 'after'],
    ['a cursor that somebody shortened', { after: cursor('v2', '') }, 'after'],
  ])('refuses %s before any call', async (_name, query, field) => {
    const { fake, list } = start({ a: 1, b: 1 });
    await expect(list.list(anonymous, { ...allAccounts, ...query })).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      details: { field },
    });
    expect([fake('a').calls, fake('b').calls]).toEqual([[], []]);
  });

  it.each<[string, Partial<ListQuery>]>([
    ['other sources', { sources: ['a'] }],
    ['other providers', { providers: ['A', 'B'] }],
    ['another e-mail address', { email: 'ana@a.example' }],
    ['a status', { status: ['UNKNOWN'] }],
    ['a search', { search: 'x' }],
  ])('refuses a cursor of the whole list for %s', async (_name, query) => {
    const { fake, list } = start({ a: 2, b: 1 });
    const { endCursor } = await list.list(anonymous, { ...allAccounts, first: 1 });
    await expect(list.list(anonymous, { ...allAccounts, ...query, after: endCursor })).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      details: { field: 'after' },
    });
    expect(fake('a').calls).toHaveLength(1);
  });

  it('takes a cursor for the same list in other words', async () => {
    const { list } = start({ a: 2, b: 1 });
    const query: ListQuery = { ...allAccounts, first: 1, sources: ['a', 'b'], status: ['UNKNOWN', 'ACTIVE'] };
    const { endCursor } = await list.list(anonymous, query);
    const same: ListQuery = { ...query, sources: ['b', 'a', 'b'], status: ['ACTIVE', 'UNKNOWN'], after: endCursor };
    expect(idsOf(await list.list(anonymous, same))).toEqual(['a1']);
  });
});

describe('what a caller may not see', () => {
  const reader = createCaller('reader', ['accounts:read@b']);

  it('is left out, and nobody is asked for it', async () => {
    const { list, fake } = start({ a: 1, b: 1, c: 1 });
    const page = await list.list(reader, allAccounts);
    expect({ ids: idsOf(page), problems: page.problems }).toEqual({ ids: ['b0'], problems: [] });
    expect([fake('a').calls, fake('c').calls]).toEqual([[], []]);
  });

  it('is a problem where it was asked for, once', async () => {
    const { list } = start({ a: 1, b: 2, c: 1 });
    const query = { ...allAccounts, first: 1, sources: ['a', 'b'] };
    const page = await list.list(reader, query);
    expect(idsOf(page)).toEqual(['b0']);
    expect(page.problems).toMatchObject([{ source: { id: 'a' }, code: 'FORBIDDEN', retryAt: null }]);
    expect((await list.list(reader, { ...query, after: page.endCursor })).problems).toEqual([]);
    expect((await list.list(reader, { ...allAccounts, providers: ['C'] })).problems).toMatchObject([
      { source: { id: 'c' } },
    ]);
  });

  it('is an error where it is everything', async () => {
    const { list, fake } = start({ a: 1 });
    const nobody = createCaller('nobody', ['accounts:write', 'accounts:read@elsewhere']);
    await expect(list.list(nobody, allAccounts)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(fake('a').calls).toEqual([]);
  });

  it('is no way round with a cursor of another’s list', async () => {
    const { list } = start({ a: 2, b: 2 });
    const after = (await list.list(anonymous, { ...allAccounts, first: 1 })).endCursor;
    await expect(list.list(reader, { ...allAccounts, after })).rejects.toMatchObject({ code: 'INVALID_VALUE' });
  });
});

function cursor(...parts: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}
