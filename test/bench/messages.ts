/** What the processes of a bench tell each other. */

/** A process listens, and this is its origin. */
export interface Ready {
  readonly kind: 'ready';
  readonly origin: string;
}

/** The question for what was counted since the last one; a process answers it with {@link Counted}. */
export interface Ask {
  readonly kind: 'ask';
}

export interface Counted {
  readonly kind: 'counted';
  /** Of a server, its calls to the upstream, by method: how long each took, in milliseconds, in the order of their ends. */
  readonly upstreamMs: Readonly<Record<string, readonly number[]>>;
  /** Of the upstream: the calls that it got. */
  readonly calls: number;
  /** Waits for the disk, in milliseconds. */
  readonly diskMs: readonly number[];
  /** Of the processor, in milliseconds. */
  readonly cpuMs: number;
  /** Memory now, and the most that the process has had so far. */
  readonly rssMiB: number;
  readonly peakRssMiB: number;
}

/** A request as the load sends it; every {@link COUNTER} in it becomes a number that no other request has. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Eleven characters, so that a number put in their place changes no length. */
export const COUNTER = '%%COUNTER%%';

/** A stretch of load for the load generator; it answers with {@link Measured}. */
export interface Load {
  readonly kind: 'load';
  readonly origin: string;
  /** Taken in turns; each connection has its own share, so that no two send the same at the same time. */
  readonly requests: readonly LoadRequest[];
  readonly connections: number;
  readonly durationMs: number;
  /** Requests a second of all connections together; null for as many as there can be. */
  readonly rate: number | null;
  /** What every right answer has in it. */
  readonly expected: string;
  /** How long an answer may take. */
  readonly timeoutMs: number;
}

export interface Measured {
  readonly kind: 'measured';
  /** Of every request in milliseconds. */
  readonly latenciesMs: readonly number[];
  readonly elapsedMs: number;
  /** The first answer that was not what it should be; null where there was none. */
  readonly failure: string | null;
}

/** Ends a profile that a process takes of itself, into this file. */
export interface Profile {
  readonly kind: 'profile';
  readonly action: 'start' | 'stop';
  readonly file: string;
}

/** The profile is there. */
export interface Profiled {
  readonly kind: 'profiled';
}

export type Message = Ready | Ask | Counted | Load | Measured | Profile | Profiled;

/** Tells the process that started this one. */
export function tell(message: Message): void {
  process.send?.(message);
}

/** Listens to the process that started this one; when that one goes, this one goes too. */
export function onMessage(handle: (message: Message) => void): void {
  process.on('message', (message: Message) => {
    handle(message);
  });
  process.on('disconnect', () => {
    process.exit(0);
  });
}
