import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { startDemoProviders, type DemoProviders } from '../../src/cli/demo-providers.ts';
import { postgres } from '../store/backends.ts';
import { startProgram, type ServerProcess, type StartedProgram } from './server-process.ts';
import { createStatementProxy, type StatementProxy } from './statement-proxy.ts';
import { makeScratchFolder } from '../support/scratch-folder.ts';

/** The kinds of store that a server process can have. */
export type StoreKind = 'PGlite' | 'PostgreSQL';

/** Five emulators in this process, a store, and server processes over them. */
export interface Workbench {
  readonly kind: StoreKind;
  readonly demo: DemoProviders;
  /** The way to PostgreSQL; null on PGlite. */
  readonly proxy: StatementProxy | null;
  /** Starts a process over the store; `ready` waits for it. `execArgv` are for Node. */
  start(execArgv?: readonly string[]): StartedProgram;
  startServer(): Promise<ServerProcess>;
  /** Ends everything, processes included. */
  close(): Promise<void>;
}

const open = new Set<AsyncDisposableStack>();
// A test that is over its time does not get to close what it has open.
afterAll(() => Promise.all([...open].map((made) => made.disposeAsync())));

/**
 * Makes a workbench with a store of its own; `more` are further sections of the configuration. What was made before a
 * failure is ended again.
 */
export async function createWorkbench(
  kind: StoreKind,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Workbench> {
  const made = new AsyncDisposableStack();
  open.add(made);
  made.defer(() => void open.delete(made));
  try {
    const folder = await makeScratchFolder('processes');
    made.defer(() => rm(folder, { recursive: true, force: true }));
    const demo = await startDemoProviders();
    made.defer(() => demo.close());
    const proxy = kind === 'PostgreSQL' ? await createWayToDatabase(made) : null;
    const url = proxy?.url.reveal() ?? 'pglite:store';
    const configPath = join(folder, 'accord.yaml');
    await writeFile(configPath, JSON.stringify({ store: { url }, sources: demo.sources, ...more }));
    const start = (execArgv: readonly string[] = []): StartedProgram => {
      const program = startProgram(configPath, execArgv);
      made.defer(async () => {
        program.signal('SIGKILL');
        await program.ended;
      });
      return program;
    };
    return { ...{ kind, demo, proxy, start }, startServer: () => start().ready(), close: () => made.disposeAsync() };
  } catch (error) {
    await made.disposeAsync();
    throw error;
  }
}

async function createWayToDatabase(made: AsyncDisposableStack): Promise<StatementProxy> {
  const database = await postgres.create();
  made.defer(() => database.drop());
  const proxy = await createStatementProxy(database.url);
  made.defer(() => proxy.close());
  return proxy;
}
