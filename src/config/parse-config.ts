import { z } from 'zod';
import type { AccessConfig, AccordConfig, ServerConfig, TrustedDocuments } from './accord-config.ts';
import { ConfigError } from './config-error.ts';
import type { Variables } from './interpolation.ts';
import { isLoopbackHost } from './loopback.ts';
import type { ProblemContext } from './problem-list.ts';
import { isMapping, ProblemList } from './problem-list.ts';
import type { ProviderConfigSpec } from './provider-config-spec.ts';
import { accessSchemas, cacheSchema, requestLimitsSchema, serverSchema, storeSchema } from './section.schema.ts';
import { readServerOverride } from './server-override.ts';
import { readSources } from './source.schema.ts';
import { workerShare } from './worker-share.ts';

/** What a document is read with. */
export interface ParseConfigOptions {
  /** For HOST and PORT, which win over the document. */
  readonly env: Variables;
  readonly providers: readonly ProviderConfigSpec[];
  /** What was read, for the error's first line. Default: "The configuration". */
  readonly subject?: string;
  /** What the file that `access.documents` names holds. */
  readonly documents?: TrustedDocuments | undefined;
  /** Problems of an earlier step, told together with what is found here, and what is known of the file. */
  readonly earlier?: ProblemContext & { readonly problems: ProblemList };
}

const rootSchema = z.object({
  server: z.unknown().optional(),
  access: z.unknown().optional(),
  store: z.unknown().optional(),
  cache: z.unknown().optional(),
  limits: z.unknown().optional(),
  sources: z.unknown().optional(),
});

/**
 * Checks a document that was written in code or read from a file, with every rule of the configuration.
 *
 * @throws {ConfigError} with all problems at once.
 */
export function parseConfig(document: unknown, options: ParseConfigOptions): AccordConfig {
  const { subject = 'The configuration', earlier } = options;
  const problems = new ProblemList(earlier);
  const root = problems.readObject({ schema: rootSchema }, document, []);
  // Unknown keys at the root must not hide what is wrong below it.
  const sections = root ?? (isMapping(document) ? document : undefined);
  const config = sections === undefined ? undefined : readSections(sections, options, problems);
  const all = [...(earlier?.problems.problems ?? []), ...problems.problems];
  if (all.length > 0 || config === undefined) throw new ConfigError(subject, all);
  return config;
}

function readSections(
  {
    server = {},
    access = { mode: 'open' },
    store = {},
    cache = {},
    limits = {},
    sources,
  }: Readonly<Record<string, unknown>>,
  { env, providers, documents }: ParseConfigOptions,
  problems: ProblemList,
): AccordConfig | undefined {
  const listen = readServer(server, env, problems);
  const callers = readAccess(access, documents, problems);
  const record = problems.readObject({ schema: storeSchema }, store, ['store']);
  const kept = problems.readObject({ schema: cacheSchema }, cache, ['cache']);
  const most = problems.readObject({ schema: requestLimitsSchema }, limits, ['limits']);
  if (callers?.mode === 'open' && listen !== undefined) reportOpenToOthers(listen, problems);
  const all = readSources(sources, providers, problems);
  if (listen && record && kept) reportUnshared(listen, { store: record, cache: kept }, problems);
  const shares = workerShare(all, listen?.workers ?? 1, problems);
  if (!listen || !callers || !record || !kept || !most) return undefined;
  return { server: listen, access: callers, store: record, cache: kept, limits: most, sources: shares };
}

// What several processes would each have for themselves: a folder is locked by one, memory is not shared.
function reportUnshared(
  { workers }: ServerConfig,
  { store, cache }: Pick<AccordConfig, 'store' | 'cache'>,
  problems: ProblemList,
): void {
  if (workers === 1) return;
  if (store.url.reveal().startsWith('pglite:')) {
    problems.add(['server', 'workers'], 'must be 1 with an embedded store; several need one postgres:// database');
  }
  if (cache.ttlSeconds > 0 && cache.url.reveal() === 'memory:') {
    problems.add(['server', 'workers'], 'must be 1 with a cache in memory; several need one redis:// server');
  }
}

function readServer(value: unknown, env: Variables, problems: ProblemList): ServerConfig | undefined {
  const override = readServerOverride(env, problems);
  const read = problems.readObject({ schema: serverSchema }, value, ['server']);
  return read && { ...read, ...override };
}

function readAccess(
  value: unknown,
  trusted: TrustedDocuments | undefined,
  problems: ProblemList,
): AccessConfig | undefined {
  const mode = isMapping(value) ? value.mode : undefined;
  if (mode === 'open' || mode === 'jwt') {
    const read = problems.readObject({ schema: accessSchemas[mode] }, value, ['access']);
    if (read === undefined) return undefined;
    const { documents, ...others } = read;
    if (documents === undefined) return others;
    // Never without them: somebody who names a file means to run nothing else.
    if (trusted === undefined) problems.add(['access', 'documents'], 'could not be read');
    return trusted && { ...others, documents: trusted };
  }
  problems.add(['access', 'mode'], `${mode === undefined ? 'is missing; it ' : ''}must be open or jwt`);
  return undefined;
}

function reportOpenToOthers({ host }: ServerConfig, problems: ProblemList): void {
  if (isLoopbackHost(host)) return;
  const why = 'other machines can reach this host, and every caller would be "anonymous" with all scopes';
  problems.add(
    ['access', 'mode'],
    `open is refused where server.host (or HOST) is not loopback (127.0.0.0/8, ::1 or localhost): ${why}`,
  );
}
