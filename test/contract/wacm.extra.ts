import { describe, expect, it } from '@jest/globals';
import type { Scene } from './contract.ts';

const READ = 'query ($id: ID!) { account(id: $id) { id freshness email } }';
const LIST =
  'query { accounts(filter: { sources: ["wacm"] }) { nodes { id freshness } problems { code source { id } } } }';
const UPDATE = `mutation ($input: UpdateWacmAccountInput!) {
  updateWacmAccount(input: $input) { outcome account { id freshness } }
}`;

/** What it means that the page has no way to read a user: checks that no table of updates and answers can hold. */
export function describeWacmUnread(scene: () => Scene): void {
  describe('without a read', () => {
    it('WACM-UNSEEN-READ says that there is nothing to read with, and makes no call', async () => {
      const { accord, emulator } = scene();
      emulator.reset();
      const { data, errors } = await accord.query(READ, { id: 'wacm:67002' });
      expect(data?.account ?? null).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: 'READ_NOT_SUPPORTED' } }]);
      expect(emulator.requests).toEqual([]);
    });

    it('WACM-SEEN-READ answers from the last update’s answer, marks it as such, and makes no call', async () => {
      const { accord, emulator } = scene();
      emulator.reset();
      const id = 'wacm:67009';
      const email = emulator.account('67009')?.email;
      const { data } = await accord.query(UPDATE, { input: { id, patch: { email } } });
      expect(data?.updateWacmAccount).toEqual({ outcome: 'APPLIED', account: { id, freshness: 'LIVE' } });
      emulator.put('67009', { email: 'changed.elsewhere@adriatic.example' });
      emulator.clearJournal();
      const read = await accord.query(READ, { id });
      expect(read.data?.account).toEqual({ id, freshness: 'SNAPSHOT', email });
      expect(emulator.requests).toEqual([]);
    });

    it('WACM-LIST says that there is no list, has those that were updated, and makes no call', async () => {
      const { accord, emulator } = scene();
      emulator.reset();
      const { data } = await accord.query(LIST);
      const list = data?.accounts as { nodes: { id: string; freshness: string }[]; problems: unknown };
      expect(list.problems).toEqual([{ code: 'READ_NOT_SUPPORTED', source: { id: 'wacm' } }]);
      // Those of the two checks before this one: one was updated, the other was not.
      expect(list.nodes).toContainEqual({ id: 'wacm:67009', freshness: 'SNAPSHOT' });
      expect(list.nodes.map((node) => node.id)).not.toContain('wacm:67002');
      expect(emulator.requests).toEqual([]);
    });
  });
}
