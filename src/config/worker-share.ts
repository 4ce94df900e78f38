import type { SourceConfig } from './accord-config.ts';
import type { ProblemList } from './problem-list.ts';

/**
 * One worker's share of what a source allows, so that all of them together keep to it: processes do not tell one another
 * how much they have asked. What cannot be divided among so many is a problem of `server.workers`.
 */
export function workerShare(
  sources: readonly SourceConfig[],
  workers: number,
  problems: ProblemList,
): readonly SourceConfig[] {
  if (workers === 1) return sources;
  for (const { id, limits } of sources) {
    const most = Math.min(limits.concurrency, ...limits.windows.map(({ requests }) => requests));
    if (most >= workers) continue;
    problems.add(
      ['server', 'workers'],
      `must be at most ${most}: each worker takes its share of the limits of "${id}"`,
    );
  }
  const share = (whole: number): number => Math.floor(whole / workers);
  return sources.map(({ limits, ...source }) => ({
    ...source,
    limits: {
      ...limits,
      concurrency: share(limits.concurrency),
      windows: limits.windows.map((window) => ({ ...window, requests: share(window.requests) })),
    },
  }));
}
