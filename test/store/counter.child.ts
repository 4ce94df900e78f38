import { systemClock } from '../../src/domain/clock.ts';
import { Secret } from '../../src/domain/secret.ts';
import { createStore } from '../../src/store/create-store.ts';
import { reading } from './samples.ts';

/**
 * Adds 1 to a counter argv[3] times, four at once, at the store argv[2]: each time it reads it and writes it back, which
 * loses additions unless the account's lock keeps everybody else away.
 */
const accountId = 'kibo-eu:counter';
const store = await createStore({ url: new Secret(process.argv[2] ?? ''), clock: systemClock });

async function addOne(): Promise<void> {
  await store.withAccountLock(accountId, async () => {
    const { wire } = (await store.snapshot(accountId)) ?? { wire: { count: 0 } };
    const { count } = wire as { count: number };
    await store.putSnapshot({ ...reading(accountId), wire: { count: count + 1 } });
  });
}

const total = Number(process.argv[3]);
for (let done = 0; done < total; done += 4) await Promise.all([addOne(), addOne(), addOne(), addOne()]);
await store.close();
