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
  /** Calls to the upstream, by method: how long each took, in milliseconds, in the order of their ends. */
  readonly upstreamMs: Readonly<Record<string, readonly number[]>>;
  /** Waits for the disk, in milliseconds. */
  readonly diskMs: readonly number[];
  /** Of the processor, in milliseconds. */
  readonly cpuMs: number;
  /** The most memory that the process has had so far. */
  readonly peakRssMiB: number;
}

/** A stretch of load for the load generator; it answers with {@link Measured}. */
export interface Load {
  readonly kind: 'load';
  readonly url: string;
  readonly connections: number;
  readonly durationMs: number;
  /** It ends after this many requests, though the time is not over. */
  readonly maxRequests: number;
  readonly request: 'graphql' | 'graphql-with-key' | 'plain';
}

export interface Measured {
  readonly kind: 'measured';
  /** Of every request in milliseconds. */
  readonly latenciesMs: readonly number[];
  readonly elapsedMs: number;
  /** The first answer that was not what it should be; null where there was none. */
  readonly failure: string | null;
}

export type Message = Ready | Ask | Counted | Load | Measured;

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
