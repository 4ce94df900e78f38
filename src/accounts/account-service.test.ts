import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeDatasource, fakeSource } from '../../test/support/fake-datasource.ts';
import { patientClock } from '../../test/support/patient-clock.ts';
import { openMemoryStore } from '../../test/support/update-bench.ts';
import { createAccountCache } from '../cache/create-account-cache.ts';
import { createCaller } from '../domain/caller.ts';
import { Secret } from '../domain/secret.ts';
import type { Store } from '../store/store.ts';
import { AccountReads } from './account-reads.ts';
import { AccountService } from './account-service.ts';

let store: Store;
beforeAll(async () => {
  store = await openMemoryStore();
});
afterAll(() => store.close());

describe('an account in the cache', () => {
  it('is served to all who may read it, and to nobody else', async () => {
    const fake = new FakeDatasource([{ id: '1', name: 'Ana', note: null }]);
    fake.now = Date.now;
    const cache = await createAccountCache({
      url: new Secret('memory:'),
      ttlSeconds: 60,
      clock: patientClock,
      version: '1',
      scopes: new Map(),
      report: () => undefined,
    });
    const sources = new Map([['fake', fakeSource('fake', fake)]]);
    const service = new AccountService({ sources, store, reads: new AccountReads({ cache }) });
    const place = service.locate('fake:1');
    const reader = createCaller('ana', ['accounts:read']);
    expect(await service.read(reader, place)).toMatchObject({ firstName: 'Ana', freshness: 'LIVE' });
    const ofOne = createCaller('iva', ['accounts:read@fake']);
    expect(await service.read(ofOne, place)).toMatchObject({ firstName: 'Ana', freshness: 'CACHED' });
    for (const scopes of [[], ['accounts:read@other'], ['accounts:write', 'operations:read']]) {
      const stranger = createCaller('eva', scopes);
      await expect(service.read(stranger, place)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(fake.calls).toEqual(['read 1']);
    await cache?.close();
  });
});
