import { z } from 'zod';
import type { SourceBreaker, SourceLimits, SourceRetries } from './accord-config.ts';
import type { ConfigPath } from './config-error.ts';
import type { ProblemList } from './problem-list.ts';
import type { ProviderLimits, RequestWindow } from './provider-config-spec.ts';
import { expected, integerSetting, numberSetting } from './scalar.schema.ts';

const pauseMs = integerSetting({ min: 1, max: 86_400_000 }).optional();

const windowSchema = z.strictObject({
  requests: integerSetting({ min: 1, max: 100_000 }),
  perSeconds: numberSetting({ min: 0.001, max: 86_400 }),
  only: z
    .literal('reads', { error: expected('reads, or left out') })
    .optional()
    .describe('reads: nothing else counts. Default: all requests count.'),
});

/** `limits:` of a source: what it may override of its provider's limits. */
export const limitsSchema = z.object({
  requestsPerSecond: z
    .union([z.null(), numberSetting({ min: 0.001, max: 100_000 })], {
      error: expected('a number from 0.001 to 100000, or null for no limit'),
    })
    .optional()
    .describe('null: no limit. Default: what the provider documents.'),
  windows: z
    .array(windowSchema, { error: expected('a list of windows such as { requests: 50, perSeconds: 10 }') })
    .max(8, 'must be at most 8 windows')
    .optional()
    .describe('All of them hold at the same time, beside requestsPerSecond. Default: what the provider documents.'),
  concurrency: integerSetting({ min: 1, max: 10_000 }).optional().describe('Requests in flight at one time.'),
  queue: integerSetting({ min: 0, max: 1_000_000 })
    .optional()
    .describe('Reads, and writes, that may wait for their turn; more are refused at once. Default: 1000.'),
  pauseMs: pauseMs.describe(
    'How long to wait after a 429 that does not say how long. Default: the provider’s, or 1000.',
  ),
  maxPauseMs: integerSetting({ min: 0, max: 86_400_000 })
    .optional()
    .describe('Never longer after a 429, whatever it says; 0: not at all. Default: 3600000.'),
});

/** `retries:` of a source. */
export const retriesSchema = z.object({
  attempts: integerSetting({ min: 1, max: 10 }).default(3).describe('With the first one. Default: 3.'),
  percent: integerSetting({ min: 0, max: 100 })
    .default(20)
    .describe('Retries at most, of all that is sent to the source. Default: 20.'),
});

/** `breaker:` of a source. */
export const breakerSchema = z.object({
  failures: integerSetting({ min: 1, max: 31 }).default(5).describe('It opens when so many … Default: 5.'),
  ofCalls: integerSetting({ min: 1, max: 31 }).default(10).describe('… of the last so many have failed. Default: 10.'),
  pauseMs: pauseMs.default(5_000).describe('How long it stays open; doubles while probes fail. Default: 5000.'),
  maxPauseMs: pauseMs.default(60_000).describe('The longest that it grows to. Default: 60000.'),
});

interface Place {
  readonly path: ConfigPath;
  readonly problems: ProblemList;
}

/** Reads a source's limits; `defaults` are its provider's. */
export function readLimits(
  value: unknown,
  defaults: ProviderLimits,
  { path, problems }: Place,
): SourceLimits | undefined {
  const read = problems.readObject({ schema: limitsSchema }, value, path);
  if (read === undefined) return undefined;
  const { requestsPerSecond, windows, concurrency, queue = 1_000, pauseMs, maxPauseMs = 3_600_000 } = read;
  // Whoever says anything of the pace says all of it: a documented limit would otherwise be there unseen.
  const own = requestsPerSecond !== undefined || windows !== undefined;
  return {
    windows: own ? [...perSecond(requestsPerSecond ?? null), ...(windows ?? [])] : defaults.windows,
    concurrency: concurrency ?? defaults.concurrency,
    queue,
    pauseMs: pauseMs ?? defaults.pauseMs ?? 1_000,
    maxPauseMs,
  };
}

/** Reads `retries:`; null, which switches them off, stays null. */
export function readRetries(value: unknown, { path, problems }: Place): SourceRetries | null | undefined {
  return value === null ? null : problems.readObject({ schema: retriesSchema }, value, path);
}

/** Reads `breaker:`; null, which switches it off, stays null. */
export function readBreaker(value: unknown, { path, problems }: Place): SourceBreaker | null | undefined {
  if (value === null) return null;
  const read = problems.readObject({ schema: breakerSchema }, value, path);
  if (read === undefined) return undefined;
  if (read.failures > read.ofCalls) problems.add([...path, 'failures'], 'must not be more than ofCalls');
  // A default never contradicts what the file says.
  return { ...read, maxPauseMs: Math.max(read.maxPauseMs, read.pauseMs) };
}

/** A window of whole requests with this rate: a second, or about one, or as long as one request may take. */
function perSecond(rate: number | null): readonly RequestWindow[] {
  if (rate === null) return [];
  const requests = Math.max(1, Math.floor(rate));
  return [{ requests, perSeconds: requests / rate }];
}
