import { sourceOf, type Place } from './bundled-places.ts';

/** A `.cpuprofile`, as far as it is read. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: Place & { readonly functionName: string };
}

/** During a profile: the requests, and the time of the processor that they took. */
export interface ProfiledLoad {
  readonly requests: number;
  readonly cpuMs: number;
}

/**
 * Where a profile's time went, most first: by package, by file of ours, and by function. Idle time is no time, and the
 * rest is scaled to the time of the processor: samples also count while somebody else has it.
 */
export function measuredCpu(
  profile: CpuProfile,
  { requests, cpuMs }: ProfiledLoad,
): readonly (readonly [string, readonly string[]])[] {
  const self = selfTimes(profile);
  const busy = profile.nodes.filter((node) => !isIdle(node)).map(inSources);
  const sampledUs = busy.reduce((sum, { id }) => sum + (self.get(id) ?? 0), 0);
  const share = (cpuMs * 1_000) / sampledUs / requests;
  const by = (nameOf: (node: ProfileNode) => string | null): readonly string[] => {
    const totals = new Map<string, number>();
    for (const node of busy) {
      const name = nameOf(node);
      if (name !== null) totals.set(name, (totals.get(name) ?? 0) + (self.get(node.id) ?? 0));
    }
    return [...totals]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 30)
      .map(([name, us]) => `${(us * share).toFixed(2).padStart(8)}  ${name}`);
  };
  return [
    ['By package', by(packageOf)],
    ['By file of Accord', by(fileOfOurs)],
    ['By function', by(functionOf)],
  ];
}

function selfTimes({ samples, timeDeltas }: CpuProfile): ReadonlyMap<number, number> {
  const self = new Map<number, number>();
  for (const [index, id] of samples.entries()) self.set(id, (self.get(id) ?? 0) + (timeDeltas[index] ?? 0));
  return self;
}

function isIdle({ callFrame: { functionName, url } }: ProfileNode): boolean {
  // The profiler's own start is none of the server's work.
  return functionName === '(idle)' || (functionName === 'post' && url.startsWith('node:inspector'));
}

function inSources({ id, callFrame }: ProfileNode): ProfileNode {
  return { id, callFrame: { ...callFrame, ...sourceOf(callFrame) } };
}

function packageOf({ callFrame: { url, functionName } }: ProfileNode): string {
  const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (name !== undefined) return name;
  if (url.startsWith('node:')) return `node (${url.split('/')[0]?.replace('node:', '') ?? ''})`;
  if (url.includes('/src/')) return `accord (${/\/src\/(\w+)/.exec(url)?.[1] ?? 'top'})`;
  if (url.includes('/dist/')) return 'helpers of the bundle';
  if (url === '') return functionName.startsWith('(') ? functionName : 'built into V8 and Node';
  return /^evalmachine|^$/.test(url) ? 'generated code' : url;
}

function fileOfOurs({ callFrame: { url } }: ProfileNode): string | null {
  return /^(?!.*node_modules).*\/src\/(.+)$/.exec(url)?.[1] ?? null;
}

function functionOf({ callFrame: { url, functionName, lineNumber } }: ProfileNode): string {
  const place = url.replace(/^.*node_modules\/|^.*\/(?=src\/)/, '');
  return `${functionName || '(anonymous)'} ${place}:${lineNumber + 1}`;
}
