import { describe, expect, it } from '@jest/globals';
import type { Bench } from './describe-on.ts';
import { at, freshAccount, reading } from './samples.ts';

/** What a store must do with the providers' last answers. */
export function snapshotsSuite({ store }: Bench): void {
  describe('a snapshot', () => {
    it('comes back as it was, as a SNAPSHOT', async () => {
      const accountId = freshAccount();
      const { account, wire } = reading(accountId);
      expect(await store().snapshot(accountId)).toBeNull();
      await store().putSnapshot({ account, wire });
      expect(await store().snapshot(accountId)).toStrictEqual({ account: { ...account, freshness: 'SNAPSHOT' }, wire });
    });

    it('is replaced by a later one, and never by an earlier one', async () => {
      const accountId = freshAccount();
      const put = (ms: number, firstName: string) =>
        store().putSnapshot(reading(accountId, { observedAt: at(ms), firstName }));
      const firstName = async () => (await store().snapshot(accountId))?.account.firstName;
      await put(10, 'first');
      await put(9, 'too late');
      expect(await firstName()).toBe('first');
      await put(10, 'the same moment');
      expect(await firstName()).toBe('the same moment');
      await put(11, 'later');
      expect(await firstName()).toBe('later');
    });
  });

  describe('the snapshots of a source', () => {
    it('come in the order of the bytes of their ids, page by page, and only of that source', async () => {
      const keys = ['2', '10', 'a', 'B', '1', 'a.b', 'a-b', 'é'];
      for (const key of keys) await store().putSnapshot(reading(`wacm-eu:${key}`));
      await store().putSnapshot(reading('wacm-us:1'));
      const seen: (string | undefined)[] = [];
      let after: string | null = null;
      for (;;) {
        const page = await store().snapshots({ sourceId: 'wacm-eu', after, limit: 3 });
        expect(page.items.length).toBeLessThanOrEqual(3);
        seen.push(...page.items.map((item) => item.reading.account.externalId));
        if (!page.hasMore) break;
        after = page.items.at(-1)?.position ?? null;
      }
      expect(seen).toEqual(['1', '10', '2', 'B', 'a', 'a-b', 'a.b', 'é']);
    });

    it('are found by the main address, in any case and composition, and only of that source', async () => {
      const put = (key: string, email: string | null) => store().putSnapshot(reading(`wacm-mail:${key}`, { email }));
      await put('1', 'Žana@X.hr');
      await put('2', 'z\u030cANA@x.HR');
      await put('3', 'zana@x.hr');
      await put('4', null);
      await put('5', `${'x'.repeat(5000)}@x.hr`);
      await store().putSnapshot(reading('wacm-other:1', { email: 'žana@x.hr' }));
      const find = async (email: string, limit: number) => {
        const page = await store().snapshots({ sourceId: 'wacm-mail', after: null, limit, email });
        return [page.items.map((item) => item.reading.account.externalId), page.hasMore];
      };
      expect(await find('žana@x.hr', 5)).toEqual([['1', '2'], false]);
      expect(await find('žana@x.hr', 1)).toEqual([['1'], true]);
      expect(await find(`${'x'.repeat(5000)}@x.hr`, 5)).toEqual([['5'], false]);
      await put('1', 'ana@x.hr');
      expect(await find('žana@x.hr', 5)).toEqual([['2'], false]);
    });

    it('are none for a source that has none', async () => {
      expect(await store().snapshots({ sourceId: 'nobody', after: null, limit: 1 })).toEqual({
        items: [],
        hasMore: false,
      });
    });

    it.each([
      ['that is empty', ''],
      ['with a NUL', 'a\0b'],
      ['that is too long', 'x'.repeat(301)],
    ])('refuse a position %s', async (_name, after) => {
      const refused = store().snapshots({ sourceId: 'wacm-eu', after, limit: 1 });
      await expect(refused).rejects.toMatchObject({ code: 'INVALID_VALUE', details: { field: 'after' } });
    });
  });
}
