import type { RecordedRequest } from './emulator.ts';

/** A record that is still being filled in. */
export type OpenRecord = { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] };

/** The requests that reached one emulator. */
export interface Journal {
  readonly entries: readonly RecordedRequest[];
  /** Keeps a request from the moment it arrives; status and applied are filled in later. */
  open(request: Omit<RecordedRequest, 'status' | 'applied'>): OpenRecord;
  clear(): void;
}

/** Creates an empty journal that keeps at most `limit` requests. */
export function createJournal(limit: number): Journal {
  const entries: OpenRecord[] = [];
  return {
    entries,
    open(request) {
      const record: OpenRecord = { ...request, status: null, applied: false };
      entries.push(record);
      // A tenth at a time, so that a full journal does not move all of itself on each request.
      if (entries.length > limit) entries.splice(0, Math.max(1, Math.floor(limit / 10)));
      return record;
    },
    clear() {
      entries.length = 0;
    },
  };
}
