import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeDatasource, fakeSource, type FakeRecord } from '../../test/support/fake-datasource.ts';
import type { AccountCache, Looked } from '../cache/account-cache.ts';
import type { CallOptions, Reading } from '../domain/datasource.ts';
import { AccountReads } from './account-reads.ts';

const ID = 'fake:1';
const record = (name: string): FakeRecord => ({ id: '1', name, note: null });

let fake: FakeDatasource;
/** Reads that have looked at the account and whose answers are under way: each is let go by hand. */
let underWay: { readonly options: CallOptions; readonly arrive: () => void }[];
let reads: AccountReads;

function start({ onDemand, cache = null }: { onDemand?: readonly string[]; cache?: AccountCache | null } = {}): void {
  fake = new FakeDatasource([record('old')], { ...(onDemand && { onDemand }) });
  underWay = [];
  fake.beforeAnswer = (options) =>
    new Promise((resolve) => {
      underWay.push({ options, arrive: resolve });
    });
  reads = new AccountReads({ cache });
}

beforeEach(() => {
  start();
});

interface Wanted extends CallOptions {
  readonly actor?: string;
}

const read = ({ actor = 'ana', ...options }: Wanted = {}) =>
  reads.read(actor, { source: fakeSource('fake', fake), externalId: '1' }, options);
