import { COUNTER, onMessage, tell, type Load, type LoadRequest, type Measured } from './messages.ts';
import { installed } from './installed.ts';

/**
 * The load generator, a process of its own: autocannon, each of whose connections sends the next request when the last
 * one was answered. Requests are made beforehand; only the number that makes each of them one of its kind is put in.
 */
let sent = 0;

async function run(load: Load): Promise<Measured> {
  const { default: autocannon } = await installed('autocannon');
  const latenciesMs: number[] = [];
  let failure: string | null = null;
  let index = 0;
  const startedAt = performance.now();
  let lastAt = startedAt;
  const instance = autocannon({
    url: load.origin,
    connections: load.connections,
    duration: load.durationMs / 1_000,
    timeout: load.timeoutMs / 1_000,
    // How often it looks whether the time is over.
    sampleInt: 100,
    skipAggregateResult: true,
    ...(load.rate !== null && { overallRate: load.rate, ignoreCoordinatedOmission: true }),
    setupClient: (client) => {
      client.setRequests(shareOf(load, index));
      index += 1;
      client.getRequestBuffer = () => numbered(client.requestIterator.currentRequest.requestBuffer);
    },
    verifyBody: (body) => {
      if (!body.includes(load.expected)) failure ??= body.slice(0, 500);
      return true;
    },
  });
  instance.on('response', (_client: unknown, status: number, _bytes: number, tookMs: number) => {
    if (status !== 200) failure ??= `status ${status}`;
    lastAt = performance.now();
    latenciesMs.push(tookMs);
  });
  instance.on('reqError', (error: Error) => (failure ??= error.message));
  await instance;
  return { kind: 'measured', latenciesMs, elapsedMs: lastAt - startedAt, failure };
}

/** One connection's requests: of all of them, every 32nd where there are 32 connections. */
function shareOf({ requests, connections }: Load, index: number): LoadRequest[] {
  const share = requests.filter((_, position) => position % connections === index % connections);
  return (share.length > 0 ? share : requests).map((request) => ({ ...request, headers: { ...request.headers } }));
}

const places = new WeakMap<Buffer, readonly number[]>();

/** Puts the next number into a request; it has been sent and answered when it is taken again. */
function numbered(request: Buffer): Buffer {
  let found = places.get(request);
  if (found === undefined) {
    found = placesOf(request);
    places.set(request, found);
  }
  sent += 1;
  const text = String(sent).padStart(COUNTER.length, '0');
  for (const place of found) request.write(text, place, 'latin1');
  return request;
}

function placesOf(request: Buffer): readonly number[] {
  const found: number[] = [];
  for (let at = request.indexOf(COUNTER); at !== -1; at = request.indexOf(COUNTER, at + 1)) found.push(at);
  return found;
}

onMessage((message) => {
  if (message.kind === 'load') void run(message).then(tell);
});
tell({ kind: 'ready', origin: '' });
