import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../../src/domain/clock.ts';
import { Secret } from '../../src/domain/secret.ts';
import { createStore } from '../../src/store/create-store.ts';
import { begin, newOperation, operationEnd, reading } from './samples.ts';

/** Records updates of some accounts in the store at argv[2], and says what the second half left in memory: `kept BYTES`. */
const HALF = 1_000;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const store = await createStore({ url: new Secret(process.argv[2] ?? ''), clock: systemClock });

async function recordUpdates(): Promise<number> {
  for (let count = 0; count < HALF; count += 1) {
    const accountId = `kibo-eu:${count % 50}`;
    const operation = newOperation({ accountId });
    await begin(store, operation);
    await store.finish(operationEnd(operation.id, { snapshot: reading(accountId) }));
  }
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const before = await recordUpdates();
const after = await recordUpdates();
process.stdout.write(`kept ${after - before}\n`);
await store.close();
