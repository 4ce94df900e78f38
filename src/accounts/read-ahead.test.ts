import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { allAccounts, idsOf, listSources, walk } from '../../test/support/listed-sources.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';
import type { CallOptions } from '../domain/datasource.ts';
import { AccountError } from '../domain/errors.ts';
import { anonymous } from '../domain/caller.ts';

const DEADLINE_MS = 25_000;

/** Sources on a clock of their own; `hang` keeps one from answering until its deadline or until nobody waits. */
function start(listed: Parameters<typeof listSources>[0]) {
  const clock = new ManualClock();
  const { fake, ...rest } = listSources(listed, { clock });
  const hang = (id: string) => {
    fake(id).beforePage = ({ signal }: CallOptions) =>
      new Promise((_, reject) => {
        const fail = () => {
          cancel();
          reject(new AccountError('UPSTREAM_TIMEOUT', 'No answer.'));
        };
        const cancel = clock.schedule(DEADLINE_MS, fail);
        signal?.addEventListener('abort', fail);
      });
  };
  return { clock, fake, hang, ...rest };
}

describe('a source that hangs', () => {
  it.each([
    ['first', ['a'], ['b0', 'b1', 'c0', 'c1', 'd0', 'd1']],
    ['last', ['d'], ['a0', 'a1', 'b0', 'b1', 'c0', 'c1']],
    ['in the middle', ['b'], ['a0', 'a1', 'c0', 'c1', 'd0', 'd1']],
    ['and another with it', ['a', 'b'], ['c0', 'c1', 'd0', 'd1']],
  ])('delays nobody but itself, where it is the %s', async (_where, hanging, expected) => {
    const { clock, fake, hang, list } = start({ a: 2, b: 2, c: 2, d: 2 });
    await list.list(anonymous, allAccounts);
    hanging.forEach(hang);
    const listing = list.list(anonymous, allAccounts);
    await turn();
    // Known to be small, they are all asked at once.
    expect(['a', 'b', 'c', 'd'].map((id) => fake(id).calls.length)).toEqual([2, 2, 2, 2]);
    clock.advance(DEADLINE_MS);
    const page = await listing;
    expect(idsOf(page)).toEqual(expected);
    expect(page.problems.map(({ source, code }) => [source.id, code])).toEqual(
      hanging.map((id) => [id, 'UPSTREAM_TIMEOUT']),
    );
    expect(clock.pending).toBe(0);
  });

  it('has the next ones asked after two seconds, where nobody knows how many accounts it has', async () => {
    const { clock, fake, hang, list } = start({ a: 500, b: 2, c: 300, d: 2 });
    hang('a');
    const listing = list.list(anonymous, allAccounts);
    await turn();
    expect(fake('b').calls).toEqual([]);
    clock.advance(2000);
    await turn();
    expect([fake('b').calls, fake('c').calls, fake('d').calls]).toEqual([['page - 200'], ['page - 198'], []]);
    clock.advance(DEADLINE_MS - 2000);
    const page = await listing;
    expect([page.edges.length, page.hasNextPage]).toEqual([200, true]);
    expect(page.problems).toMatchObject([{ source: { id: 'a' }, code: 'UPSTREAM_TIMEOUT' }]);
    expect([fake('b').calls.length, fake('c').calls.length, clock.pending]).toEqual([1, 1, 0]);
  });

  it('is let go where the page is full without it', async () => {
    const { clock, fake, hang, list } = start({ a: 2, b: 2 });
    await list.list(anonymous, allAccounts);
    fake('a').records.set('a2', { id: 'a2', name: null, note: null });
    hang('b');
    const page = await list.list(anonymous, { ...allAccounts, first: 3 });
    expect([idsOf(page), page.problems]).toEqual([['a0', 'a1', 'a2'], []]);
    expect([fake('b').calls.at(-1), clock.pending]).toEqual(['page - 1', 0]);
  });
});

describe('reading ahead', () => {
  it('makes no call more than there are pages, walk after walk', async () => {
    const { fake, list } = start({ a: 40, b: 5, c: 5, d: 40 });
    for (let round = 0; round < 3; round += 1) {
      const touched: string[] = [];
      for await (const page of walk(list, { ...allAccounts, first: 20 })) {
        touched.push(...new Set(page.edges.map(({ node }) => node.sourceId)));
      }
      expect(touched).toEqual(['a', 'a', 'b', 'c', 'd', 'd', 'd']);
      const calls = ['a', 'b', 'c', 'd'].flatMap((id) =>
        fake(id)
          .calls.splice(0)
          .map(() => id),
      );
      expect(calls).toEqual(touched);
    }
  });

  it('asks again where a source had fewer accounts than it used to', async () => {
    const { fake, list } = start({ a: 3, b: 9 });
    await list.list(anonymous, allAccounts);
    fake('a').records.delete('a1');
    fake('b').calls.splice(0);
    const page = await list.list(anonymous, { ...allAccounts, first: 5 });
    expect([idsOf(page), page.hasNextPage]).toEqual([['a0', 'a2', 'b0', 'b1', 'b2'], true]);
    expect(fake('b').calls).toEqual(['page - 2', 'page 2 1']);
    expect(idsOf(await list.list(anonymous, { ...allAccounts, after: page.endCursor }))).toEqual([
      'b3',
      'b4',
      'b5',
      'b6',
      'b7',
      'b8',
    ]);
  });
});
