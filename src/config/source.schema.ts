import { z } from 'zod';
import type { SourceConfig, SourceTimeouts } from './accord-config.ts';
import { readAuth } from './auth.schema.ts';
import type { ConfigPath } from './config-error.ts';
import { formatPath } from './config-error.ts';
import type { ProblemList } from './problem-list.ts';
import { isMapping } from './problem-list.ts';
import type { ProviderConfigSpec } from './provider-config-spec.ts';
import { readBreaker, readLimits, readRetries } from './limits.schema.ts';
import { expected, integerSetting, plainText, textSetting } from './scalar.schema.ts';
import { baseUrlSetting } from './web-url.schema.ts';

/** The keys that every source has and that are values by themselves. */
export const sourceSchema = z.object({
  id: z
    .string({ error: expected('text of the form [a-z][a-z0-9-]{0,31}') })
    .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a letter a-z, then at most 31 of a-z, 0-9 and "-"')
    .describe('Unique; part of the id of every account of this source.'),
  label: textSetting(plainText)
    .max(100, 'must be at most 100 characters long')
    .optional()
    .describe('For people. Default: the id.'),
  baseUrl: baseUrlSetting.describe('https, unless its host is loopback; the path is kept as a prefix.'),
});

const timeoutMs = integerSetting({ min: 1, max: 600_000 }).optional();
/** How long a source may take, in milliseconds. */
export const timeoutsSchema = z.object({
  connectMs: timeoutMs.describe('For one connection. Default: 2000.'),
  attemptMs: timeoutMs.describe('For one request and its answer. Default: 10000.'),
  operationMs: timeoutMs.describe('For all attempts together. Default: 25000.'),
});

/** The keys of a source that are not settings of its provider. */
const sourceKeys = [
  ...['id', 'provider', 'label', 'baseUrl', 'auth'],
  ...['limits', 'timeouts', 'retries', 'breaker'],
] as const;

/** Reads the list of sources. What comes back is whole only while `problems` stays empty. */
export function readSources(
  value: unknown,
  providers: readonly ProviderConfigSpec[],
  problems: ProblemList,
): SourceConfig[] {
  if (!Array.isArray(value) || value.length === 0) {
    const state = value === undefined ? 'is missing; it ' : '';
    problems.add(['sources'], `${state}must be a list with at least one source`);
    return [];
  }
  reportRepeatedIds(value, problems);
  return value
    .map((source: unknown, index) => readSource(source, providers, { path: ['sources', index], problems }))
    .filter((source) => source !== undefined);
}

interface Place {
  readonly path: ConfigPath;
  readonly problems: ProblemList;
}

function readSource(
  value: unknown,
  providers: readonly ProviderConfigSpec[],
  { path, problems }: Place,
): SourceConfig | undefined {
  if (!isMapping(value)) {
    problems.add(path, `must be a mapping with the keys ${sourceKeys.join(', ')}`);
    return undefined;
  }
  const { id, provider, label, baseUrl, auth, limits, timeouts, retries, breaker, ...rest } = value;
  const spec = findProvider(provider, providers, { path: [...path, 'provider'], problems });
  const own = problems.readObject({ schema: sourceSchema }, { id, label, baseUrl }, path);
  const ownAuth = readAuth({ value: auth, spec }, [...path, 'auth'], problems);
  const policies = readPolicies({ limits, timeouts, retries, breaker }, spec, { path, problems });
  if (spec === undefined) return undefined; // which other keys are right depends on the provider
  const knownKeys = [...sourceKeys, ...Object.keys(spec.settings.shape)];
  const settings = problems.readObject({ schema: spec.settings, knownKeys }, rest, path);
  if (own === undefined || ownAuth === undefined || policies === undefined || settings === undefined) return undefined;
  return {
    id: own.id,
    provider: spec.provider,
    label: own.label ?? own.id,
    baseUrl: own.baseUrl,
    auth: ownAuth,
    ...policies,
    settings,
  };
}

type Policies = Pick<SourceConfig, 'limits' | 'timeouts' | 'retries' | 'breaker'>;

/** How a source is treated. Where its provider is not known, its problems are found all the same. */
function readPolicies(
  value: Readonly<Record<keyof Policies, unknown>>,
  spec: ProviderConfigSpec | undefined,
  { path, problems }: Place,
): Policies | undefined {
  const at = (key: keyof Policies): Place => ({ path: [...path, key], problems });
  // Only what is left out has a default: `limits:` with nothing behind it is a mistake, and `breaker:` is null.
  const {
    limits: givenLimits = {},
    timeouts: givenTimeouts = {},
    retries: givenRetries = {},
    breaker: givenBreaker = {},
  } = value;
  const limits = readLimits(givenLimits, spec?.defaultLimits ?? { windows: [], concurrency: 1 }, at('limits'));
  const timeouts = readTimeouts(givenTimeouts, at('timeouts'));
  const retries = readRetries(givenRetries, at('retries'));
  const breaker = readBreaker(givenBreaker, at('breaker'));
  if (limits === undefined || timeouts === undefined || retries === undefined || breaker === undefined)
    return undefined;
  return { limits, timeouts, retries, breaker };
}

function findProvider(value: unknown, providers: readonly ProviderConfigSpec[], { path, problems }: Place) {
  const spec = providers.find(({ provider }) => provider === value);
  if (spec === undefined) {
    const wanted = `one of ${providers.map(({ provider }) => provider).join(', ')}`;
    problems.add(path, value === undefined ? `is missing; it must be ${wanted}` : `must be ${wanted}`);
  }
  return spec;
}

function readTimeouts(value: unknown, { path, problems }: Place): SourceTimeouts | undefined {
  const read = problems.readObject({ schema: timeoutsSchema }, value, path);
  if (read === undefined) return undefined;
  // A default never contradicts what the file says: an inner one shrinks, and an outer one grows, to fit.
  const operationMs = read.operationMs ?? Math.max(25_000, read.attemptMs ?? 0, read.connectMs ?? 0);
  const attemptMs = read.attemptMs ?? Math.min(Math.max(10_000, read.connectMs ?? 0), operationMs);
  const connectMs = read.connectMs ?? Math.min(2_000, attemptMs);
  if (attemptMs > operationMs) problems.add([...path, 'attemptMs'], 'must not be more than operationMs');
  if (connectMs > attemptMs) {
    const outer = read.attemptMs === undefined ? 'operationMs' : 'attemptMs';
    problems.add([...path, 'connectMs'], `must not be more than ${outer}`);
  }
  return { connectMs, attemptMs, operationMs };
}

function reportRepeatedIds(sources: readonly unknown[], problems: ProblemList): void {
  const firstAt = new Map<string, number>();
  for (const [index, source] of sources.entries()) {
    const id = isMapping(source) ? source.id : undefined;
    if (typeof id !== 'string') continue;
    const first = firstAt.get(id);
    if (first === undefined) firstAt.set(id, index);
    else problems.add(['sources', index, 'id'], `must be unique; ${formatPath(['sources', first])} has it already`);
  }
}
