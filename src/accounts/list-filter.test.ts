import { describe, expect, it } from '@jest/globals';
import { allAccounts, idsOf, listSources, walk } from '../../test/support/listed-sources.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';
import { AccountError } from '../domain/errors.ts';
import { anonymous } from '../domain/caller.ts';

const evaluates = { listFilters: ['EMAIL'] } as const;

/** Accounts named by their number, of which every `nth` is called Žana. */
const withZanas = (count: number, nth: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ id: `z${index}`, note: null, name: index % nth === nth - 1 ? 'Žana' : 'Ivo' },
  }));

describe('a filter that the provider evaluates', () => {
  it('goes to it, and costs each source one call', async () => {
    const { fake, list } = listSources({
      a: { records: 500, ...evaluates },
      b: { records: 500, ...evaluates },
    });
    const page = await list.list(anonymous, { ...allAccounts, first: 10, email: '321@A.EXAMPLE' });
    expect([idsOf(page), page.hasNextPage]).toEqual([['a321'], false]);
    expect([fake('a').calls, fake('b').calls]).toEqual([['page - 10'], ['page - 9']]);
  });

  it('is applied again, since a provider may take it widely', async () => {
    const { fake, list } = listSources({ a: { records: 3, ...evaluates } });
    // A provider that says it filters, and does not.
    const unfiltered = listSources({ a: 3 }).fake('a');
    fake('a').fetchPage = (request) => unfiltered.fetchPage(request);
    expect(idsOf(await list.list(anonymous, { ...allAccounts, email: '1@a.example' }))).toEqual(['a1']);
  });
});

describe('a filter that Accord applies', () => {
  it('asks for large pages, and takes no more than is wanted', async () => {
    const { fake, list } = listSources({ a: { records: withZanas(1000, 50) } });
    const page = await list.list(anonymous, { ...allAccounts, first: 5, search: 'ŽANA' });
    expect(idsOf(page)).toEqual(['z49', 'z99', 'z149', 'z199', 'z249']);
    expect(fake('a').calls).toEqual(['page - 200', 'page 200 200']);
    expect(page.hasNextPage).toBe(true);
  });

  it.each([1, 3, 20, 200])('visits every account that passes once, %d at a time', async (first) => {
    const { list } = listSources({ a: { records: withZanas(450, 7) }, b: 3, c: { records: withZanas(9, 3) } });
    const seen: string[] = [];
    for await (const page of walk(list, { ...allAccounts, first, search: 'žan' })) seen.push(...idsOf(page));
    const expected = [...withZanas(450, 7), ...withZanas(9, 3)].filter(({ name }) => name === 'Žana');
    expect(seen).toEqual(expected.map(({ id }) => id));
  });

  it('stops after ten pages with a cursor that leads on, also where it found nobody', async () => {
    const { fake, list } = listSources({
      a: { records: withZanas(4500, 4300) },
      b: { records: withZanas(2, 2) },
    });
    const query = { ...allAccounts, first: 2, search: 'žana' };
    const first = await list.list(anonymous, query);
    expect([idsOf(first), first.hasNextPage, first.problems]).toEqual([[], true, []]);
    expect(fake('a').calls.splice(0)).toHaveLength(10);
    const pages = [first];
    for await (const page of walk(list, query)) pages.push(page);
    expect(pages.slice(1).map(idsOf)).toEqual([[], [], ['z4299', 'z1']]);
    expect(fake('a').calls).toHaveLength(23);
  });

  it('begins no further page after ten seconds', async () => {
    const clock = new ManualClock();
    const { fake, list } = listSources({ a: { records: withZanas(1000, 1000) } }, { clock });
    fake('a').beforePage = () => {
      clock.advance(6000);
      return Promise.resolve();
    };
    const page = await list.list(anonymous, { ...allAccounts, search: 'žana' });
    expect([idsOf(page), page.hasNextPage]).toEqual([[], true]);
    expect(fake('a').calls).toHaveLength(2);
  });

  it('keeps what it found where the source then fails', async () => {
    const { fake, list } = listSources({ a: { records: withZanas(300, 100) }, b: { records: withZanas(1, 1) } });
    fake('a').beforePage = () => {
      if (fake('a').calls.length > 1) fake('a').failing = { page: new AccountError('UPSTREAM_UNAVAILABLE', 'Gone.') };
      return Promise.resolve();
    };
    const page = await list.list(anonymous, { ...allAccounts, search: 'žana' });
    expect(idsOf(page)).toEqual(['z99', 'z199', 'z0']);
    expect(page.problems).toMatchObject([{ source: { id: 'a' }, code: 'UPSTREAM_UNAVAILABLE' }]);
  });

  it('calls nobody for no status, and leaves an empty search out', async () => {
    const { fake, list } = listSources({ a: 3 });
    expect(idsOf(await list.list(anonymous, { ...allAccounts, status: [] }))).toEqual([]);
    expect(fake('a').calls).toEqual([]);
    expect(idsOf(await list.list(anonymous, { ...allAccounts, first: 2, search: '' }))).toEqual(['a0', 'a1']);
    expect(fake('a').calls).toEqual(['page - 2']);
  });
});
