import { parseArgs } from 'node:util';
import { ConfigError } from './config-error.ts';
import type { Variables } from './interpolation.ts';
import { ProblemList } from './problem-list.ts';
import type { ServerOverride } from './server-override.ts';
import { readServerOverride } from './server-override.ts';

/** What the process was asked to do. */
export type Command =
  | { readonly name: 'serve' }
  /** `live`: also sign in at each source. */
  | { readonly name: 'check'; readonly live: boolean }
  | { readonly name: 'help' }
  | { readonly name: 'version' };

/** The levels that ACCORD_LOG_LEVEL takes, from the most to the least told. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** All that the command line and the environment say, read once. */
export interface Environment {
  readonly command: Command;
  /** `--config PATH`, else ACCORD_CONFIG, else null: the built-in demo. */
  readonly configPath: string | null;
  /** ACCORD_LOG_LEVEL. Default: info. */
  readonly logLevel: (typeof logLevels)[number];
  /** HOST and PORT. `loadConfig` and `parseConfig` apply them by themselves. */
  readonly server: ServerOverride;
  /** Every variable, to hand to `loadConfig`: nothing else reads `process.env`. */
  readonly variables: Variables;
}

const options = {
  config: { type: 'string' },
  live: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;
type Flag = keyof typeof options;
type FlagToken = Extract<ReturnType<typeof tokenize>[number], { kind: 'option' }>;

/**
 * Reads the arguments (without the two that name the program) and the environment.
 *
 * @throws {ConfigError} with all problems at once, each under its flag or variable; values are not repeated.
 */
export function readEnvironment(argv: readonly string[], variables: Variables = process.env): Environment {
  const problems = new ProblemList();
  const tokens = tokenize(argv);
  const flags = readFlags(
    tokens.filter((token) => token.kind === 'option'),
    problems,
  );
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const named = variables.ACCORD_CONFIG === '' ? undefined : variables.ACCORD_CONFIG;
  const configPath = flags.get('config') ?? named ?? null;
  const command = readCommand(words, flags, problems);
  if (command.name === 'check' && configPath === null) {
    problems.add(['--config'], 'is missing; check needs --config PATH or ACCORD_CONFIG');
  }
  const logLevel = readLogLevel(variables.ACCORD_LOG_LEVEL, problems);
  const server = readServerOverride(variables, problems);
  if (problems.problems.length > 0) throw new ConfigError('The command line or environment', problems.problems);
  return { command, configPath, logLevel, server, variables };
}

// Not strict: its own errors repeat the arguments, and one of them could be a secret in the wrong place.
function tokenize(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function readFlags(tokens: readonly FlagToken[], problems: ProblemList): ReadonlyMap<Flag, string> {
  const flags = new Map<Flag, string>();
  const refused = new Set<number>();
  for (const { index, name, rawName, value, inlineValue } of tokens) {
    if (refused.has(index)) continue; // "-xyz" is three flags to the parser, and one mistake to a person
    if (!isFlag(name)) {
      refused.add(index);
      const known = Object.keys(options).map((flag) => `--${flag}`);
      problems.add([ordinaryFlag.test(rawName) ? rawName : 'a flag'], `is not known; known: ${known.join(', ')}`);
    } else if (flags.has(name)) {
      problems.add([rawName], 'is given more than once');
    } else if (options[name].type === 'boolean') {
      if (value !== undefined) problems.add([rawName], 'takes no value');
      flags.set(name, '');
    } else if (value === undefined || value === '' || (!inlineValue && value.startsWith('-'))) {
      problems.add([rawName], `needs a value: --${name} PATH`);
    } else {
      flags.set(name, value);
    }
  }
  return flags;
}

const ordinaryFlag = /^--?[a-z][a-z-]{0,30}$/;

function isFlag(name: string): name is Flag {
  return Object.hasOwn(options, name);
}

function readCommand(words: readonly string[], flags: ReadonlyMap<Flag, string>, problems: ProblemList): Command {
  const [word = 'serve', ...more] = words;
  const live = flags.has('live');
  if (more.length > 0 || (word !== 'serve' && word !== 'check')) {
    problems.add(['command'], 'must be at most one word, serve or check');
  }
  if (live && word !== 'check') problems.add(['--live'], 'goes only with check');
  if (flags.has('help')) return { name: 'help' };
  if (flags.has('version')) return { name: 'version' };
  return word === 'check' ? { name: 'check', live } : { name: 'serve' };
}

function readLogLevel(text: string | undefined, problems: ProblemList): Environment['logLevel'] {
  if (text === undefined || text === '') return 'info';
  const level = logLevels.find((one) => one === text);
  if (level === undefined) problems.add(['ACCORD_LOG_LEVEL'], `must be one of ${logLevels.join(', ')}`);
  return level ?? 'info';
}
