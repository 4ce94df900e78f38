import { demoCredentials as cpp } from '../emulators/cpp/cpp.emulator.ts';
import { demoCredentials as huawei } from '../emulators/huawei-cloud/huawei-cloud.emulator.ts';
import { demoCredentials as kameleoon } from '../emulators/kameleoon/kameleoon.emulator.ts';
import { demoCredentials as kibo } from '../emulators/kibo/kibo.emulator.ts';
import { createEmulators, type EmulatorOptionsById } from '../emulators/registry.ts';
import type { Emulator, EmulatorId } from '../emulators/shared/emulator.ts';
import { demoCredentials as wacm } from '../emulators/wacm/wacm.emulator.ts';

/** A source as a configuration file writes it. */
export interface SourceDocument extends Readonly<Record<string, unknown>> {
  readonly id: EmulatorId;
  readonly provider: EmulatorId;
  readonly baseUrl: string;
  readonly auth: Readonly<Record<string, unknown>>;
}

/** The emulated providers, and the sources that point at them. */
export interface DemoProviders {
  readonly emulators: Readonly<Record<EmulatorId, Emulator>>;
  /** The `sources` of a configuration, whose ids are the providers' names. */
  readonly sources: readonly SourceDocument[];
  close(): Promise<void>;
}

/** What each provider's source needs beside its base URL. */
const settings: Readonly<Record<EmulatorId, (baseUrl: string) => Pick<SourceDocument, 'auth'>>> = {
  kameleoon: (baseUrl) => ({
    label: 'Kameleoon',
    auth: { type: 'oauth2', tokenUrl: `${baseUrl}/oauth/token`, ...kameleoon },
  }),
  kibo: (baseUrl) => ({
    label: 'Kibo Commerce',
    auth: {
      type: 'oauth2',
      tokenUrl: `${baseUrl}/platform/applications/authtickets/oauth`,
      clientId: kibo.clientId,
      clientSecret: kibo.clientSecret,
    },
    tenantId: kibo.tenantId,
    siteId: kibo.siteId,
  }),
  wacm: () => ({ label: 'Wasabi WACM', auth: { type: 'basic', ...wacm } }),
  'huawei-cloud': () => ({ label: 'Huawei Cloud', auth: { type: 'aksk', ...huawei } }),
  cpp: () => ({ label: 'CPP', auth: cpp }),
};

/** Starts the five emulators, each on a free port of loopback. */
export async function startDemoProviders(options: EmulatorOptionsById = {}): Promise<DemoProviders> {
  const emulators = createEmulators(options);
  const sources = await Promise.all(
    Object.values(emulators).map(async (emulator) => {
      const { provider, basePath } = emulator;
      const baseUrl = `${await emulator.listen()}${basePath}`;
      return { id: provider, provider, baseUrl, ...settings[provider](baseUrl) };
    }),
  );
  return {
    emulators,
    sources,
    close: async () => {
      await Promise.all(Object.values(emulators).map((emulator) => emulator.close()));
    },
  };
}
