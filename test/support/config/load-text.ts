import type { AccordConfig } from '../../../src/config/accord-config.ts';
import { ConfigError } from '../../../src/config/config-error.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { providerSpecs } from './provider-specs.ts';

/** What stands for every secret in these tests: it may be in no problem's text. */
export const canary = 'cAnArY7731';

interface World {
  readonly env?: Readonly<Record<string, string>>;
  /** Files by absolute path; everything else does not exist. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Loads a configuration from text, as if it stood in /etc/accord/accord.yaml. */
export async function loadText(text: string, { env = {}, files = {} }: World = {}): Promise<AccordConfig> {
  const all: Readonly<Record<string, string>> = { ...files, '/etc/accord/accord.yaml': text };
  const readFile = (path: string) => {
    const found = all[path];
    return found === undefined
      ? Promise.reject(Object.assign(new Error(`no ${canary}`), { code: 'ENOENT' }))
      : Promise.resolve(found);
  };
  return loadConfig({ path: '/etc/accord/accord.yaml', env, readFile, providers: providerSpecs });
}

/** The problems of a text as `path: message`; throws where it has none, or where one shows the canary. */
export async function problemsOf(text: string, world: World = {}): Promise<string[]> {
  const error = await loadText(text, world).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) throw new Error('The configuration was accepted.');
  if (!(error instanceof ConfigError)) throw new Error('Another error was thrown.', { cause: error });
  const shown = `${error.message}\n${String(error.stack)}\n${JSON.stringify(error)}`;
  if (shown.includes(canary)) throw new Error(`A problem shows a value: ${shown}`);
  return error.problems.map(({ path, message }) => `${path}: ${message}`);
}

/** A file with one good source, where single lines can be replaced or added. */
export function oneSource({
  id = 'id: one',
  provider = 'provider: cpp',
  baseUrl = 'baseUrl: https://cpp.example.com',
  auth = `auth: { type: bearer, token: ${canary} }`,
  more = '',
  top = '',
}: Partial<Record<'id' | 'provider' | 'baseUrl' | 'auth' | 'more' | 'top', string>> = {}): string {
  const lines = [id, provider, baseUrl, auth, ...more.split('\n')].filter((line) => line !== '');
  return `${top}\nsources:\n${lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`).join('\n')}\n`;
}
