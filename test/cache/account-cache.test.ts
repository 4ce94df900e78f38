import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AccountCache } from '../../src/cache/account-cache.ts';
import { createAccountCache } from '../../src/cache/create-account-cache.ts';
import { accountVersion } from '../../src/domain/account-version.ts';
import type { Reading } from '../../src/domain/datasource.ts';
import { FakeDatasource } from '../support/fake-datasource.ts';
import { patientClock } from '../support/patient-clock.ts';
import { cacheBackends, dropFromRedis, type CacheBackend } from './backends.ts';

const TTL_SECONDS = 60;
const ID = 'fake:1';

for (const backend of cacheBackends) {
  const isMissing = backend.missing !== null;
  const name = `the cache over ${backend.name}${isMissing ? ` (${backend.missing})` : ''}`;
  (isMissing ? describe.skip : describe)(name, () => {
    suite(backend);
  });
}

/** What holds over one backend holds over the other. */
function suite(backend: CacheBackend): void {
  const scope = randomUUID();
  const opened: AccountCache[] = [];
  // Not the machine's own: a cache's accounts grow old when a test says so.
  let offsetMs = 0;
  const clock = { ...patientClock, now: () => Date.now() + offsetMs };
  let cache: AccountCache;
  let place = '';

  async function open(options: { readonly version?: string; readonly place?: string } = {}): Promise<AccountCache> {
    const made = await createAccountCache({
      url: backend.url,
      ttlSeconds: TTL_SECONDS,
      clock,
      version: options.version ?? '1.0.0',
      scopes: new Map([['fake', `${scope}-${options.place ?? place}`]]),
      report: () => undefined,
    });
    if (made === null) throw new Error('No cache was made.');
    opened.push(made);
    return made;
  }

  beforeEach(async () => {
    offsetMs = 0;
    place = randomUUID();
    cache = await open();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });
  afterAll(async () => {
    if (!backend.isShared) return;
    await dropFromRedis([`accord:${scope}`]);
  });

  /** What is read begins with what is looked at. */
  async function generationOf(at = cache): Promise<string> {
    const looked = await at.look(ID, true);
    if (looked.kind !== 'MISS') throw new Error(`It said ${looked.kind}.`);
    return looked.generation;
  }

  async function readInto(at: AccountCache, name: string): Promise<Reading> {
    const generation = await generationOf(at);
    const reading = await readingOf(name);
    at.keep(generation, reading);
    await kept(at);
    return reading;
  }

  async function readingOf(name: string, fields?: ReadonlySet<string>): Promise<Reading> {
    const fake = new FakeDatasource([{ id: '1', name, note: 'ž' }], { onDemand: ['email'] });
    fake.now = clock.now;
    const reading = await fake.fetchAccount('1', { ...(fields && { fields }) });
    if (reading === null) throw new Error('There is no such account.');
    return reading;
  }

  /** What is served now. */
  const served = async (at = cache, complete = true) => {
    const looked = await at.look(ID, complete);
    return looked.kind === 'HIT' ? looked.reading.account.firstName : looked.kind;
  };

  it('gives back what was kept, as it was but for its freshness', async () => {
    const reading = await readInto(cache, 'Ana');
    const looked = await cache.look(ID, true);
    expect(looked).toEqual({
      kind: 'HIT',
      reading: { wire: reading.wire, account: { ...reading.account, freshness: 'CACHED' } },
    });
    if (looked.kind === 'HIT') expect(accountVersion(looked.reading.account)).toBe(accountVersion(reading.account));
  });

  it('has one generation for all who ask, until something is written', async () => {
    const generations = await Promise.all(Array.from({ length: 20 }, () => generationOf()));
    expect(new Set([...generations, await generationOf()]).size).toBe(1);
  });

  it('serves an account no longer than its time, from when it was observed', async () => {
    await readInto(cache, 'Ana');
    offsetMs = TTL_SECONDS * 1000 - 5_000;
    expect(await served()).toBe('Ana');
    offsetMs = TTL_SECONDS * 1000;
    expect(await served()).toBe('MISS');
  });

  it('keeps nothing that is out of date already', async () => {
    const generation = await generationOf();
    const reading = await readingOf('Ana');
    offsetMs = TTL_SECONDS * 1000;
    cache.keep(generation, reading);
    await kept(cache);
    offsetMs = 0;
    expect(await served()).toBe('MISS');
  });

  it('serves fewer fields out of more, and not the reverse', async () => {
    const generation = await generationOf();
    cache.keep(generation, await readingOf('Ana', new Set(['firstName'])));
    await kept(cache);
    expect([await served(cache, false), await served(cache, true)]).toEqual(['Ana', 'MISS']);
    await readInto(cache, 'Iva');
    expect([await served(cache, false), await served(cache, true)]).toEqual(['Iva', 'Iva']);
  });

  it('serves nothing during a write, and keeps nothing that is read then', async () => {
    await readInto(cache, 'Ana');
    const generation = await generationOf0();
    await cache.beginWrite(ID);
    expect(await served()).toBe('WRITING');
    cache.keep(generation, await readingOf('stale'));
    await kept(cache);
    expect(await served()).toBe('WRITING');
    await cache.endWrite(ID);
    expect(await served()).toBe('MISS');
    await readInto(cache, 'new');
    expect(await served()).toBe('new');
  });

  /** The generation under which something is served. */
  async function generationOf0(): Promise<string> {
    await cache.endWrite(ID);
    return generationOf();
  }

  it.each([
    ['before the write began', 0],
    ['while it was under way', 1],
  ])('never serves what a read brings late that began %s', async (_when, steps) => {
    const overtaken = await generationOf();
    const stale = await readingOf('stale');
    const write = [() => cache.beginWrite(ID), () => cache.endWrite(ID)];
    for (const step of write.slice(0, steps)) await step();
    for (const step of write.slice(steps)) await step();
    cache.keep(overtaken, stale);
    await kept(cache);
    expect(await served()).toBe('MISS');
  });

  it('stays out of it for as long as the end of a write is unknown', async () => {
    await cache.beginWrite(ID);
    expect([await served(), await served()]).toEqual(['WRITING', 'WRITING']);
    await cache.endWrite(ID);
    expect(await served()).toBe('MISS');
  });

  it('keeps accounts apart', async () => {
    await readInto(cache, 'Ana');
    await cache.beginWrite('fake:2');
    await cache.endWrite('fake:2');
    expect(await served()).toBe('Ana');
    expect((await cache.look('fake:2', true)).kind).toBe('MISS');
  });

  if (!backend.isShared) return;

  it('is one for all processes: a write through one is seen through the other at once', async () => {
    const other = await open();
    await readInto(cache, 'old');
    expect(await served(other)).toBe('old');
    await other.beginWrite(ID);
    expect(await served(cache)).toBe('WRITING');
    await other.endWrite(ID);
    expect(await served(cache)).toBe('MISS');
    await readInto(other, 'new');
    expect(await served(cache)).toBe('new');
  });

  it('is not shared with an installation that has another source of the same name', async () => {
    await readInto(cache, 'Ana');
    const elsewhere = await open({ place: randomUUID() });
    expect(await served(elsewhere)).toBe('MISS');
  });

  it('shares no accounts with another build, and still its writes', async () => {
    const newer = await open({ version: '2.0.0' });
    await readInto(cache, 'Ana');
    expect(await served(newer)).toBe('MISS');
    await newer.beginWrite(ID);
    await newer.endWrite(ID);
    expect(await served(cache)).toBe('MISS');
  });
}

/** What is kept arrives before what is asked afterwards, over one connection. */
async function kept(cache: AccountCache): Promise<void> {
  await cache.look('fake:0', true);
}
