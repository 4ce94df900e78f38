/** Where a cache keeps its values. Any call may reject, and may take as long as it likes. */
export interface CacheStore {
  /** What is there of each key, in their order; undefined where nothing is, or what was is out of date. */
  getMany(keys: readonly string[]): Promise<readonly unknown[]>;
  /** Keeps a value made of plain objects, lists, text, numbers, booleans, Dates and null. */
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
  close(): Promise<void>;
}
