import { systemClock } from '../../src/domain/clock.ts';
import { Secret } from '../../src/domain/secret.ts';
import { createStore } from '../../src/store/create-store.ts';

/** Opens the store at argv[2], asks it once whether it is there, and closes it. */
const store = await createStore({ url: new Secret(process.argv[2] ?? ''), clock: systemClock });
await store.ping();
await store.close();
