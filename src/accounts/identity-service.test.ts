import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { listSources, type ListedSource } from '../../test/support/listed-sources.ts';
import { anonymous, createCaller } from '../domain/caller.ts';
import { AccountError } from '../domain/errors.ts';
import { IdentityService } from './identity-service.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';
import type { SnapshotStore } from './source-stretch.ts';

const snapshots: SnapshotStore = { snapshots: () => Promise.resolve({ items: [], hasMore: false }) };

function start(listed: Readonly<Record<string, ListedSource | number>>) {
  const { sources, fake } = listSources(listed);
  const service = new IdentityService({ sources, store: snapshots, clock: new ManualClock(0) });
  return { fake, service, find: (email: string) => service.find(anonymous, email) };
}

const person = { id: 'p', name: 'Ana', note: null, email: 'ana@x.example' };
const others = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `o${index}`,
    name: null,
    note: null,
    email: `${index}@x.example`,
  }));

const idsOf = ({ accounts }: Awaited<ReturnType<IdentityService['find']>>) => accounts.map(({ id }) => id);

describe('a person', () => {
  it('is found at every source, by its filter or by looking through its list', async () => {
    const { fake, find } = start({
      a: { records: [...others(900), person], listFilters: ['EMAIL'] },
      b: { records: [...others(300), { ...person, email: 'ANA@X.EXAMPLE' }] },
      c: 3,
    });
    const identity = await find('ana@X.EXAMPLE');
    expect(identity).toMatchObject({ email: 'ana@x.example', problems: [] });
    expect(idsOf(identity)).toEqual(['a:p', 'b:p']);
    expect([fake('a').calls, fake('b').calls, fake('c').calls]).toEqual([
      ['page - 200'],
      ['page - 200', 'page 200 200'],
      ['page - 200'],
    ]);
  });

  it('is found by the filter, too, where a provider with other addresses has too many accounts', async () => {
    const { fake, find } = start({
      a: { records: [...others(2500), person], listFilters: ['EMAIL'], alternateEmails: true },
      b: { records: [person, ...others(3)], listFilters: ['EMAIL'], alternateEmails: true },
    });
    const identity = await find('ana@x.example');
    expect(idsOf(identity)).toEqual(['a:p', 'b:p']);
    expect(identity.problems).toMatchObject([{ source: { id: 'a' }, code: 'READ_NOT_SUPPORTED' }]);
    expect([fake('a').calls.length, fake('b').calls.length]).toEqual([11, 1]);
  });

  it('is told of what was not looked through', async () => {
    const { fake, find } = start({ a: { records: [...others(2500), person] } });
    const identity = await find('ana@x.example');
    expect([idsOf(identity), fake('a').calls.length]).toEqual([[], 10]);
    expect(identity.problems).toMatchObject([{ source: { id: 'a' }, code: 'READ_NOT_SUPPORTED' }]);
  });

  it('is found where others fail or hang, all of them asked at once', async () => {
    const { fake, find } = start({
      a: { records: [person] },
      b: 1,
      silent: { records: 1, list: false },
      c: { records: [person] },
    });
    const hanging = Promise.withResolvers<undefined>();
    fake('a').beforePage = () => hanging.promise;
    fake('b').failing = { page: new AccountError('RATE_LIMITED', 'Too many.', { retryAfterSeconds: 9 }) };
    const finding = find('ana@x.example');
    await turn();
    expect([fake('a').calls.length, fake('c').calls.length]).toEqual([1, 1]);
    hanging.reject(new AccountError('UPSTREAM_TIMEOUT', 'No answer.'));
    const identity = await finding;
    expect(idsOf(identity)).toEqual(['c:p']);
    expect(identity.problems).toMatchObject([
      { source: { id: 'a' }, code: 'UPSTREAM_TIMEOUT' },
      { source: { id: 'b' }, code: 'RATE_LIMITED', retryAt: new Date(9000) },
      { source: { id: 'silent' }, code: 'READ_NOT_SUPPORTED' },
    ]);
  });

  it('is not looked for where the caller may not see accounts', async () => {
    const { fake, service } = start({ a: { records: [person] }, b: { records: [person] } });
    const identity = await service.find(createCaller('reader', ['accounts:read@b']), 'ana@x.example');
    expect([idsOf(identity), identity.problems, fake('a').calls]).toEqual([['b:p'], [], []]);
    const nobody = createCaller('nobody', ['accounts:write']);
    await expect(service.find(nobody, 'ana@x.example')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each([
    '',
    'ana',
    'ana@',
    '@x.hr',
    'ana@x',
    'ana kovac@x.hr',
    'ana@x.hr,iva@x.hr',
    `${'a'.repeat(250)}@x.hr`,
    'ana@x.hr\n',
  ])('is not looked for by %j, and nobody is called', async (email) => {
    const { fake, find } = start({ a: 1 });
    await expect(find(email)).rejects.toMatchObject({ code: 'INVALID_VALUE', details: { field: 'email' } });
    expect(fake('a').calls).toEqual([]);
  });
});
