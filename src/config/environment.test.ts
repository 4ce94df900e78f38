import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.ts';
import { readEnvironment } from './environment.ts';

const canary = 'cAnArY';

function problems(argv: string[], env: Record<string, string> = {}): string[] {
  try {
    readEnvironment(argv, env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).not.toContain(canary);
    return error.problems.map(({ path, message }) => `${path} ${message}`);
  }
  return [];
}

describe('readEnvironment', () => {
  it('starts the demo where nothing is said', () => {
    expect(readEnvironment([], {})).toEqual({
      command: { name: 'serve' },
      configPath: null,
      logLevel: 'info',
      server: {},
      variables: {},
    });
  });

  it.each([
    [['--config', 'a.yaml'], {}, 'a.yaml'],
    [['--config=a.yaml'], {}, 'a.yaml'],
    [['serve', '--config', 'a.yaml'], { ACCORD_CONFIG: 'b.yaml' }, 'a.yaml'],
    [['--config=-odd.yaml'], {}, '-odd.yaml'],
    [[], { ACCORD_CONFIG: 'b.yaml' }, 'b.yaml'],
    [[], { ACCORD_CONFIG: '' }, null],
  ])('%j with %j: the file is %s', (argv, env, path) => {
    expect(readEnvironment(argv, env).configPath).toBe(path);
  });

  it.each([
    [['serve'], { name: 'serve' }],
    [['check', '--config=a'], { name: 'check', live: false }],
    [['--live', '--config', 'a', 'check'], { name: 'check', live: true }],
    [['--help'], { name: 'help' }],
    [['-h'], { name: 'help' }],
    [['check', '-h'], { name: 'help' }],
    [['-v'], { name: 'version' }],
    [['--version'], { name: 'version' }],
  ])('%j is the command %j', (argv, command) => {
    expect(readEnvironment(argv, {}).command).toEqual(command);
  });

  it('reads HOST, PORT and ACCORD_LOG_LEVEL, and hands on every variable', () => {
    const env = { HOST: '0.0.0.0', PORT: '80', ACCORD_LOG_LEVEL: 'debug', OTHER: 'x' };
    expect(readEnvironment([], env)).toMatchObject({
      server: { host: '0.0.0.0', port: 80 },
      logLevel: 'debug',
      variables: env,
    });
    expect(readEnvironment([], { HOST: '', PORT: '', ACCORD_LOG_LEVEL: '' })).toMatchObject({
      logLevel: 'info',
      server: {},
    });
  });

  it("reads the process's own environment where none is given", () => {
    expect(readEnvironment(['--help']).variables).toBe(process.env);
  });

  const known = 'is not known; known: --config, --live, --help, --version';
  it.each([
    [['--colour'], [`--colour ${known}`]],
    [[`--token=${canary}`], [`--token ${known}`]],
    [[`--${canary}`], [`a flag ${known}`]],
    [[`-x${canary}`], [`-x ${known}`]],
    [['--no-live'], [`--no-live ${known}`]],
    [['--toString'], [`a flag ${known}`]],
    [['--config'], ['--config needs a value: --config PATH']],
    [['--config='], ['--config needs a value: --config PATH']],
    [['--config', '--help'], ['--config needs a value: --config PATH']],
    [['--config=a', '--config=b'], ['--config is given more than once']],
    [['check', '--config=a', `--live=${canary}`], ['--live takes no value']],
    [['--live'], ['--live goes only with check']],
    [['check'], ['--config is missing; check needs --config PATH or ACCORD_CONFIG']],
    [[canary], ['command must be at most one word, serve or check']],
    [['serve', canary], ['command must be at most one word, serve or check']],
    [['serve', '--', '--live'], ['command must be at most one word, serve or check']],
  ])('%j is refused', (argv, expected) => {
    expect(problems(argv)).toEqual(expected);
  });

  it('lists all that is wrong at once', () => {
    const env = { PORT: canary, HOST: `${canary} `, ACCORD_LOG_LEVEL: canary };
    expect(problems(['--what', '--config'], env).map((problem) => problem.split(' ')[0])).toEqual([
      '--what',
      '--config',
      'ACCORD_LOG_LEVEL',
      'HOST',
      'PORT',
    ]);
  });
});
