import { subscribe } from 'node:diagnostics_channel';
import fs from 'node:fs';
import { Session } from 'node:inspector/promises';
import { syncBuiltinESMExports } from 'node:module';
import { onMessage, tell } from './messages.ts';

/**
 * Counts and times what this process waits for, from outside, so that the product knows nothing of it: calls upstream,
 * from the moment undici has the request to the last byte of the answer, and the disk. Tells it when it is asked, and
 * takes a CPU profile of itself when it is told to. To be called before anything of the product is loaded.
 *
 * @param timesCalls each measured call costs about a microsecond, which only W4 wants to pay.
 */
export function startProbe({ timesCalls }: { readonly timesCalls: boolean }): void {
  let upstreamMs: Record<string, number[]> = {};
  let diskMs: number[] = [];
  // The first answer is of all since the process began.
  let cpu = { user: 0, system: 0 };
  const profiler = new Session();
  if (timesCalls) {
    onUpstreamCall((method, tookMs) => (upstreamMs[method] ??= []).push(tookMs));
    onDiskSync((tookMs) => diskMs.push(tookMs));
  }
  onMessage((message) => {
    if (message.kind === 'profile')
      void profile(profiler, message).then(() => {
        tell({ kind: 'profiled' });
      });
    if (message.kind !== 'ask') return;
    const { user, system } = process.cpuUsage(cpu);
    const peakRssMiB = process.resourceUsage().maxRSS / 1024;
    const rssMiB = process.memoryUsage.rss() / 1024 ** 2;
    tell({ kind: 'counted', upstreamMs, calls: 0, diskMs, cpuMs: (user + system) / 1_000, rssMiB, peakRssMiB });
    upstreamMs = {};
    diskMs = [];
    cpu = process.cpuUsage();
  });
}

async function profile(session: Session, { action, file }: { readonly action: string; readonly file: string }) {
  if (action === 'start') {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
    return;
  }
  const { profile } = await session.post('Profiler.stop');
  fs.writeFileSync(file, JSON.stringify(profile));
  session.disconnect();
}

/** What undici says of a request; more of it is not looked at. */
interface ObservedCall {
  readonly request: { readonly method: string };
}

function onUpstreamCall(report: (method: string, tookMs: number) => void): void {
  const started = new WeakMap<object, number>();
  subscribe('undici:request:create', (message) => {
    started.set((message as ObservedCall).request, performance.now());
  });
  subscribe('undici:request:trailers', (message) => {
    const { request } = message as ObservedCall;
    const startedAt = started.get(request);
    if (startedAt !== undefined) report(request.method, performance.now() - startedAt);
  });
}

function onDiskSync(report: (tookMs: number) => void): void {
  const sync = fs.fdatasyncSync;
  fs.fdatasyncSync = (file) => {
    const startedAt = performance.now();
    sync(file);
    report(performance.now() - startedAt);
  };
  syncBuiltinESMExports();
}
