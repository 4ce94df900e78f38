import { describe, expect, it } from '@jest/globals';
import { createEmulators } from './registry.ts';
import { createPeople } from './shared/people.ts';

describe('the emulators together', () => {
  it('EMU-ALL-01 start side by side, refuse strangers, and close leaving nothing', async () => {
    const emulators = Object.entries(createEmulators());
    const samplePaths: Record<string, [method: string, path: string]> = {
      kameleoon: ['GET', '/accounts'],
      kibo: ['GET', '/platform/adminuser/accounts'],
      wacm: ['PUT', '/v1/channel-accounts/users/67001'],
      'huawei-cloud': ['GET', '/v1/organizations/accounts'],
      cpp: ['GET', '/api/account/users'],
    };
    for (const [id, emulator] of emulators) {
      expect(emulator.provider).toBe(id);
      const origin = await emulator.listen();
      const [method, path] = samplePaths[id] ?? ['GET', '/'];
      const answer = await fetch(origin + emulator.basePath + path, { method });
      expect([id, answer.status]).toEqual([id, 401]);
      await answer.text();
      await emulator.close();
      await expect(fetch(origin)).rejects.toThrow();
    }
    expect(emulators).toHaveLength(5);
  });

  it('EMU-ALL-02 know the same people, each by the options of their own', () => {
    const people = createPeople(100);
    const options = { people };
    const emulators = createEmulators({
      kameleoon: options,
      kibo: options,
      wacm: options,
      'huawei-cloud': options,
      cpp: {},
    });
    for (const [id, emulator] of Object.entries(emulators)) {
      const known = id === 'cpp' ? people.slice(0, 40) : people;
      const members = known.filter(({ providers }) => providers.includes(emulator.provider));
      expect([id, emulator.accounts().length]).toEqual([id, members.length]);
    }
  });
});
