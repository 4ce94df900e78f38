import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { systemClock } from '../../src/domain/clock.ts';
import { createStore, type StoreOptions } from '../../src/store/create-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { Backend, TestDatabase } from './backends.ts';

/** What a suite is given: a database of its own, made before its tests. */
export interface Bench {
  /** The store that most tests use. */
  readonly store: () => Store;
  readonly database: () => TestDatabase;
  /** Another store over the same database, as another process would have it. Closed after the tests. */
  readonly another: (options?: Partial<StoreOptions>) => Promise<Store>;
}

// An embedded database is made in WebAssembly, which takes seconds on a busy machine.
const MAKING_MS = 120_000;

/**
 * Runs a suite over a database of its own, and afterwards looks for what was left behind. Where the backend is missing
 * the tests are skipped under a name that says why, for the reporter.
 */
export function describeOn(backend: Backend, subject: string, suite: (bench: Bench) => void): void {
  if (backend.missing !== null) {
    describe.skip(`${subject} on ${backend.name} (${backend.missing})`, () => {
      suite(benchOf(() => neverMade()));
    });
    return;
  }
  describe(`${subject} on ${backend.name}`, () => {
    let made: Made | null = null;
    const bench = benchOf(() => made ?? neverMade());
    beforeAll(async () => {
      const database = await backend.create();
      made = { database, stores: [] };
      await bench.another();
    }, MAKING_MS);
    afterAll(async () => {
      if (made === null) return;
      await Promise.all(made.stores.map((store) => store.close()));
      const left = await connectionsLeft(made.database);
      await made.database.drop();
      expect(left).toBe(0);
    }, MAKING_MS);
    suite(bench);
  });
}

interface Made {
  readonly database: TestDatabase;
  readonly stores: Store[];
}

function benchOf(made: () => Made): Bench {
  return {
    store: () => made().stores[0] ?? neverMade(),
    database: () => made().database,
    async another(options = {}) {
      const { database, stores } = made();
      const store = await createStore({ url: database.url, clock: systemClock, ...options });
      stores.push(store);
      return store;
    },
  };
}

/** The server notices a closed connection a moment later. */
async function connectionsLeft(database: TestDatabase): Promise<number> {
  const giveUpAt = Date.now() + 5_000;
  for (;;) {
    const left = await database.connections();
    if (left === 0 || Date.now() > giveUpAt) return left;
  }
}

function neverMade(): never {
  throw new Error('The store of this suite was not made.');
}
