import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Counted, Load, Measured, Message, Profiled, Ready } from './messages.ts';

/** A process of the bench. */
export class BenchProcess {
  readonly #child: ChildProcess;
  readonly #origin: Promise<string>;

  /** Starts a script of this folder, on one core where `taskset` is there; null for any core. */
  constructor(script: string, core: number | null, options: ProcessOptions = {}) {
    const { args = [], execArgv = [], env = {} } = options;
    const file = fileURLToPath(new URL(script, import.meta.url));
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
    this.#child = fork(file, args, { execArgv: [...execArgv], env: { ...process.env, ...env }, stdio: [...stdio] });
    // At once, so that every thread that it starts later stays there too.
    if (core !== null && hasTaskset) spawnSync('taskset', ['-acp', String(core), String(this.#child.pid)]);
    this.#origin = this.#next<Ready>('ready').then(({ origin }) => origin);
    // Whoever needs it asks for it, and is told of a failure there.
    this.#origin.catch(() => undefined);
  }

  /** Its origin, as soon as it listens. */
  origin(): Promise<string> {
    return this.#origin;
  }

  /** What it has counted since it was asked last. */
  count(): Promise<Counted> {
    this.#child.send({ kind: 'ask' });
    return this.#next<Counted>('counted');
  }

  /** Lets it put load on a server. */
  load(load: Omit<Load, 'kind'>): Promise<Measured> {
    this.#child.send({ kind: 'load', ...load });
    return this.#next<Measured>('measured');
  }

  /** Begins or ends a CPU profile of it, which is then in the file. */
  async profile(action: 'start' | 'stop', file: string): Promise<void> {
    this.#child.send({ kind: 'profile', action, file });
    await this.#next<Profiled>('profiled');
  }

  /** Ends it: it stops when its channel closes. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    if (this.#child.connected) this.#child.disconnect();
    await gone;
  }

  #next<Wanted extends Message>(kind: Wanted['kind']): Promise<Wanted> {
    return new Promise((resolve, reject) => {
      const onMessage = (message: Message): void => {
        if (message.kind !== kind) return;
        this.#child.off('exit', onExit);
        this.#child.off('message', onMessage);
        resolve(message as Wanted);
      };
      const onExit = (code: number | null): void => {
        this.#child.off('message', onMessage);
        reject(new Error(`A process of the bench ended with ${code ?? 'a signal'}.`));
      };
      this.#child.on('message', onMessage);
      this.#child.once('exit', onExit);
    });
  }
}

export interface ProcessOptions {
  readonly args?: readonly string[];
  /** For Node itself, such as `--cpu-prof`. */
  readonly execArgv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Whether processes can be kept to one core each. */
export const hasTaskset = spawnSync('taskset', ['--version']).status === 0;