const nameOf = async (reading: Promise<Reading | null>) => (await reading)?.account.firstName;
/** Until everything that needs nobody's answer has run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const arriveAll = async () => {
  await settled();
  for (const { arrive } of underWay.splice(0)) arrive();
};

describe('reads that are under way at the same time', () => {
  it('are one for one caller', async () => {
    const all = Array.from({ length: 100 }, () => read());
    await arriveAll();
    expect(new Set(await Promise.all(all)).size).toBe(1);
    expect(fake.calls).toEqual(['read 1']);
  });

  it('are never shared between callers', async () => {
    const all = ['ana', 'iva', 'ana'].map((actor) => read({ actor }));
    await arriveAll();
    const [ana, iva, again] = await Promise.all(all);
    expect(ana).toBe(again);
    expect(iva).not.toBe(ana);
    expect(fake.calls).toHaveLength(2);
  });

  it('are not shared by a caller whose name looks like part of another key', async () => {
    const all = ['x', 'null x', 'all x', 'some null x'].map((actor) => read({ actor }));
    await arriveAll();
    expect(new Set(await Promise.all(all)).size).toBe(4);
  });

  it('serve fewer fields out of more, and not the reverse', async () => {
    start({ onDemand: ['email'] });
    const [email, name] = [new Set(['email']), new Set(['firstName'])];
    const [many, few] = [read({ fields: email }), read({ fields: name })];
    await arriveAll();
    expect(await few).toBe(await many);
    const [less, more] = [read({ fields: name }), read({ fields: email })];
    await arriveAll();
    expect((await less)?.account.notFetched).toEqual(['email']);
    expect((await more)?.account.notFetched).toBeUndefined();
    expect(fake.calls).toHaveLength(3);
  });

  it('count for the request that began them, and go on without it', async () => {
    const counts: string[] = [];
    const leaving = new AbortController();
    const gone = read({ signal: leaving.signal, meter: { count: () => counts.push('first') } });
    const stays = read({ meter: { count: () => counts.push('second') } });
    await settled();
    leaving.abort();
    await expect(gone).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(underWay[0]?.options.signal?.aborted).toBe(false);
    underWay[0]?.options.meter?.count('fake');
    expect(counts).toEqual(['first']);
    await arriveAll();
    expect(await nameOf(stays)).toBe('old');
  });

  it('are called off when everybody has gone', async () => {
    const controllers = [new AbortController(), new AbortController()];
    const all = controllers.map(({ signal }) => read({ signal }).catch(() => 'gone'));
    await settled();
    for (const controller of controllers) controller.abort();
    expect(await Promise.all(all)).toEqual(['gone', 'gone']);
    expect(underWay[0]?.options.signal?.aborted).toBe(true);
  });
});

describe('a write', () => {
  it('is seen by every read that begins after it, whatever is under way', async () => {
    const before = read();
    await settled();
    await reads.beginWrite(ID);
    const during = read();
    await settled();
    fake.records.set('1', record('new'));
    await reads.endWrite(ID, true);
    const after = read();
    await arriveAll();
    expect([await nameOf(before), await nameOf(during), await nameOf(after)]).toEqual(['old', 'old', 'new']);
  });

  it('keeps reads apart as long as it is under way', async () => {
    await Promise.all([reads.beginWrite(ID), reads.beginWrite(ID)]);
    await reads.endWrite(ID, true);
    const apart = [read(), read()];
    await arriveAll();
    await Promise.all(apart);
    expect(fake.calls).toHaveLength(2);
    await reads.endWrite(ID, false);
    const together = [read(), read()];
    await arriveAll();
    await Promise.all(together);
    expect(fake.calls).toHaveLength(3);
  });

  it.each([
    ['that was found out about later', () => reads.settle(ID)],
    [
      'of somebody else, which was seen',
      () => {
        reads.seen(ID);
        return Promise.resolve();
      },
    ],
  ])('%s is not hidden by a read that began before', async (_what, tell) => {
    const before = read();
    await settled();
    fake.records.set('1', record('new'));
    await tell();
    const after = read();
    await arriveAll();
    expect([await nameOf(before), await nameOf(after)]).toEqual(['old', 'new']);
  });
});

describe('with a cache', () => {
  let looked: Looked;
  let told: string[];
  const cache: AccountCache = {
    look: (accountId, complete) => {
      told.push(`look ${accountId} ${complete}`);
      return Promise.resolve(looked);
    },
    keep: (generation, reading) => told.push(`keep ${generation} ${String(reading.account.firstName)}`),
    beginWrite: (accountId) => Promise.resolve(void told.push(`begin ${accountId}`)),
    endWrite: (accountId) => Promise.resolve(void told.push(`end ${accountId}`)),
    close: () => Promise.resolve(),
  };

  beforeEach(() => {
    start({ cache });
    told = [];
    looked = { kind: 'MISS', generation: 'g1' };
  });

  it('serves what is there and calls nobody', async () => {
    const reading = await new FakeDatasource([record('kept')]).fetchAccount('1');
    if (reading) looked = { kind: 'HIT', reading };
    expect(await read()).toBe(reading);
    expect([told, fake.calls]).toEqual([['look fake:1 false'], []]);
  });

  it('keeps what it reads, under the generation that was there before, once for all', async () => {
    const all = [read(), read()];
    await arriveAll();
    await Promise.all(all);
    expect(told.slice(2)).toEqual(['keep g1 old']);
    expect(fake.calls).toHaveLength(1);
  });

  it('joins no read of an earlier generation: a write of another process lies between', async () => {
    const before = read();
    await settled();
    looked = { kind: 'MISS', generation: 'g2' };
    const after = read();
    await arriveAll();
    expect(await after).not.toBe(await before);
  });

  it.each([
    ['WRITING', 2],
    ['UNKNOWN', 1],
  ] as const)('keeps nothing where the cache says %s', async (kind, calls) => {
    looked = { kind };
    const all = [read(), read()];
    await arriveAll();
    await Promise.all(all);
    expect(fake.calls).toHaveLength(calls);
    expect(told.filter((one) => one.startsWith('keep'))).toEqual([]);
  });

  it('serves nothing that is there while a write is under way here', async () => {
    const reading = await new FakeDatasource([record('kept')]).fetchAccount('1');
    await reads.beginWrite(ID);
    if (reading) looked = { kind: 'HIT', reading };
    const live = read();
    await arriveAll();
    expect(await nameOf(live)).toBe('old');
  });

  it('keeps no account that is not there', async () => {
    fake.records.clear();
    const nobody = read();
    await arriveAll();
    expect(await nobody).toBeNull();
    expect(told).toEqual(['look fake:1 false']);
  });

  it('is told of writes, and of their end only where that is known', async () => {
    await reads.beginWrite(ID);
    await reads.endWrite(ID, false);
    expect(told).toEqual([`begin ${ID}`]);
    await reads.settle(ID);
    await reads.beginWrite(ID);
    await reads.endWrite(ID, true);
    expect(told.slice(1)).toEqual([`end ${ID}`, `begin ${ID}`, `end ${ID}`]);
  });
});
