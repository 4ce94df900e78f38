/** One limit on the attempts that leave for a source. The gate asks all of them, and tells them who goes and who is back. */
export interface Limit {
  /** When one more may go: 0 for at once, Infinity for "when one that is under way has ended". */
  readyAtMs(nowMs: number): number;
  /** The earliest moment at which one more can possibly go that has `ahead` others before it. */
  earliestMs(nowMs: number, ahead: number): number;
  /** How many more may go now; null where that is nothing that a caller could use up. */
  remaining(nowMs: number): number | null;
  /** An attempt goes. */
  entered(): void;
  /** An attempt has ended; `wasSent` is false where the provider certainly saw nothing of it. */
  left(wasSent: boolean, nowMs: number): void;
}
