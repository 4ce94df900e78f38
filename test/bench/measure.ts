import { BenchProcess } from './child-process.ts';
import { SERVER_CORE } from './cores.ts';
import type { Round, VariantRounds } from './findings.ts';
import { COUNTER, type Load, type LoadRequest } from './messages.ts';
import type { ServerSpec, Variant, Workload } from './workloads.ts';

/** How much is measured. */
export interface Extent {
  /** In each of the two orders. */
  readonly rounds: number;
  readonly warmUpMs: number;
  /** Another warm-up follows until there were so many. */
  readonly warmUpRequests: number;
  readonly stretchMs: number;
}

/** The processes that stay while servers come and go. */
export interface Rig {
  readonly upstream: BenchProcess;
  readonly load: BenchProcess;
  readonly backgroundLoad: BenchProcess;
}

const ANSWER_TIMEOUT_MS = 40_000;

type Servers = ReadonlyMap<ServerSpec, BenchProcess>;

/** Starts the servers of a workload, lets `work` have them, and ends them. */
export async function withServers<T>(variants: readonly Variant[], work: (servers: Servers) => Promise<T>): Promise<T> {
  const servers = new Map<ServerSpec, BenchProcess>();
  try {
    for (const { server } of variants) {
      if (servers.has(server)) continue;
      const started = new BenchProcess(server.script, SERVER_CORE, server);
      servers.set(server, started);
      await started.origin();
    }
    return await work(servers);
  } finally {
    await Promise.all([...servers.values()].map((one) => one.stop()));
  }
}

/**
 * Measures a workload's variants in turns, so that what else the machine does meets all of them alike. Twice, the second
 * time with the servers started in the reverse order: whichever is started first takes up to a sixth more of the processor.
 */
export async function measure(workload: Workload, rig: Rig, extent: Extent): Promise<readonly VariantRounds[]> {
  const { variants, connections } = workload;
  const found = new Map(variants.map((variant) => [variant, emptyRounds(connections)]));
  let calls: readonly number[] = [];
  for (const inOrder of [variants, [...variants].reverse()]) {
    await withServers(inOrder, async (servers) => {
      calls = await callsOfAll(variants, rig, servers);
      await measureOrder({ ...workload, variants: inOrder }, { rig, servers, extent, found });
    });
  }
  return variants.map((variant, index) => ({
    name: variant.name,
    upstreamCallsPerOperation: calls[index] ?? NaN,
    rounds: found.get(variant) ?? emptyRounds(connections),
  }));
}

type Rounds = ReadonlyMap<number, Round[]>;

function emptyRounds(connections: readonly number[]): Rounds {
  return new Map(connections.map((count) => [count, []]));
}

interface Measuring {
  readonly rig: Rig;
  readonly servers: Servers;
  readonly extent: Extent;
  readonly found: ReadonlyMap<Variant, Rounds>;
}

async function measureOrder({ variants, connections }: Workload, measuring: Measuring): Promise<void> {
  const { rig, servers, extent, found } = measuring;
  const one = (variant: Variant, count: number, durationMs: number): Promise<Round> => {
    const server = servers.get(variant.server);
    if (!server) throw new TypeError('A server was not started.');
    return stretch(variant, { rig, server, connections: count, durationMs });
  };
  for (const variant of variants) {
    await warmedUp((durationMs) => one(variant, Math.max(...connections), durationMs), extent);
  }
  for (let round = 0; round < extent.rounds; round += 1) {
    for (const count of connections) {
      for (const variant of variants) {
        found
          .get(variant)
          ?.get(count)
          ?.push(await one(variant, count, extent.stretchMs));
      }
    }
  }
}

const LONGEST_WARM_UPS = 12;

/** Code is compiled by how often it runs, so a machine that others keep busy takes longer for it. */
export async function warmedUp(
  work: (durationMs: number) => Promise<Round>,
  extent: Omit<Extent, 'rounds' | 'stretchMs'>,
): Promise<void> {
  let requests = 0;
  for (let times = 0; times < LONGEST_WARM_UPS && requests < extent.warmUpRequests; times += 1) {
    requests += (await work(extent.warmUpMs)).measured.latenciesMs.length;
  }
}

const COUNTED = 20;
let counted = 0;

async function callsOfAll(variants: readonly Variant[], rig: Rig, servers: Servers): Promise<readonly number[]> {
  const calls: number[] = [];
  for (const variant of variants) calls.push(await callsOf(variant, rig, servers));
  return calls;
}

/** How many upstream calls one operation makes: the mean over some that are sent one after the other. */
async function callsOf(variant: Variant, { upstream }: Rig, servers: Servers): Promise<number> {
  const origin = await servers.get(variant.server)?.origin();
  await upstream.count();
  for (let index = 0; index < COUNTED; index += 1) {
    const request = variant.requests[index % variant.requests.length];
    if (!request) break;
    counted += 1;
    const text = JSON.stringify(request).replaceAll(COUNTER, String(counted));
    const { path, ...init } = JSON.parse(text) as LoadRequest;
    const answer = await (await fetch(`${origin ?? ''}${path}`, init)).text();
    if (!answer.includes(variant.expected)) throw new Error(`"${variant.name}" answered: ${answer.slice(0, 500)}`);
  }
  return (await upstream.count()).calls / COUNTED;
}

export interface Stretch {
  readonly rig: Rig;
  readonly server: Pick<BenchProcess, 'origin' | 'count'>;
  readonly connections: number;
  readonly durationMs: number;
  readonly rate?: number;
}

/** Puts load on a server for a while. Throws where an answer was not what it should be. */
export async function stretch(variant: Omit<Variant, 'server'>, { rig, server, ...how }: Stretch): Promise<Round> {
  const { connections, durationMs, rate = null } = how;
  const { requests, expected, background, name } = variant;
  await server.count();
  const load: Omit<Load, 'kind'> = {
    ...{ origin: await server.origin(), requests, expected, connections, durationMs, rate },
    timeoutMs: ANSWER_TIMEOUT_MS,
  };
  const others = background && rig.backgroundLoad.load({ ...load, requests: background });
  const measured = await rig.load.load(load);
  await others;
  const counted = await server.count();
  if (measured.failure !== null) throw new Error(`"${name}" answered: ${measured.failure}`);
  return { measured, counted };
}
