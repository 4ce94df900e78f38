import { compose, type Surroundings } from '../compose.ts';
import type { AccordConfig } from '../config/accord-config.ts';
import { AccountError } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import type { Authenticator } from '../server/access/authenticator.ts';

export interface CheckOptions extends Surroundings {
  /** Also fetch the keys of the token issuer, and sign in at each source. */
  readonly live: boolean;
  readonly print: (text: string) => void;
}

/** `accord check`: the configuration has been read already, so that all that is left is to try it, if asked to. */
export async function checkConfig(config: AccordConfig, options: CheckOptions): Promise<number> {
  options.print(`The configuration is sound: ${config.sources.map((source) => source.id).join(', ')}.`);
  if (!options.live) return 0;
  const accord = await compose(config, options);
  try {
    const problems = await Promise.all([
      tryAccess(accord.authenticator, options.print),
      ...accord.sources.map((source) => trySource(source, options.print)),
    ]);
    return problems.some(Boolean) ? 1 : 0;
  } finally {
    await accord.close();
  }
}

/** Answers whether something is wrong. */
async function tryAccess(authenticator: Authenticator, print: (text: string) => void): Promise<boolean> {
  try {
    print(`access: ${await authenticator.prepare()}.`);
    return false;
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    print(`access: ${error.code}. ${error.message}`);
    return true;
  }
}

/** Lists one account, which takes a valid sign-in. Answers whether something is wrong. */
async function trySource(source: Source, print: (text: string) => void): Promise<boolean> {
  if (!source.datasource.capabilities.list) {
    print(`${source.id}: not tried, because this provider offers nothing that could be read.`);
    return false;
  }
  try {
    await source.datasource.fetchPage({ after: null, limit: 1 });
    print(`${source.id}: signed in.`);
    return false;
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    print(`${source.id}: ${error.code}. ${error.message}`);
    return true;
  }
}
