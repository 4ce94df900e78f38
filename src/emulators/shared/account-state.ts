import type { Fields } from './emulator.ts';

/** What a fault does to updates while one request is handled. */
export interface UpdateHindrance {
  /** Nothing is stored; `save` answers what was there before. */
  readonly frozen: boolean;
  /** Top-level fields that keep their old value. */
  readonly dropFields: readonly string[];
}

/** How the accounts of one emulator are kept. */
export interface AccountStateOptions {
  /** Builds the first state anew; called at creation and at each reset. */
  seed(): Iterable<readonly [key: string, fields: Fields]>;
  /** Makes keys comparable, for example lower case. Default: as they are. */
  readonly normalizeKey?: (key: string) => string;
  /** Top-level fields that every update silently leaves as they were. Default none. */
  readonly dropFields?: readonly string[];
}

/** The accounts of one provider, in order of creation. */
export interface AccountState {
  /** The account itself, not a copy: read it, never change it. */
  get(key: string): Readonly<Fields> | undefined;
  /** All accounts with their keys, not copies: read them, never change them. */
  entries(): IterableIterator<[string, Readonly<Fields>]>;
  /**
   * Replaces a whole account and answers what is stored afterwards. Dropped fields and a frozen state make that differ
   * from what was given, so answers must be built from what this returns.
   */
  save(key: string, fields: Fields): Readonly<Fields>;
  /** Merges fields into an account behind the API's back, creating it where there is none. */
  put(key: string, fields: Fields): void;
  /** Runs one request handler under a hindrance, which holds until the next one is set: every handler runs here. */
  during<T>(hindrance: UpdateHindrance, handle: () => T): T;
  /** Grows by one with each stored update. */
  revision(): number;
  reset(): void;
}

const UNHINDERED: UpdateHindrance = { frozen: false, dropFields: [] };

/** Creates the accounts of one emulator from its seed. */
export function createAccountState(options: AccountStateOptions): AccountState {
  const normalize = options.normalizeKey ?? ((key: string) => key);
  const accounts = new Map<string, Fields>();
  let hindrance = UNHINDERED;
  let revision = 0;

  function reset(): void {
    accounts.clear();
    for (const [key, fields] of options.seed()) accounts.set(normalize(key), fields);
  }

  function save(key: string, fields: Fields): Readonly<Fields> {
    const before = accounts.get(normalize(key));
    if (hindrance.frozen && before !== undefined) return before;
    const next = { ...fields };
    for (const name of [...(options.dropFields ?? []), ...hindrance.dropFields]) {
      if (before !== undefined && name in before) next[name] = before[name];
    }
    accounts.set(normalize(key), next);
    revision += 1;
    return next;
  }

  reset();
  return {
    get: (key) => accounts.get(normalize(key)),
    entries: () => accounts.entries(),
    save,
    put(key, fields) {
      accounts.set(normalize(key), { ...accounts.get(normalize(key)), ...structuredClone(fields) });
    },
    during(next, handle) {
      hindrance = next;
      return handle();
    },
    revision: () => revision,
    reset,
  };
}
