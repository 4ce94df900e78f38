import { compose, type Surroundings } from '../compose.ts';
import type { Environment } from '../config/environment.ts';
import { parseConfig } from '../config/parse-config.ts';
import { startDemoProviders, type SourceDocument } from './demo-providers.ts';
import { firstQuery, runFirstQuery } from './first-query.ts';
import { listen } from './serve.ts';
import { onStop } from './stop-signal.ts';

/**
 * The demo: five emulated providers on ports of their own, a server over them, and a first query with its answer.
 *
 * It runs where no configuration file is named, so that a fresh clone shows what Accord does with one command.
 */
export async function startDemo(environment: Environment, surroundings: Surroundings): Promise<undefined> {
  const demo = await startDemoProviders();
  try {
    const config = parseConfig(
      { store: { url: 'pglite:memory' }, sources: demo.sources },
      { env: environment.variables, providers: surroundings.providers.map((provider) => provider.config) },
    );
    const accord = await compose(config, surroundings);
    const origin = await listen(accord, config);
    const answer = await runFirstQuery(`${origin}/graphql`);
    process.stdout.write(introduction({ origin, sources: demo.sources, answer }));
    onStop(surroundings.logger, async () => {
      await accord.close();
      await demo.close();
    });
  } catch (error) {
    await demo.close();
    throw error;
  }
}

interface Introduction {
  readonly origin: string;
  readonly sources: readonly SourceDocument[];
  readonly answer: unknown;
}

function introduction({ origin, sources, answer }: Introduction): string {
  const lines = [
    'Accord is running with five emulated providers:',
    ...sources.map(({ id, baseUrl }) => `  ${id.padEnd(14)}${baseUrl}`),
    '',
    'A first query:',
    firstQuery,
    'and its answer:',
    JSON.stringify(answer, null, 2),
    '',
    `Open ${origin}/explorer in a browser to explore. Stop with Ctrl+C.`,
    '',
  ];
  return lines.join('\n');
}
