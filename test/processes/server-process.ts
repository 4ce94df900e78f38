import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createClient, type Client } from '../support/client.ts';

// The built program, as `npm start` runs it: `npm test` builds before it tests.
const PROGRAM = join(import.meta.dirname, '../../dist/main.js');

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A server in a process of its own. */
export interface ServerProcess extends Client {
  readonly origin: string;
  /** SIGKILL, and the wait for its end: it gets no chance to do anything more. */
  kill(): Promise<void>;
  /** SIGTERM; answers how it ended. */
  stop(): Promise<Ended>;
  /** Everything that it wrote so far, standard output and error. */
  readonly output: () => string;
}

/** A program that was started, ready or not. */
export interface StartedProgram {
  readonly ended: Promise<Ended>;
  readonly output: () => string;
  signal(name: NodeJS.Signals): void;
  /** The server, once it listens. @throws Error where the program ends before, with what it wrote. */
  ready(): Promise<ServerProcess>;
}

/** Runs the built program with a configuration file, on a free port, in that file's folder; `execArgv` are for Node. */
export function startProgram(configPath: string, execArgv: readonly string[] = []): StartedProgram {
  const child = spawn(process.execPath, [...execArgv, PROGRAM, '--config', configPath], {
    cwd: join(configPath, '..'),
    env: { PATH: process.env.PATH, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      written += chunk.toString();
    });
  }
  const ended = once(child, 'close').then(([code, signal]): Ended => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  const output = (): string => written;
  const signal = (name: NodeJS.Signals): void => {
    child.kill(name);
  };
  const ready = async (): Promise<ServerProcess> => {
    for (;;) {
      const origin = /"url":"(http:[^"]+)\/graphql"/.exec(written)?.[1];
      if (origin !== undefined) return serverAt(origin, { ended, output, signal });
      const isOver = await Promise.race([once(child.stdout, 'data').then(() => false), ended.then(() => true)]);
      if (isOver) throw new Error(`The program ended before it was ready: ${written}`);
    }
  };
  return { ended, output, signal, ready };
}

function serverAt(origin: string, { ended, output, signal }: Omit<StartedProgram, 'ready'>): ServerProcess {
  return {
    ...createClient(`${origin}/graphql`),
    origin,
    output,
    async kill() {
      signal('SIGKILL');
      await ended;
    },
    async stop() {
      signal('SIGTERM');
      return ended;
    },
  };
}
