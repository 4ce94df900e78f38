import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordedRequest } from '../../src/emulators/shared/emulator.ts';
import { startInStillTime, type AccordInStillTime } from '../support/accord-in-still-time.ts';
import { safety } from '../support/safety.ts';

let accord: AccordInStillTime;
beforeAll(async () => {
  // Room for a stampede.
  const limits = { windows: [], concurrency: 100 };
  accord = await startInStillTime({ people: 200, sources: { kameleoon: { limits }, kibo: { limits } } });
});
afterAll(() => accord.close());

describe('a token that dies', () => {
  it.each(['kameleoon', 'kibo'] as const)(
    safety('credentials', '%s: under 100 concurrent requests one new token is fetched, and no request fails'),
    async (id) => {
      const emulator = accord.emulators[id];
      const ids = emulator.accounts().slice(0, 100);
      // Half of them in each operation, so that all leave before the first one is answered.
      const fields = ids.map((account, index) => `a${index}: account(id: "${id}:${String(account.id)}") { id }`);
      const read = () =>
        Promise.all([fields.slice(0, 50), fields.slice(50)].map((half) => accord.query(`{ ${half.join(' ')} }`)));
      await read();
      emulator.clearJournal();
      emulator.revokeTokens();
      const answers = await read();
      expect(answers.map(({ errors, data }) => [errors, Object.values(data ?? {}).filter(Boolean).length])).toEqual([
        [undefined, 50],
        [undefined, 50],
      ]);
      const count = (test: (request: RecordedRequest) => boolean) => emulator.requests.filter(test).length;
      expect(count(({ kind }) => kind === 'token')).toBe(1);
      expect(count(({ status }) => status === 401)).toBeGreaterThan(25);
      expect(count(({ kind, status }) => kind === 'read' && status === 200)).toBe(100);
    },
  );
});
