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
    const findings = await Promise.all([tryAccess(accord.authenticator), ...accord.sources.map(trySource)]);
    // In the configuration's order, whoever answered first.
    for (const { text } of findings) options.print(text);
    return findings.every(({ isSound }) => isSound) ? 0 : 1;
  } finally {
    await accord.close();
  }
}

/** What came of one try, as it is told. */
interface Finding {
  readonly text: string;
  readonly isSound: boolean;
}

function tryAccess(authenticator: Authenticator): Promise<Finding> {
  return findingOf('access', () => authenticator.prepare());
}

/** Lists one account, which takes a valid sign-in. */
async function trySource({ id, datasource }: Source): Promise<Finding> {
  if (!datasource.capabilities.list) {
    return { text: `${id}: not tried, because this provider offers nothing that could be read.`, isSound: true };
  }
  return findingOf(id, async () => {
    await datasource.fetchPage({ after: null, limit: 1 });
    return 'signed in';
  });
}

async function findingOf(name: string, attempt: () => Promise<string>): Promise<Finding> {
  try {
    return { text: `${name}: ${await attempt()}.`, isSound: true };
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    return { text: `${name}: ${error.code}. ${error.message}`, isSound: false };
  }
}
