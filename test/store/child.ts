import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process of its own, running a file of this folder. Node reads the TypeScript by itself. */
export interface Child {
  /** What it prints, line by line. */
  readonly lines: AsyncIterator<string>;
  /** Everything that it printed so far. */
  readonly printed: readonly string[];
  /** SIGKILL: it gets no chance to do anything more. */
  kill(): void;
  /** Its exit code, null where it was killed, once all that it printed is there. */
  readonly ended: Promise<number | null>;
}

const running = new Set<Child>();

/** Kills those that a test has left running, for an `afterEach`. */
export async function killChildren(): Promise<void> {
  for (const child of running) child.kill();
  await Promise.all([...running].map(({ ended }) => ended));
}

export function startChild(file: string, ...args: readonly string[]): Child {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('The process has no output.');
  const reader = createInterface({ input: child.stdout });
  const printed: string[] = [];
  reader.on('line', (line) => printed.push(line));
  const closed = once(reader, 'close');
  const ended = once(child, 'exit').then(async ([code]) => {
    await closed;
    return code as number | null;
  });
  const started: Child = {
    lines: reader[Symbol.asyncIterator](),
    printed,
    kill: () => child.kill('SIGKILL'),
    ended,
  };
  running.add(started);
  void ended.finally(() => running.delete(started));
  return started;
}
