import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Counted, Load, Measured, Message, Ready } from './messages.ts';

/** A process of the bench. */
export class BenchProcess {
  readonly #child: ChildProcess;

  /** Starts a script of this folder, on one core where `taskset` is there; null for any core. */
  constructor(script: string, core: number | null, options: ProcessOptions = {}) {
    const { args = [], execArgv = [] } = options;
    const file = fileURLToPath(new URL(script, import.meta.url));
    this.#child = fork(file, args, { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    if (core !== null && hasTaskset) spawnSync('taskset', ['-acp', String(core), String(this.#child.pid)]);
  }

  /** Its origin, as soon as it listens. */
  async origin(): Promise<string> {
    return (await this.#next<Ready>('ready')).origin;
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

  /** Ends it: it stops when its channel closes. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.disconnect();
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
  readonly execArgv?: string[];
}

/** Whether processes can be kept to one core each. */
export const hasTaskset = spawnSync('taskset', ['--version']).status === 0;
