import { checkConfig } from './cli/check.ts';
import { configureHeap } from './cli/heap.ts';
import { helpText } from './cli/help.ts';
import { serve } from './cli/serve.ts';
import { isSupervisor, supervise } from './cli/supervise.ts';
import { ConfigError } from './config/config-error.ts';
import { readEnvironment, type Environment } from './config/environment.ts';
import { loadConfig } from './config/load-config.ts';
import type { AccordConfig } from './config/accord-config.ts';
import { systemClock } from './domain/clock.ts';
import { providers } from './providers/registry.ts';
import { createLogger } from './telemetry/logger.ts';
import { version } from './cli/version.ts';

/**
 * The process: environment, then configuration, then what was asked for. Its answer is the exit code, if it ends. The demo
 * and its emulators are only loaded for who wants to see them.
 */
async function main(argv: readonly string[]): Promise<number | undefined> {
  const environment = readEnvironment(argv);
  const { command, configPath } = environment;
  if (command.name === 'help') return print(helpText);
  if (command.name === 'version') return print(version);
  const logger = createLogger({ level: environment.logLevel });
  const surroundings = { providers, clock: systemClock, logger };
  if (configPath === null) return (await import('./cli/demo.ts')).startDemo(environment, surroundings);
  const config = await load(configPath, environment);
  if (command.name === 'check') return checkConfig(config, { ...surroundings, live: command.live, print });
  return config.server.workers > 1 && isSupervisor() ? supervise(config, surroundings) : serve(config, surroundings);
}

function load(path: string, environment: Environment): Promise<AccordConfig> {
  return loadConfig({ path, env: environment.variables, providers: providers.map((provider) => provider.config) });
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

configureHeap();
try {
  const exitCode = await main(process.argv.slice(2));
  if (exitCode !== undefined) process.exitCode = exitCode;
} catch (error) {
  // A configuration is refused with all of its problems; anything else is a defect and shows its stack.
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}
