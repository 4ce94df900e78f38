import type { UpstreamMeter } from '../domain/datasource.ts';

/** What one request of ours has cost upstream so far. */
export class UpstreamCalls implements UpstreamMeter {
  readonly #bySource = new Map<string, number>();

  count(sourceId: string): void {
    this.#bySource.set(sourceId, (this.#bySource.get(sourceId) ?? 0) + 1);
  }

  /** As `extensions.upstream` has it: all calls, and those of each source that was called. */
  report(): { readonly calls: number; readonly bySource: Readonly<Record<string, number>> } {
    const calls = [...this.#bySource.values()].reduce((sum, count) => sum + count, 0);
    return { calls, bySource: Object.fromEntries(this.#bySource) };
  }
}
