import { readFile as readFileBytes } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { AccordConfig } from './accord-config.ts';
import { ConfigError } from './config-error.ts';
import { interpolateDocument } from './interpolate-document.ts';
import type { Variables } from './interpolation.ts';
import { describeReadFailure } from './interpolation.ts';
import { parseConfig } from './parse-config.ts';
import type { ProviderConfigSpec } from './provider-config-spec.ts';
import { readTrustedDocuments } from './read-trusted-documents.ts';
import { parseYaml } from './yaml-document.ts';

/** What a configuration is loaded from. */
export interface LoadConfigOptions {
  readonly path: string;
  readonly env: Variables;
  readonly providers: readonly ProviderConfigSpec[];
  /** Reads a text file; rejects where it cannot. Default: the file system, in UTF-8. */
  readonly readFile?: (path: string) => Promise<string>;
}

/**
 * Reads and checks the configuration file: YAML, then `${…}`, then the rules, then HOST and PORT.
 *
 * A relative `${file:…}` or `access.documents` starts at the folder of the configuration file.
 *
 * @throws {ConfigError} with all problems at once; none of them holds a value.
 */
export async function loadConfig(options: LoadConfigOptions): Promise<AccordConfig> {
  const { path, env, providers, readFile = readText } = options;
  const yaml = parseYaml(await readConfigFile(path, readFile));
  if (!yaml.ok) throw new ConfigError(path, yaml.problems);
  const folder = dirname(path);
  const readNear = (file: string) => readFile(resolve(folder, file));
  const { value, problems, failed } = await interpolateDocument(yaml.value, { variables: env, readFile: readNear });
  const documents = await readTrustedDocuments(value, readNear, problems);
  const settled = documents === null ? new Set([...failed, 'access.documents']) : failed;
  const earlier = { problems, settled, positionOf: yaml.positionOf };
  return parseConfig(value, { env, providers, documents: documents ?? undefined, subject: path, earlier });
}

async function readConfigFile(path: string, readFile: (path: string) => Promise<string>): Promise<string> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ConfigError(path, [{ path: '', message: `The file ${describeReadFailure(error)}` }]);
  }
}

async function readText(path: string): Promise<string> {
  // Fatal, since a secret whose bytes were replaced by "�" would be refused far from here and for no visible reason.
  return new TextDecoder('utf-8', { fatal: true }).decode(await readFileBytes(path));
}
