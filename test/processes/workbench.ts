import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDemoProviders, type DemoProviders } from '../../src/cli/demo-providers.ts';
import { postgres, type TestDatabase } from '../store/backends.ts';
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
  /** Starts a process over the store; `ready` waits for it. */
  start(): StartedProgram;
  startServer(): Promise<ServerProcess>;
  /** Ends everything, processes included. */
  close(): Promise<void>;
}

/** Makes a workbench with a store of its own; `more` are further sections of the configuration. */
export async function createWorkbench(
  kind: StoreKind,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Workbench> {
  const folder = await makeScratchFolder('processes');
  const demo = await startDemoProviders();
  const database: TestDatabase | null = kind === 'PostgreSQL' ? await postgres.create() : null;
  const proxy = database && (await createStatementProxy(database.url));
  const url = proxy?.url.reveal() ?? 'pglite:store';
  const configPath = join(folder, 'accord.yaml');
  await writeFile(configPath, JSON.stringify({ store: { url }, sources: demo.sources, ...more }));
  const programs: StartedProgram[] = [];
  const start = (): StartedProgram => {
    const program = startProgram(configPath);
    programs.push(program);
    return program;
  };
  return {
    ...{ kind, demo, proxy, start },
    startServer: () => start().ready(),
    async close() {
      for (const program of programs) program.signal('SIGKILL');
      await Promise.all(programs.map(({ ended }) => ended));
      await proxy?.close();
      await database?.drop();
      await demo.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
