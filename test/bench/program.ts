import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** What the processes of a program have used so far. Linux tells it; elsewhere it is NaN. */
export interface Used {
  readonly cpuMs: number;
  readonly rssMiB: number;
}

/** The built program, as `npm start` runs it with a configuration. */
export class Program {
  readonly #child: ChildProcess;
  readonly #gone: Promise<unknown>;
  /** Where it serves. */
  readonly origin: Promise<string>;

  constructor(configPath: string) {
    const env = { PATH: process.env.PATH, PORT: '0' };
    const child = spawn(process.execPath, [PROGRAM, '--config', configPath], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    this.#gone = once(child, 'exit');
    this.origin = new Promise((resolve, reject) => {
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const origin = /"url":"(http:[^"]+)\/graphql".*"accord is ready"/.exec(said)?.[1];
        if (origin !== undefined) resolve(origin);
        // It logs each request.
        if (said.length > 100_000) said = '';
      });
      child.once('exit', () => {
        reject(new Error(`The program ended before it was ready: ${said}`));
      });
    });
  }

  /** Of itself and its workers, all together. */
  async used(): Promise<Used> {
    const processes = await Promise.all([this.#child.pid ?? 0, ...(await this.#workers())].map(usedBy));
    const sum = (value: (used: Used) => number): number => processes.reduce((total, one) => total + value(one), 0);
    return { cpuMs: sum(({ cpuMs }) => cpuMs), rssMiB: sum(({ rssMiB }) => rssMiB) };
  }

  /** Ends it by SIGTERM. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#gone;
  }

  async #workers(): Promise<readonly number[]> {
    const pid = this.#child.pid ?? 0;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    return children.split(' ').filter(Boolean).map(Number);
  }
}

async function usedBy(pid: number): Promise<Used> {
  const [stat = '', status = ''] = await Promise.all(
    ['stat', 'status'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')),
  );
  const times = stat.slice(stat.lastIndexOf(')')).split(' ');
  // In hundredths of a second.
  const cpuMs = (Number(times[12]) + Number(times[13])) * 10;
  return { cpuMs, rssMiB: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024 };
}
