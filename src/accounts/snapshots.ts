import type { Reading } from '../domain/datasource.ts';

/** The last full answer of a provider for an account, kept for sources that cannot be read. */
export interface Snapshots {
  get(accountId: string): Reading | null;
  put(reading: Reading): void;
}

/** Snapshots of this process, the most recently written ones. They are gone with it. */
export function memorySnapshots(capacity = 10_000): Snapshots {
  const readings = new Map<string, Reading>();
  return {
    get: (accountId) => readings.get(accountId) ?? null,
    put(reading) {
      const { id } = reading.account;
      readings.delete(id);
      readings.set(id, { ...reading, account: { ...reading.account, freshness: 'SNAPSHOT' } });
      // A Map keeps the order of insertion: the first key is the one that was written longest ago.
      const [oldest] = readings.keys();
      if (readings.size > capacity && oldest !== undefined) readings.delete(oldest);
    },
  };
}
