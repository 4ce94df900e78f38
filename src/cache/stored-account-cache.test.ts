import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeDatasource } from '../../test/support/fake-datasource.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';
import { Secret } from '../domain/secret.ts';
import { accountKeys } from './account-keys.ts';
import type { CacheStore } from './cache-store.ts';
import { createAccountCache } from './create-account-cache.ts';
import { StoredAccountCache } from './stored-account-cache.ts';

/** A store in memory that can stop answering, or refuse to. */
class MoodyStore implements CacheStore {
  readonly values = new Map<string, unknown>();
  mood: 'WELL' | 'SILENT' | 'REFUSING' = 'WELL';
  asked = 0;

  async getMany(keys: readonly string[]): Promise<readonly unknown[]> {
    await this.#answer();
    return keys.map((key) => this.values.get(key));
  }

  async set(key: string, value: unknown): Promise<void> {
    await this.#answer();
    this.values.set(key, value);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #answer(): Promise<void> {
    this.asked += 1;
    if (this.mood === 'SILENT') return new Promise(() => undefined);
    return this.mood === 'WELL' ? Promise.resolve() : Promise.reject(new Error('refused'));
  }
}

const ID = 'fake:1';
const scopes = new Map([['fake', 'scope']]);
let store: MoodyStore;
let clock: ManualClock;
let events: string[];
/** Two processes' caches over one store. */
let cache: StoredAccountCache;
let other: StoredAccountCache;

beforeEach(() => {
  store = new MoodyStore();
  clock = new ManualClock();
  events = [];
  const make = (report: (event: string) => void) =>
    new StoredAccountCache({ store, keys: accountKeys({ version: '1', scopes }), ttlMs: 60_000, clock, report });
  cache = make((event) => events.push(event));
  other = make(() => undefined);
});

/** Until everything that needs neither time nor an answer has run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** What comes of work after so much time. */
async function after<T>(ms: number, work: Promise<T>): Promise<T> {
  await settled();
  clock.advance(ms);
  return work;
}

const look = async (at = cache) => (await at.look(ID, true)).kind;

async function keep(at = cache): Promise<void> {
  const looked = await at.look(ID, true);
  const fake = new FakeDatasource([{ id: '1', name: 'old', note: null }]);
  fake.now = () => clock.now();
  const reading = await fake.fetchAccount('1');
  if (looked.kind === 'MISS' && reading) at.keep(looked.generation, reading);
  await settled();
}

describe('a store that is slow', () => {
  it('keeps a read waiting for 100 ms once, and nobody for the next 5 s', async () => {
    await keep();
    store.mood = 'SILENT';
    const waiting = look();
    await settled();
    clock.advance(99);
    store.asked = 0;
    expect(await after(1, waiting)).toBe('UNKNOWN');
    expect([await look(), store.asked]).toEqual(['UNKNOWN', 0]);
    store.mood = 'WELL';
    clock.advance(4_999);
    expect([await look(), store.asked]).toEqual(['UNKNOWN', 0]);
    clock.advance(1);
    expect(await look()).toBe('HIT');
    expect(events).toEqual(['FAILING', 'WORKING']);
    expect(clock.pending).toBe(0);
  });

  it('keeps a write waiting for a second, and is told as soon as it answers; until then its word does not count', async () => {
    await keep();
    expect(await look(other)).toBe('HIT');
    store.mood = 'SILENT';
    await after(1_000, cache.beginWrite(ID));
    await after(1_000, cache.endWrite(ID));
    store.mood = 'WELL';
    clock.advance(5_000);
    // The first tries are still waiting for their answers; this one gets its own.
    await settled();
    clock.advance(1_000);
    await settled();
    expect(await look(other)).toBe('MISS');
    expect(await look()).toBe('MISS');
  });
});

describe('a store that refuses', () => {
  it('keeps nobody waiting, and is asked again by the next read', async () => {
    store.mood = 'REFUSING';
    expect([await look(), await look()]).toEqual(['UNKNOWN', 'UNKNOWN']);
    store.mood = 'WELL';
    expect(await look()).toBe('MISS');
    expect(events).toEqual(['FAILING', 'WORKING']);
  });

  it('is told of a write every second until it has heard, and serves this process nothing of the account before', async () => {
    await keep();
    store.mood = 'REFUSING';
    await cache.beginWrite(ID);
    await cache.endWrite(ID);
    clock.advance(1_000);
    await settled();
    store.mood = 'WELL';
    // It would say HIT: it has not heard of the write.
    expect([await look(), await look(other)]).toEqual(['UNKNOWN', 'HIT']);
    clock.advance(1_000);
    await settled();
    expect([await look(), await look(other)]).toEqual(['MISS', 'MISS']);
    expect(clock.pending).toBe(0);
  });

  it('loses nothing but what was kept when it forgets a generation', async () => {
    await keep();
    expect(await look()).toBe('HIT');
    for (const key of store.values.keys()) if (key.includes(':generation:')) store.values.delete(key);
    expect(await look()).toBe('MISS');
    expect(await look()).toBe('MISS');
  });

  it('is left alone once the cache is closed', async () => {
    store.mood = 'REFUSING';
    await cache.beginWrite(ID);
    await cache.close();
    expect(clock.pending).toBe(0);
  });
});

describe('what stands in the store under a key of ours', () => {
  it.each([['text'], [7], [{}], [{ generation: 'other' }], [null]])('is not served where it is %j', async (value) => {
    await keep();
    for (const key of store.values.keys()) if (key.includes(':account:')) store.values.set(key, value);
    expect(await look()).toBe('MISS');
  });
});

describe('a Redis that is not there', () => {
  it('breaks nothing', async () => {
    const made = await createAccountCache({
      url: new Secret('redis://127.0.0.1:1'),
      ttlSeconds: 60,
      clock,
      version: '1',
      scopes,
      report: (event) => events.push(event),
    });
    expect(await made?.look(ID, true)).toEqual({ kind: 'UNKNOWN' });
    await made?.beginWrite(ID);
    await made?.endWrite(ID);
    await made?.close();
    expect(events).toEqual(['FAILING']);
  });

  it('is not asked where nothing is to be kept', async () => {
    const options = { url: new Secret('redis://127.0.0.1:1'), clock, version: '1', scopes, report: () => undefined };
    expect(await createAccountCache({ ...options, ttlSeconds: 0 })).toBeNull();
  });
});
