import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startDemoProviders } from '../../src/cli/demo-providers.ts';
import { makeScratchFolder } from '../support/scratch-folder.ts';
import { safety } from '../support/safety.ts';

// The built program, as `npm start` runs it: `npm test` builds before it tests.
const PROGRAM = join(import.meta.dirname, '../../dist/main.js');

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await makeScratchFolder('process');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

/** Runs the program in a folder of its own. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return {
    child,
    output: () => output,
    errors: () => errors,
    /** Resolves with the exit code. */
    ended: once(child, 'close').then(([code]) => code as number | null),
    /** Resolves with the match once the output has it; fails when the program ends before. */
    async said(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = pattern.exec(output);
        if (match) return match;
        if (child.exitCode !== null) throw new Error(`It ended without saying ${pattern.source}: ${errors}`);
        await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
      }
    },
  };
}

describe('the program', () => {
  it('PROCESS-DEMO serves the demo with nothing configured, shows a first query, and stops on SIGTERM', async () => {
    const demo = run([]);
    const [, origin = ''] = await demo.said(/Open (http:\S+)\/explorer in a browser/);
    const answer = JSON.parse(/and its answer:\n(\{[\s\S]+?\n\})\n/.exec(demo.output())?.[1] ?? '{}') as {
      data: Record<string, { nodes: { id: string }[] }>;
    };
    expect(Object.entries(answer.data).map(([name, { nodes }]) => [name, nodes.length])).toEqual([
      ['kameleoon', 1],
      ['kibo', 1],
      ['huaweiCloud', 1],
      ['cpp', 1],
    ]);
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ query: '{ sources { id } }' }),
    });
    expect(await response.json()).toEqual({
      data: { sources: ['kameleoon', 'kibo', 'wacm', 'huawei-cloud', 'cpp'].map((id) => ({ id })) },
    });
    demo.child.kill('SIGTERM');
    expect(await demo.ended).toBe(0);
    expect(demo.output()).toContain('accord has stopped');
    expect(demo.errors()).toBe('');
  }, 60_000);

  it('PROCESS-BAD-CONFIG refuses a bad file with all of its problems before anything listens', async () => {
    const path = join(folder, 'accord.yaml');
    await writeFile(path, 'server: { port: 99999 }\nsources:\n  - id: Kibo\n    provider: kibbo\n');
    const program = run(['--config', path]);
    expect(await program.ended).toBe(1);
    expect(program.output()).toBe('');
    expect(program.errors()).toMatch(/server\.port/);
    expect(program.errors()).toMatch(/sources\[0\]\.id/);
    expect(program.errors()).toMatch(/sources\[0\]\.provider/);
  });

  it(
    safety('access-none', '3 hosts that others can reach, refused with the reason before anything listens'),
    async () => {
      for (const host of ['0.0.0.0', '::', 'accord.example.com']) {
        const program = run([], { HOST: host });
        expect(await program.ended).toBe(1);
        expect(program.output()).toBe('');
        expect(program.errors()).toContain('access.mode: open is refused where server.host (or HOST) is not loopback');
        expect(program.errors()).toContain('every caller would be "anonymous" with all scopes');
      }
    },
    60_000,
  );

  it('PROCESS-BAD-FLAG refuses an unknown flag', async () => {
    const program = run(['--prot', '4000']);
    expect(await program.ended).toBe(1);
    expect(program.errors()).toContain('--prot');
  });

  it('PROCESS-CHECK tells a sound file from one whose credentials are refused', async () => {
    const demo = await startDemoProviders();
    try {
      const path = join(folder, 'accord.yaml');
      await writeFile(path, JSON.stringify({ sources: demo.sources }));
      const sound = run(['check', '--live', '--config', path]);
      expect(await sound.ended).toBe(0);
      expect(sound.output()).toMatch(/kameleoon: signed in\.[\s\S]*kibo: signed in\./);
      const wrong = demo.sources.map((source) =>
        source.id === 'cpp' ? { ...source, auth: { type: 'bearer', token: 'not-the-token' } } : source,
      );
      await writeFile(path, JSON.stringify({ sources: wrong }));
      const offline = run(['check', '--config', path]);
      expect(await offline.ended).toBe(0);
      const refused = run(['check', '--live', '--config', path]);
      expect(await refused.ended).toBe(1);
      expect(refused.output()).toMatch(/cpp: UPSTREAM_CREDENTIALS/);
      expect(refused.output() + refused.errors()).not.toContain('not-the-token');
    } finally {
      await demo.close();
    }
  }, 60_000);

  it('PROCESS-PORT-TAKEN ends with an error and leaves nothing open', async () => {
    const first = run([]);
    const [, port = ''] = await first.said(/Open http:\/\/127\.0\.0\.1:(\d+)\/explorer/);
    const second = run([], { PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.errors()).toContain('EADDRINUSE');
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  }, 60_000);
});
