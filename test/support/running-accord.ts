import { startDemoProviders, type DemoProviders, type SourceDocument } from '../../src/cli/demo-providers.ts';
import { compose } from '../../src/compose.ts';
import type { AccordConfig, TrustedDocuments } from '../../src/config/accord-config.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { systemClock, type Clock } from '../../src/domain/clock.ts';
import type { EmulatorOptionsById } from '../../src/emulators/registry.ts';
import type { Emulator, EmulatorId } from '../../src/emulators/shared/emulator.ts';
import { providers } from '../../src/providers/registry.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { createClient, type Client } from './client.ts';

/** The whole product over five emulators, on real HTTP, with a client in front. */
export interface RunningAccord extends Client {
  /** Where it listens, e.g. `http://127.0.0.1:41234`. */
  readonly origin: string;
  readonly emulators: Readonly<Record<EmulatorId, Emulator>>;
  /** The configuration as it was read. */
  readonly config: AccordConfig;
  /** Everything that was logged so far, one JSON object on a line. */
  readonly log: () => string;
  close(): Promise<void>;
}

export interface RunningAccordOptions {
  /** Default: the machine's own. */
  readonly clock?: Clock;
  /** Default: `pglite:memory`. */
  readonly storeUrl?: string;
  /** Changes to single sources of the configuration, by source id. */
  readonly sources?: Partial<Record<EmulatorId, Readonly<Record<string, unknown>>>>;
  /** Changes to the credentials of single sources, by source id. */
  readonly auth?: Partial<Record<EmulatorId, Readonly<Record<string, unknown>>>>;
  /** Only these documents are run. Default: all. */
  readonly documents?: TrustedDocuments;
  /** Sources beside those of the five providers, made of them. */
  readonly moreSources?: (sources: readonly SourceDocument[]) => readonly Readonly<Record<string, unknown>>[];
  /** `access`. Default: open. */
  readonly access?: Readonly<Record<string, unknown>>;
  /** Default: none between requests. */
  readonly cache?: { readonly url?: string; readonly ttlSeconds: number };
  /** Changes to `limits`. */
  readonly limits?: Readonly<Record<string, number>>;
  /**
   * Whether sources are treated as they are by default. `off` unless a test is about that: then each call is one attempt,
   * so that a test may count calls, provoke failures and hurry.
   */
  readonly policies?: 'off' | 'default';
  /** Options for single emulators, by provider. */
  readonly emulators?: EmulatorOptionsById;
}

const policiesOff = { retries: null, breaker: null, limits: { windows: [], maxPauseMs: 0 } };

/** Starts it on free ports. Source ids are the providers' names. What was started before a failure is closed again. */
export async function startAccord(options: RunningAccordOptions = {}): Promise<RunningAccord> {
  const demo = await startDemoProviders(options.emulators);
  try {
    return await startOver(demo, options);
  } catch (error) {
    await demo.close();
    throw error;
  }
}

async function startOver(demo: DemoProviders, options: RunningAccordOptions): Promise<RunningAccord> {
  const lines: string[] = [];
  const logger = createLogger({ level: 'debug', destination: { write: (line: string) => void lines.push(line) } });
  const config = parseConfig(
    {
      store: { url: options.storeUrl ?? 'pglite:memory' },
      access: { mode: 'open', ...options.access, ...(options.documents && { documents: 'of the test' }) },
      limits: options.limits ?? {},
      cache: options.cache ?? {},
      sources: [
        ...demo.sources.map((source) => ({
          ...source,
          ...(options.policies === 'default' ? undefined : policiesOff),
          auth: { ...source.auth, ...options.auth?.[source.id] },
          ...options.sources?.[source.id],
        })),
        ...(options.moreSources?.(demo.sources) ?? []),
      ],
    },
    { env: { PORT: '0' }, providers: providers.map(({ config }) => config), documents: options.documents },
  );
  const accord = await compose(config, { providers, clock: options.clock ?? systemClock, logger });
  const origin = await accord.server.listen(config.server);
  return {
    ...createClient(`${origin}/graphql`),
    origin,
    emulators: demo.emulators,
    config,
    log: () => lines.join(''),
    async close() {
      await accord.close();
      await demo.close();
    },
  };
}
