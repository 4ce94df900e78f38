import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { hasTaskset } from './child-process.ts';

/** What a figure depends on beside the code. */
export interface Machine {
  readonly at: string;
  /** With a star where files differ from it. */
  readonly commit: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly isPinned: boolean;
  /** Of the last minute. */
  readonly loadAverage: number;
}

/** The machine as it is at this moment. */
export function machineNow(): Machine {
  return {
    at: new Date().toISOString(),
    commit: commitNow(),
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    isPinned: hasTaskset,
    loadAverage: loadavg()[0] ?? NaN,
  };
}

function commitNow(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain', '--', 'src') === '' ? '' : '*');
  } catch {
    return 'unknown';
  }
}
