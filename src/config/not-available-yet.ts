import type { CacheConfig } from './accord-config.ts';
import type { ProblemList } from './problem-list.ts';

/**
 * What a file can already say and this release does not do yet. This is the one place that refuses it: when a feature
 * arrives, delete its lines here, and the file, its checks and its types are ready.
 */
export function reportNotAvailableYet({ cache }: { cache: CacheConfig | undefined }, problems: ProblemList): void {
  if (cache !== undefined && cache.url.reveal() !== 'memory:') {
    problems.add(['cache', 'url'], 'only memory: is available yet in this release');
  }
  if (cache !== undefined && cache.ttlSeconds > 0) {
    problems.add(['cache', 'ttlSeconds'], 'only 0 (no caching between requests) is available yet in this release');
  }
}
